package org.tidelock.engine.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.servers.CutUploads;
import org.tidelock.engine.storage.servers.CuttingProxy;

/// The contract on a server that checks signatures, clocks and the hash of what it gets.
class S3ProxyStoreTest extends ObjectStoreContract {
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static S3Proxy server;

  private String bucket = "";
  private S3Store store;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = S3Proxy.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) server.close();
  }

  @BeforeEach
  void open() throws Exception {
    bucket = "bucket-" + BUCKETS.incrementAndGet();
    server.makeBucket(bucket);
    store = server.open(bucket + "/back%20up/x");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  /// More than a page of the server has.
  @Override
  protected int times(int most) {
    return most > 2000 ? 1003 : Math.max(2, most / 12);
  }

  /// Its file system in memory empties a file as it is deleted, and a listing may have found the name just before.
  @Override
  protected boolean knowsSizesOfTheDeleted() {
    return false;
  }

  private static ObjectName name(String value) {
    return new ObjectName(value);
  }

  @Test
  void t20AnUploadThatIsCutLeavesNothingOrAll() throws Exception {
    try (CuttingProxy line = CuttingProxy.before(server.port());
        S3Store over =
            S3Proxy.open(
                "s3://" + bucket + "/back%20up/x?endpoint=http://127.0.0.1:" + line.port(),
                S3Proxy.KEY,
                S3Proxy.SECRET,
                InstantSource.system())) {
      CutUploads.leaveNothingOrAll(line, over, store);
    }
  }

  @Test
  void whatIsBesideItsPrefixIsNotSeen() throws Exception {
    try (S3Store root = server.open(bucket);
        S3Store beside = server.open(bucket + "/back%20up/x2")) {
      root.create(name("heads/other"), bytes(1));
      beside.create(name("heads/another"), bytes(1));
      store.create(name("heads/mine"), bytes(1));
      assertThat(store.listAll()).extracting(i -> i.name().value()).containsExactly("heads/mine");
      assertThat(root.names()).hasValueSatisfying(n -> assertThat(n).contains("heads", "back up"));
      assertThat(store.names()).hasValueSatisfying(n -> assertThat(n).containsExactly("heads"));
      assertThat(root.listAll()).extracting(i -> i.name().value()).containsExactly("heads/other");
    }
  }

  @Test
  void whetherItRefusesWhatExistsIsTriedOutAndLeavesNothing() throws Exception {
    assertThat(store.probe()).isEqualTo(Map.of(S3Store.REFUSES, "yes"));
    assertThat(store.names()).hasValueSatisfying(n -> assertThat(n).isEmpty());
  }

  @Test
  void aBucketThatIsNotThereIsNotEmpty() throws Exception {
    try (S3Store none = server.open("no-such-bucket")) {
      for (Action call :
          new Action[] {
            none::prepare,
            none::listAll,
            () -> none.list("heads"),
            () -> none.stat(name("heads/one")),
            () -> none.get(name("heads/one"), 10),
            () -> none.create(name("heads/one"), bytes(1))
          })
        assertThatThrownBy(call::run)
            .isInstanceOf(StorageException.Permanent.class)
            .hasMessageContaining("no-such-bucket");
    }
    store.prepare();
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void aWrongKeyAndAWrongSecretAreSaidWithoutThem() throws Exception {
    for (String[] key : new String[][] {{S3Proxy.KEY, "not this"}, {"AKIANOBODY", "secretsecret"}})
      try (S3Store s = S3Proxy.open(server.url(bucket), key[0], key[1], InstantSource.system())) {
        for (Action call :
            new Action[] {s::listAll, () -> s.get(name("a"), 1), () -> s.stat(name("a"))})
          assertThatThrownBy(call::run)
              .isInstanceOfAny(StorageException.SignIn.class, StorageException.Forbidden.class)
              .hasMessageNotContaining(key[1]);
      }
  }

  @Test
  void aClockThatIsWrongIsCorrectedByTheServers() throws Exception {
    for (Duration off : new Duration[] {Duration.ofHours(-3), Duration.ofDays(2)}) {
      InstantSource clock = () -> Instant.now().plus(off);
      try (S3Store s = S3Proxy.open(server.url(bucket), S3Proxy.KEY, S3Proxy.SECRET, clock)) {
        s.create(name("heads/x" + off.toHours()), bytes(10));
        assertThat(s.list("heads")).isNotEmpty();
      } catch (StorageException.Transient e) {
        assertThat(e).hasMessageContaining("clock");
      }
    }
  }
}
