package org.tidelock.engine.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.servers.CuttingProxy;
import org.tidelock.engine.storage.servers.Ports;

/// Sign-in, host keys and bad lines, on the server of the library: it runs on every machine.
@Timeout(60)
class SftpStoreTest {
  @TempDir Path storage;

  private static ObjectName name(String value) {
    return new ObjectName(value);
  }

  @Test
  void aPasswordOpensAlsoWhereItIsAskedForAsAQuestion() throws Exception {
    try (MinaServer plain = MinaServer.start();
        MinaServer asking = MinaServer.start().byQuestionOnly()) {
      for (MinaServer server : List.of(plain, asking))
        try (SftpStore s = Stores.byPassword(server.at(storage), MinaServer.PASSWORD)) {
          assertThat(s.listAll()).isEmpty();
        }
    }
  }

  @Test
  void aWrongPasswordIsTriedOnceInEachWayAndNotAgainAtOnce() throws Exception {
    try (MinaServer server = MinaServer.start();
        SftpStore s = Stores.byPassword(server.at(storage), "wrong")) {
      for (int i = 0; i < 5; i++)
        assertThatThrownBy(s::listAll).isInstanceOf(StorageException.SignIn.class);
      assertThat(server.passwordsTried).hasValue(2);
    }
  }

  @Test
  void noPasswordGoesToAServerWithAnotherKey() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      RememberedKeys keys = new RememberedKeys();
      keys.kept.add(HostKey.of(MinaServer.newKey("ssh-ed25519", 256).getPublic()));
      Login login = new Login(Optional.of(MinaServer.PASSWORD), Optional.empty(), List.of());
      try (SftpStore s = Stores.of(server.at(storage), login, keys, Patience.USUAL)) {
        assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Untrusted.class);
      }
      assertThat(server.passwordsTried).hasValue(0);
      assertThat(keys.kept).hasSize(1);
    }
  }

  /// What is compressed may be a thousand times as long as it says.
  @Test
  void nothingIsDecompressed() throws Exception {
    try (MinaServer server = MinaServer.start().compressing();
        SftpStore s = Stores.byPassword(server.at(storage), MinaServer.PASSWORD)) {
      assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Transient.class);
      assertThat(server.passwordsTried).hasValue(0);
    }
  }

  @Test
  void aServerThatIsNotLetInWithIsNotKept() throws Exception {
    RememberedKeys keys = new RememberedKeys();
    Login login = new Login(Optional.of("wrong"), Optional.empty(), List.of());
    try (MinaServer server = MinaServer.start();
        SftpStore s = Stores.of(server.at(storage), login, keys, Patience.USUAL)) {
      assertThatThrownBy(s::listAll).isInstanceOf(StorageException.SignIn.class);
      assertThat(keys.kept).isEmpty();
    }
  }

  /// A server shows one key of several; which, the client chooses.
  @Test
  void aServerThatGotAKeyOfAnotherKindIsStillKnownByTheOldOne() throws Exception {
    Login login = new Login(Optional.of(MinaServer.PASSWORD), Optional.empty(), List.of());
    for (String kind : new String[] {"ecdsa-sha2-nistp256", "ssh-rsa"}) {
      KeyPair old = MinaServer.newKey(kind, kind.equals("ssh-rsa") ? 2048 : 256);
      RememberedKeys keys = new RememberedKeys();
      try (MinaServer server = MinaServer.start()) {
        server.showKey(old);
        try (SftpStore s = Stores.of(server.at(storage), login, keys, Patience.USUAL)) {
          assertThat(s.listAll()).isEmpty();
        }
        assertThat(keys.kept).containsExactly(HostKey.of(old.getPublic()));
        server.showKey(MinaServer.newKey("ssh-ed25519", 256), old);
        try (SftpStore s = Stores.of(server.at(storage), login, keys, Patience.USUAL)) {
          assertThat(s.listAll()).isEmpty();
        }
      }
    }
  }

  @Test
  void noServerIsSaid() throws Exception {
    SftpAddress nobody = MinaServer.at(storage, Ports.free());
    SftpAddress nowhere = new SftpAddress("ada", "no-such-host.invalid", 22, "/x");
    for (SftpAddress a : List.of(nobody, nowhere))
      try (SftpStore s = Stores.byPassword(a, "x")) {
        assertThatThrownBy(s::listAll)
            .isInstanceOf(StorageException.Transient.class)
            .hasMessageContaining(a.host());
      }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Patience brief =
          new Patience(
              Duration.ofMillis(500),
              Duration.ofMillis(500),
              Duration.ofMillis(500),
              Duration.ofSeconds(9));
      Login login = new Login(Optional.of("x"), Optional.empty(), List.of());
      try (SftpStore s =
          Stores.of(
              MinaServer.at(storage, mute.getLocalPort()), login, new RememberedKeys(), brief)) {
        assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Transient.class);
      }
    }
  }

  @Test
  void aLineCutWhileNobodyUsedItIsNoticedBeforeItIsUsed() throws Exception {
    Login login = new Login(Optional.of(MinaServer.PASSWORD), Optional.empty(), List.of());
    Patience p =
        new Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ZERO);
    try (MinaServer server = MinaServer.start();
        CuttingProxy line = new CuttingProxy(server.address());
        SftpStore s =
            Stores.of(MinaServer.at(storage, line.port()), login, new RememberedKeys(), p)) {
      s.create(name("heads/one"), new byte[10]);
      server.hangUp();
      line.cut();
      s.create(name("heads/two"), new byte[10]);
      assertThat(s.list("heads")).hasSize(2);
    }
  }

  @Test
  void aLineOnWhichNothingMovesIsGivenUp() throws Exception {
    Login login = new Login(Optional.of(MinaServer.PASSWORD), Optional.empty(), List.of());
    try (MinaServer server = MinaServer.start();
        CuttingProxy line = new CuttingProxy(server.address());
        SftpStore s =
            Stores.of(
                MinaServer.at(storage, line.port()), login, new RememberedKeys(), Stores.WARY)) {
      s.create(name("heads/one"), new byte[10]);
      line.stall();
      assertThatThrownBy(() -> s.create(name("packs/aa/two"), new byte[3 << 20]))
          .isInstanceOf(StorageException.Transient.class);
    }
  }

  @Test
  void eachByteOfAnObjectHasToWaitForItsTurn() throws Exception {
    AtomicLong sent = new AtomicLong();
    AtomicLong received = new AtomicLong();
    Bandwidth counting =
        new Bandwidth() {
          @Override
          public void send(int bytes) {
            sent.addAndGet(bytes);
          }

          @Override
          public void receive(int bytes) {
            received.addAndGet(bytes);
          }
        };
    try (MinaServer server = MinaServer.start();
        SftpStore s =
            Stores.byPassword(
                MinaServer.at(storage, server.address().getPort()),
                MinaServer.PASSWORD,
                counting)) {
      s.create(name("packs/aa/one"), new byte[100_000]);
      s.get(name("packs/aa/one"), 100_000);
      s.read(name("packs/aa/one"), 90_000, ByteBuffer.allocate(100_000));
    }
    assertThat(sent).hasValue(100_000);
    assertThat(received).hasValue(110_000);
  }

  /// Else a line that is cut while slices wait for their turn has brought nothing.
  @Test
  void whatHasComeIsTakenWhileTheNextHasToWait() throws Exception {
    ByteBuffer into = ByteBuffer.allocate(1 << 20);
    AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    Bandwidth slow =
        new Bandwidth() {
          private int slices;

          @Override
          public void send(int bytes) {}

          @Override
          public void receive(int bytes) throws InterruptedException {
            Thread.sleep(20);
            if (++slices == 30) least.set(into.position());
          }
        };
    try (MinaServer server = MinaServer.start();
        SftpStore s =
            Stores.byPassword(
                MinaServer.at(storage, server.address().getPort()), MinaServer.PASSWORD, slow)) {
      s.create(name("packs/aa/one"), new byte[1 << 20]);
      s.read(name("packs/aa/one"), 0, into);
    }
    assertThat(least.get()).isBetween(1L, 1L << 20);
  }

  @Test
  void whatCameBeforeALineWasCutIsTheBeginningOfTheObject() throws Exception {
    byte[] body = new byte[600_000];
    new Random(5).nextBytes(body);
    try (MinaServer server = MinaServer.start();
        CuttingProxy line = new CuttingProxy(server.address());
        SftpStore s = Stores.byPassword(MinaServer.at(storage, line.port()), MinaServer.PASSWORD)) {
      ObjectName name = name("packs/aa/one");
      s.create(name, body);
      ByteBuffer into = ByteBuffer.allocate(body.length + 3).position(3);
      line.cutAfter(300_000);
      assertThatThrownBy(() -> s.read(name, 0, into))
          .isInstanceOf(StorageException.Transient.class);
      int came = into.position() - 3;
      assertThat(came).isBetween(1, 300_000);
      assertThat(s.read(name, came, into)).isEqualTo(body.length - came);
      assertThat(into.array()).endsWith(body);
    }
  }

  /// T20 to T22: whenever the line is cut, an object is there whole or not at all, and what is tried again gets through.
  @Test
  void cutsAtAnyByteLeaveWholeObjectsOrNone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] body = new byte[600_000];
    random.nextBytes(body);
    int failed = 0;
    try (MinaServer server = MinaServer.start();
        CuttingProxy line = new CuttingProxy(server.address());
        SftpStore s = Stores.byPassword(MinaServer.at(storage, line.port()), MinaServer.PASSWORD)) {
      for (int i = 0; i < 16; i++) {
        ObjectName name = name("packs/aa/" + i);
        line.cutAfter(random.nextLong(i % 2 == 0 ? 700_000 : 12_000));
        boolean stored = attempt(() -> s.create(name, body));
        if (!stored) failed++;
        Path file = storage.resolve(name.value());
        if (stored || Files.exists(file))
          assertThat(Arrays.equals(Files.readAllBytes(file), body)).as("seed " + seed).isTrue();
        for (int k = 0; !stored && k < 5; k++) stored = attempt(() -> store(s, name, body));
        assertThat(stored).as("stored at last, seed " + seed).isTrue();
        line.cutAfter(random.nextLong(600_000));
        byte[][] got = new byte[1][];
        for (int k = 0; got[0] == null && k < 5; k++)
          attempt(() -> got[0] = s.get(name, body.length));
        assertThat(Arrays.equals(got[0], body)).as("seed " + seed).isTrue();
        line.cut();
      }
      boolean cleared = false;
      for (int k = 0; !cleared && k < 5; k++) cleared = attempt(s::clearLeftovers);
      assertThat(cleared).as("seed " + seed).isTrue();
    }
    assertThat(failed).as("cuts that hit, seed " + seed).isBetween(4, 16);
    try (Stream<Path> left = Files.list(storage.resolve(".tmp"))) {
      assertThat(left).as("seed " + seed).isEmpty();
    }
  }

  /// As who does not know whether an earlier try got through.
  private static void store(SftpStore s, ObjectName name, byte[] body) throws Exception {
    if (s.stat(name).isEmpty()) s.create(name, body);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static boolean attempt(Action action) throws Exception {
    try {
      action.run();
      return true;
    } catch (StorageException.Transient e) {
      return false;
    }
  }

  @Test
  void itsFolderIsMadeWithThoseAboveIt() throws Exception {
    Path deep = storage.resolve("a/b/c");
    try (MinaServer server = MinaServer.start();
        SftpStore s = Stores.byPassword(server.at(deep), MinaServer.PASSWORD)) {
      assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Transient.class);
      s.prepare();
      s.prepare();
      assertThat(s.listAll()).isEmpty();
      assertThat(deep).isEmptyDirectory();
    }
  }

  @Test
  void afterItIsClosedNothingIsConnectedAnyMore() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      SftpStore s = Stores.byPassword(server.at(storage), MinaServer.PASSWORD);
      s.create(name("heads/one"), new byte[1]);
      s.close();
      assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Transient.class);
      s.close();
    }
  }

  @Test
  void whatIsSaidOfALoginHasNoSecret() {
    assertThat(new Login(Optional.of("hunter2"), Optional.empty(), List.of()).toString())
        .doesNotContain("hunter2");
  }
}
