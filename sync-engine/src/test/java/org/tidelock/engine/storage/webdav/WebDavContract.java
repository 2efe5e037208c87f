package org.tidelock.engine.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.servers.CutUploads;
import org.tidelock.engine.storage.servers.CuttingProxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;

/// The contract of a storage on one real server, which all tests share; each has a place of its own on it.
@TestInstance(Lifecycle.PER_CLASS)
@org.junit.jupiter.api.Timeout(60)
abstract class WebDavContract extends ObjectStoreContract {
  private static final AtomicInteger PLACES = new AtomicInteger();

  final DavServers kind;
  LocalServer server;
  ObjectStore store;
  String place;

  WebDavContract(DavServers kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() throws Exception {
    server = kind.start();
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) server.close();
  }

  @BeforeEach
  void makePlace() throws Exception {
    place = "user files/ä" + PLACES.incrementAndGet();
    store = open(DavServers.PASSWORD);
    store.prepare();
  }

  @AfterEach
  void close() {
    store.close();
  }

  ObjectStore open(String password) {
    return open(password, server.port());
  }

  private ObjectStore open(String password, int port) {
    ServerUrl url = (ServerUrl) StorageUrl.parse(kind.url(port, place.replace(" ", "%20")));
    return new WebDavProvider(Proxies.NONE)
        .open(url, StorageAccess.NONE.withSecret(password), "device1", new SecureRandom());
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected boolean isAtomic() {
    return false;
  }

  @Override
  protected int many() {
    return 201;
  }

  @Override
  protected int times(int most) {
    return Math.max(5, most / 15);
  }

  /// What was tried out of this server, and what docs/providers.md says of it.
  abstract Habits expected();

  @Test
  void itsHabitsAreThoseThatTheDocumentSays() throws Exception {
    assertThat(store.probe())
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(java.util.Map.of(WebDavStore.HABITS, expected().text())));
    assertThat(store.listAll()).isEmpty();
    assertThat(files("Unfinished")).isEmpty();
  }

  private List<String> files(String folder) throws Exception {
    Path at = server.root().resolve(place).resolve(folder);
    if (!Files.exists(at)) return List.of();
    try (Stream<Path> all = Files.list(at)) {
      return all.map(f -> f.getFileName().toString()).filter(f -> !f.startsWith(".")).toList();
    }
  }

  @Test
  void t20AnUploadThatIsCutLeavesNothingOrAll() throws Exception {
    try (CuttingProxy line = CuttingProxy.before(server.port());
        ObjectStore over = open(DavServers.PASSWORD, line.port())) {
      CutUploads.leaveNothingOrAll(line, over, store);
    }
  }

  @Test
  void whatOthersPutThereIsNotSeen() throws Exception {
    store.create(new ObjectName("heads/one"), new byte[] {1});
    Path heads = server.root().resolve(place).resolve("heads");
    for (String name : List.of("One", "two.tmp", "ä", "a b", "x%2fy", "conflict (copy)"))
      Files.write(heads.resolve(name), new byte[] {2});
    assertThat(store.list("heads"))
        .extracting(info -> info.name().value())
        .containsExactly("heads/one");
    assertThat(store.names()).hasValueSatisfying(n -> assertThat(n).contains("heads"));
  }

  @Test
  void whereThePlaceIsGoneNothingLooksEmptyAndNothingIsMade() throws Exception {
    store.create(new ObjectName("heads/one"), new byte[] {1});
    Path at = server.root().resolve(place);
    Files.move(at, at.resolveSibling("away"));
    try {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.list("heads"))
          .hasMessageContaining("not on the server");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> store.get(new ObjectName("heads/one"), 9))
          .hasMessageContaining("not on the server");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> store.create(new ObjectName("log/a/1"), new byte[9]))
          .isInstanceOf(org.tidelock.engine.storage.StorageException.Transient.class);
      assertThat(Files.exists(at)).isFalse();
      assertThat(store.names()).isEmpty();
    } finally {
      if (!Files.exists(at)) Files.move(at.resolveSibling("away"), at);
    }
  }

  @Test
  void whatAnInterruptedRunLeftIsClearedAndNothingElse() throws Exception {
    store.create(new ObjectName("heads/one"), new byte[] {1});
    Path unfinished = server.root().resolve(place).resolve("Unfinished");
    Files.createDirectories(unfinished);
    LocalServer.giveAway(unfinished, "www-data");
    Files.write(unfinished.resolve("device1-abc"), new byte[3]);
    Files.write(unfinished.resolve("device2-abc"), new byte[3]);
    try (ObjectStore fresh = open(DavServers.PASSWORD)) {
      fresh.clearLeftovers();
    }
    assertThat(files("Unfinished")).containsExactly("device2-abc");
    assertThat(store.listAll()).extracting(i -> i.name().value()).containsExactly("heads/one");
  }
}
