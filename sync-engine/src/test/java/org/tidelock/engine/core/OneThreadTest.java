package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemPlaces;

/// The whole engine on the thread that calls it, as a simulator needs it: no executor may be waited for, and no other thread does a thing.
final class OneThreadTest {
  private static final int FILES = 300;
  private static final int BIG = 40 << 20;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final CountingStore store = new CountingStore(new MemoryStore());
  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Test
  void twoDevicesComeToRestWithoutAnotherThread() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA", vaults());
        TestDevice b = TestDevice.join(root, "devB", vaults())) {
      for (int i = 0; i < FILES; i++) a.write("d" + i % 7 + "/f" + i, "text " + i);
      byte[] big = new byte[BIG];
      new Random(5).nextBytes(big);
      a.write("big", big);
      assertThat(syncBoth(a, b)).isEmpty();
      assertThat(b.tree()).isEqualTo(a.tree()).containsKey("big").containsKey("d1/f1");

      a.write("d1/f1", "of A");
      b.write("d1/f1", "of B, longer");
      a.move("d2", "e2");
      b.delete("d3");
      assertThat(syncBoth(a, b)).hasSize(1);
      assertThat(b.tree()).isEqualTo(a.tree()).containsKey("e2").doesNotContainKeys("d2", "d3");
      assertThat(threads).containsExactly(Thread.currentThread());
      assertThat(store.take().threads()).containsExactly(Thread.currentThread());
    }
  }

  /// Returns the conflicts, of which both devices tell.
  private Set<SyncReport.Conflict> syncBoth(TestDevice a, TestDevice b) throws Exception {
    Set<SyncReport.Conflict> conflicts = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      for (TestDevice device : List.of(a, b)) {
        SyncReport report = device.sync();
        assertThat(report.problems()).isEmpty();
        conflicts.addAll(report.conflicts());
      }
      time.advance(Duration.ofMinutes(1));
    }
    return conflicts;
  }

  private LocalVaults vaults() {
    return TestDevice.vaults(
        new Effects(new SecureRandom(), time, this::here, this::here, new OneStorage()));
  }

  private void here(Runnable work) {
    threads.add(Thread.currentThread());
    work.run();
  }

  private final class OneStorage extends SystemPlaces {
    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return store;
    }
  }
}
