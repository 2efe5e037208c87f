package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.system.SystemEffects;

/// A large file is not read before it is complete, as far as that can be told, where nobody waits for it (decision 0141).
final class BeingWrittenTest {
  private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
  private static final LocalPath FOLDER = LocalPath.of("films");

  private final FakeTime time = new FakeTime(NOW);
  private final BeingWritten beingWritten = new BeingWritten(time);

  private static Difference file(long size, Instant modified) {
    long nanos = modified.toEpochMilli() * 1_000_000;
    Fingerprint f = new Fingerprint(Fingerprint.Kind.FILE, size, nanos, nanos, 0, 1, 2, false);
    return new Difference.New(
        new Found(
            new Difference.Parent.Known(Nodes.ROOT), "film", "film", FOLDER.child("film"), f));
  }

  private boolean isLeftAlone(Difference difference) {
    Scan scan =
        new Scan(List.of(difference), List.of(), 1, 1, Optional.<Set<NodeId>>empty(), true, false);
    return beingWritten.without(scan).differences().isEmpty();
  }

  @Test
  void whatWasWrittenJustNowIsLeftAloneIfItIsLarge() {
    assertThat(isLeftAlone(file(BeingWritten.LARGE + 1, NOW.minusMillis(1999)))).isTrue();
    assertThat(beingWritten.folders()).containsExactly(FOLDER);
    assertThat(beingWritten.folders()).isEmpty();
    assertThat(isLeftAlone(file(BeingWritten.LARGE + 1, NOW.minusMillis(2000)))).isFalse();
    assertThat(isLeftAlone(file(BeingWritten.LARGE, NOW))).isFalse();
    assertThat(beingWritten.folders()).isEmpty();
  }

  @Test
  void aTimeThatLiesAheadTellsNothing() {
    assertThat(isLeftAlone(file(BeingWritten.LARGE + 1, NOW.plusSeconds(1)))).isTrue();
    assertThat(isLeftAlone(file(BeingWritten.LARGE + 1, NOW.plusSeconds(3)))).isFalse();
    assertThat(isLeftAlone(file(BeingWritten.LARGE + 1, Instant.EPOCH))).isFalse();
  }

  @Test
  void whatIsNeverStillIsReadFromTimeToTime() throws Exception {
    int read = 0;
    for (int i = 0; i < 60 * 60; i++) {
      if (!isLeftAlone(file(BeingWritten.LARGE + i + 1, time.instant()))) read++;
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(read).isEqualTo(5);
  }

  /// Opens of one file.
  private static final class Opened extends CallsOfDisk {
    private final AtomicInteger count = new AtomicInteger();
    private volatile String name = "";

    void of(String file) {
      name = file;
      count.set(0);
    }

    @Override
    public void before(String call, Object[] arguments) throws IOException {
      if (call.equals("open") && ((LocalPath) arguments[0]).name().equals(name))
        count.incrementAndGet();
    }
  }

  @Test
  @Timeout(120)
  void aFilmThatIsBeingCopiedIsReadOnceByAWatch(@TempDir(factory = FastTempDir.class) Path root)
      throws Exception {
    Opened opened = new Opened();
    try (TestDevice a =
        TestDevice.create(root, "a", TestDevice.vaults(SystemEffects.create().in(opened)))) {
      a.sync();
      String film = "film 0";
      try (Vault.Subscription _ = a.vault.watch()) {
        opened.of(film);
        // This computer may stand still, also between the engine's look at the file and at the
        // clock. Who reads what is being written does so each time.
        for (int i = 1;
            !copiedWithoutAStall(a.folder.resolve(film)) || opened.count.get() > 0;
            i++) {
          assertThat(i).as("films, as this computer stands still again and again").isLessThan(12);
          film = "film " + i;
          opened.of(film);
        }
        while (!isKnown(a, film)) Thread.sleep(50);
        assertThat(a.vault.history(film)).hasSize(1);
        assertThat(a.vault.history(film).getFirst().size()).isEqualTo(12 << 20);
      }
      // Who asks for it gets what is there.
      Files.write(a.folder.resolve(film), new byte[2 << 20]);
      a.sync();
      assertThat(a.vault.history(film)).hasSize(2);
    }
  }

  private static boolean isKnown(TestDevice device, String file) throws Exception {
    return device.vault.list("", Optional.empty()).stream().anyMatch(f -> f.name().equals(file));
  }

  /// In parts, with pauses that are long enough for a round.
  ///
  /// @return false if this computer made one so long that the film was still for two seconds, or nearly
  private static boolean copiedWithoutAStall(Path film) throws Exception {
    boolean stalled = false;
    try (OutputStream out = Files.newOutputStream(film, StandardOpenOption.CREATE_NEW)) {
      for (int part = 0; part < 6; part++) {
        long before = System.nanoTime();
        out.write(new byte[2 << 20]);
        Thread.sleep(800);
        stalled |= System.nanoTime() - before > Duration.ofMillis(1_600).toNanos();
      }
    }
    return !stalled;
  }
}
