package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.s3.S3Proxy;
import org.tidelock.engine.storage.servers.ChaosProxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// Two devices with a real tree, over each provider, while a hundred things go wrong on the way: lines cut at any byte, connections refused, answers of an overloaded
/// gateway, a server that restarts, a program that is started anew, or killed in the midst of a sync; and then with large files, over lines that break every few megabytes. Both end with exactly
/// the files that their people left.
@Tag("heavy")
@Timeout(900)
final class HundredFaultsTest {
  private static final int FAULTS = 100;
  private static final long MEAN_BYTES = 1_000_000;

  /// Packs of 4 MiB come through one time in two.
  private static final long MEAN_BYTES_OF_LARGE = 6_000_000;

  private static final int LARGE = Integer.getInteger("tidelock.large.mib", 24) << 20;
  private static final Path REAL_TREE = Path.of("src", "main", "java").toAbsolutePath();
  private static final List<String> GATEWAY =
      List.of(
          "500 Internal Server Error",
          "502 Bad Gateway",
          "503 Service Unavailable",
          "503 Service Unavailable\r\nRetry-After: 1",
          "504 Gateway Timeout",
          "429 Too Many Requests\r\nRetry-After: 1");

  private final long seed = Long.getLong("tidelock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir Path dir;
  @TempDir Path ofServer;

  @FunctionalInterface
  private interface Restart {
    void run() throws Exception;
  }

  /// One device, and what its person has left in its part of the tree.
  private final class Device implements AutoCloseable {
    final String name;
    final Path home;
    final Path folder;
    final TreeMap<String, byte[]> left = new TreeMap<>();
    private int moves;
    Vault vault;

    Device(String name, String url, StorageAccess access, boolean first) throws Exception {
      this.name = name;
      home = dir.resolve("home-" + name);
      folder = Files.createDirectory(dir.resolve(name));
      vault = first ? create(url, access) : join(url, access);
    }

    private Vault create(String url, StorageAccess access) throws Exception {
      CreateRequest request =
          new CreateRequest(
              home, url, folder, "Test", name, TestDevice.passphrase(), KeepUnlocked.FILE);
      return TestDevice.vaults().with(access).create(request).vault();
    }

    private Vault join(String url, StorageAccess access) throws Exception {
      Unlock unlock = new Unlock.ByPassphrase(TestDevice.passphrase());
      return TestDevice.vaults()
          .with(access)
          .join(new JoinRequest(home, url, folder, name, unlock, KeepUnlocked.FILE, _ -> true));
    }

    void startAnew() throws Exception {
      vault.close();
      vault = TestDevice.vaults().open(home, Optional.empty());
    }

    /// A process of its own syncs, and dies at any moment of that.
    void syncAndDie() throws Exception {
      vault.close();
      Path temporary = Files.createDirectories(dir.resolve("killed"));
      try (ChildJava child =
          ChildJava.start(
              List.of(), List.of(), temporary, KillMain.class, dir.toString(), name, "sync")) {
        child.awaitSaid(KillMain.READY);
        Thread.sleep(random.nextInt(2_500));
        child.kill();
      }
      vault = TestDevice.vaults().open(home, Optional.empty());
    }

    void write(String path, byte[] bytes) throws IOException {
      Path file = folder.resolve(name).resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      left.put(name + "/" + path, bytes);
    }

    void takeTheRealTree() throws IOException {
      try (Stream<Path> files = Files.walk(REAL_TREE)) {
        for (Path file : files.filter(Files::isRegularFile).toList())
          write(REAL_TREE.relativize(file).toString(), Files.readAllBytes(file));
      }
    }

    /// What a person does between two syncs.
    void live() throws IOException {
      write("large" + random.nextInt(3), bytes(200_000 + random.nextInt(900_000)));
      for (int i = 0; i < 4; i++) write("small" + random.nextInt(20), bytes(random.nextInt(3_000)));
      String gone = new ArrayList<>(left.keySet()).get(random.nextInt(left.size()));
      Files.delete(folder.resolve(gone));
      left.remove(gone);
      String moved = new ArrayList<>(left.keySet()).get(random.nextInt(left.size()));
      Path to = Path.of(moved).resolveSibling("moved" + ++moves);
      Files.move(folder.resolve(moved), folder.resolve(to));
      left.put(to.toString(), left.remove(moved));
    }

    private byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }

    /// Whatever is wrong on the way is an error of the storage, and goes by.
    void sync() throws Exception {
      for (int tries = 0; tries < 60; tries++) {
        try {
          vault.sync();
          return;
        } catch (TidelockException e) {
          assertThat(e.code()).as("%s, seed %s", e, seed).isEqualTo(ErrorCode.STORAGE);
        }
      }
    }

    @Override
    public void close() {
      vault.close();
    }
  }

