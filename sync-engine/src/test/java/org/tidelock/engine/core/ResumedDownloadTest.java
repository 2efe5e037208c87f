package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.system.SystemEffects;

/// A large file whose way to this disk is interrupted (decision 0111): what has come is not fetched again, whatever is left of it is checked, and nothing of it stays.
@TestInstance(Lifecycle.PER_CLASS)
final class ResumedDownloadTest {
  private static final int MIB = 1 << 20;
  private static final int PACK = 16 * MIB;

  /// Two full packs and a rest.
  private static final int SIZE = 40 * MIB;

  /// The chunk that was cut off and the other objects.
  private static final int MORE = 5 * MIB;

  @TempDir(factory = FastTempDir.class)
  static Path root;

  private final MemoryStore store = new MemoryStore();
  private final CountingStore counting = new CountingStore(store);
  private final FaultyPlaces ofB = new FaultyPlaces(counting);
  private TestDevice a;
  private TestDevice b;
  private byte[] video = {};
  private long seed;

  /// B's on one thread, so that packs come in their order.
  @BeforeAll
  void twoDevices() throws Exception {
    Effects system = SystemEffects.create();
    Executor here = Runnable::run;
    Effects effects = new Effects(system.random(), system.clock(), here, here, ofB);
    a = TestDevice.create(root, "a", TestDevice.vaults(new FaultyPlaces(store)));
    b = TestDevice.join(root, "b", TestDevice.vaults(effects));
  }

  @BeforeEach
  void aHasAVideo() throws Exception {
    video = RandomBytes.of(SIZE, ++seed);
    a.write("video", video);
    a.sync();
    counting.take();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    ofB.connection.faults(Faults.none());
    b.sync();
    assertThat(left()).isEmpty();
    a.delete("video");
    a.sync();
    b.sync();
  }

  @AfterAll
  void close() {
    a.close();
    b.close();
  }

  private void breaksOffAfter(int packs) {
    ofB.connection.faults(
        new Faults.Script()
            .inFolder(Fault.Operation.RANGE, "packs", Fault.REFUSED, packs, Integer.MAX_VALUE));
    assertThatThrownBy(b::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    ofB.connection.faults(Faults.none());
    counting.take();
  }

  /// What is there of files that did not come to their end.
  private List<Path> left() throws Exception {
    Path staging = b.folder.resolve(".tidelock/staging");
    if (!Files.exists(staging)) return List.of();
    try (Stream<Path> files = Files.list(staging)) {
      return files.toList();
    }
  }

  private long fetched() throws Exception {
    b.sync();
    assertThat(b.folder.resolve("video")).hasBinaryContent(video);
    assertThat(left()).isEmpty();
    return counting.take().readBytes();
  }

  @Acceptance(117)
  @Test
  void whatHasComeIsNotFetchedAgain() throws Exception {
    breaksOffAfter(2);
    assertThat(fetched()).isLessThan(SIZE - 2 * PACK + MORE);
  }

  @Acceptance(117)
  @Test
  void norByTheNextProcess() throws Exception {
    breaksOffAfter(1);
    b.restart();
    breaksOffAfter(2); // the end of the first pack, for the chunk that goes on in the second one
    b.restart();
    assertThat(fetched()).isLessThan(SIZE - 2 * PACK + MORE);
  }

  /// A power cut may leave anything.
  @Test
  void whatIsWrongInItIsFetchedAgain() throws Exception {
    breaksOffAfter(2);
    Path part = left().getFirst();
    byte[] bytes = Files.readAllBytes(part);
    Arrays.fill(bytes, 0, PACK, (byte) 0);
    Files.write(part, bytes);
    assertThat(fetched()).isBetween((long) SIZE - PACK, (long) SIZE - PACK + MORE);
  }

  @Test
  void anotherVersionBeginsAnew() throws Exception {
    breaksOffAfter(2);
    video = RandomBytes.of(SIZE, 1_000 + seed);
    a.write("video", video);
    a.sync();
    fetched();
  }

  @Test
  void aFileThatIsNotWantedAnyMoreLeavesNothing() throws Exception {
    breaksOffAfter(2);
    a.delete("video");
    a.sync();
    b.sync();
    assertThat(left()).isEmpty();
    a.write("video", video);
    a.sync();
  }

  @Test
  void whatIsOldIsClearedAway() throws Exception {
    breaksOffAfter(2);
    Instant old = Instant.now().minus(Duration.ofDays(4));
    Files.setLastModifiedTime(left().getFirst(), FileTime.from(old));
    assertThat(fetched()).isGreaterThan(SIZE);
  }

  /// Each has a part of its own while both come.
  @Test
  void twoFilesOfOneContent() throws Exception {
    breaksOffAfter(1);
    a.write("copy", video);
    a.sync();
    assertThat(fetched()).isLessThan(SIZE - PACK + MORE);
    assertThat(b.folder.resolve("copy")).hasBinaryContent(video);
    a.delete("copy");
    a.sync();
  }
}
