package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.CountingStore.Cost;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemPlaces;

/// What a new device takes from the line. Files come in groups, and several groups lie in one pack: over a slow line none of it may come twice.
final class ReceivedOnceTest {
  private static final int FILES = 4_500;
  private static final int LENGTH = 9_000;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MemoryStore shared = new MemoryStore();

  private final class Counted extends SystemPlaces {
    final CountingStore store = new CountingStore(shared);

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return store;
    }
  }

  @Test
  void manySmallFilesComeOnce() throws Exception {
    Random random = new Random(5);
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(new Counted()))) {
      for (int i = 0; i < FILES; i++) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        a.write("photos/" + i / 100 + "/" + i, bytes);
      }
      a.sync();
    }
    long stored = 0;
    for (var info : shared.list("packs")) stored += info.size();
    Counted atB = new Counted();
    try (TestDevice b = TestDevice.join(root, "devB", TestDevice.vaults(atB))) {
      atB.store.take();
      b.sync();
      Cost cost = atB.store.take();
      long packs =
          cost.calls().stream()
              .filter(c -> c.name().startsWith("packs/"))
              .mapToLong(CountingStore.Call::bytes)
              .sum();
      assertThat(b.tree()).hasSize(FILES + FILES / 100 + 1);
      assertThat((double) packs / stored).as("%s", cost).isLessThan(1.05);
    }
  }
}