  private void survive(
      String url,
      StorageAccess accessOfA,
      StorageAccess accessOfB,
      List<ChaosProxy> networks,
      Restart restart)
      throws Exception {
    System.out.println("seed " + seed);
    try (Device a = new Device("a", url, accessOfA, true);
        Device b = new Device("b", url, accessOfB, false)) {
      a.takeTheRealTree();
      for (ChaosProxy network : networks) network.trouble(MEAN_BYTES);
      for (int round = 0; faults(networks) < FAULTS; round++) {
        a.live();
        b.live();
        if (round % 3 == 1) a.startAnew();
        if (round % 3 == 2) b.startAnew();
        if (round % 4 == 3) (random.nextBoolean() ? a : b).syncAndDie();
        Thread restarting = Thread.ofVirtual().unstarted(() -> quietly(restart));
        if (round % 2 == 1) restarting.start();
        a.sync();
        b.sync();
        if (round % 2 == 1) restarting.join();
      }
      for (ChaosProxy network : networks) network.trouble(MEAN_BYTES_OF_LARGE);
      a.write("film", a.bytes(LARGE));
      b.write("film", b.bytes(LARGE));
      for (Device each : List.of(a, b, a, b)) each.sync();
      for (ChaosProxy network : networks) network.trouble(0);
      for (Device each : List.of(a, b, a, b)) each.vault.sync();
      TreeMap<String, byte[]> left = new TreeMap<>(a.left);
      left.putAll(b.left);
      assertTree(a, left);
      assertTree(b, left);
      assertThat(a.vault.verify(true, _ -> {}).findings()).as("seed %s", seed).isEmpty();
    }
  }

  private void quietly(Restart restart) {
    try {
      restart.run();
    } catch (Exception e) {
      throw new AssertionError("the server does not restart", e);
    }
  }

  private static int faults(List<ChaosProxy> networks) {
    return networks.stream().mapToInt(ChaosProxy::faults).sum();
  }

  private void assertTree(Device device, TreeMap<String, byte[]> left) throws IOException {
    assertThat(device.vault.issues())
        .as("issues of %s, seed %s", device.name, seed)
        .allMatch(issue -> issue.severity() == Issue.Severity.INFO);
    TreeMap<String, byte[]> there = new TreeMap<>();
    try (Stream<Path> files = Files.walk(device.folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = device.folder.relativize(file).toString();
        if (!path.startsWith(".tidelock")) there.put(path, Files.readAllBytes(file));
      }
    }
    assertThat(there.keySet())
        .as("files of %s, seed %s", device.name, seed)
        .isEqualTo(left.keySet());
    left.forEach(
        (path, bytes) ->
            assertThat(there.get(path))
                .as("%s on %s, seed %s", path, device.name, seed)
                .isEqualTo(bytes));
  }

  private ChaosProxy before(int port) throws IOException {
    return new ChaosProxy(port, random.nextLong()).refusing(0.05);
  }

  private ChaosProxy beforeHttp(int port) throws IOException {
    return before(port).answering(0.1, GATEWAY);
  }

  @Test
  void overWebDav() throws Exception {
    try (LocalServer server = DavServers.APACHE.start();
        ChaosProxy network = beforeHttp(server.port())) {
      StorageAccess access = StorageAccess.NONE.withSecret(DavServers.PASSWORD);
      String url = "webdav+http://u@127.0.0.1:" + network.port() + "/vault";
      survive(
          url,
          access,
          access,
          List.of(network),
          () -> {
            server.stop();
            server.run();
          });
    }
  }

  @Test
  void overSftp() throws Exception {
    try (OpenSsh server = OpenSsh.start(ofServer);
        ChaosProxy network = before(server.port())) {
      String url = server.url(network.port(), dir.resolve("vault"), "user");
      survive(url, StorageAccess.NONE, StorageAccess.NONE, List.of(network), server::restart);
    }
  }

  /// S3Proxy keeps all in memory, so it is only out of reach for a moment.
  @Test
  void overS3() throws Exception {
    try (S3Proxy server = S3Proxy.start(ofServer);
        ChaosProxy network = beforeHttp(server.port())) {
      server.makeBucket("tidelock");
      StorageAccess access = StorageAccess.NONE.withUser(S3Proxy.KEY).withSecret(S3Proxy.SECRET);
      String url = "s3://tidelock/vault?endpoint=http://127.0.0.1:" + network.port();
      survive(url, access, access, List.of(network), () -> outOfReach(network));
    }
  }

  @Test
  void overOneDrive() throws Exception {
    try (FakeGraph graph = FakeGraph.start();
        ChaosProxy control = beforeHttp(graph.graphPort());
        ChaosProxy contents = beforeHttp(graph.contentPort())) {
      graph.announce(control.port(), contents.port());
      URI base = URI.create("http://127.0.0.1:" + control.port() + "/v1.0");
      String url = "onedrive:/vault?client=" + FakeGraph.CLIENT + "&" + graph.options(base);
      survive(
          url,
          signedIn(graph),
          signedIn(graph),
          List.of(control, contents),
          () -> outOfReach(control));
      assertThat(graph.complaints()).isEmpty();
    }
  }

  private static StorageAccess signedIn(FakeGraph graph) {
    return StorageAccess.NONE.withSecret(
        graph.signedIn("Files.ReadWrite.AppFolder offline_access"));
  }

  private static void outOfReach(ChaosProxy network) throws Exception {
    network.refusing(1);
    Thread.sleep(300);
    network.refusing(0.05);
  }
}
