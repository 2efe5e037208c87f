package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A device replaces what opens the vault while another one looks whether it is there.
final class ReplacedMeanwhileTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private interface Deed {
    void done() throws Exception;
  }

  private final AtomicReference<Deed> beforeSlot = new AtomicReference<>(() -> {});

  private final class Watched extends SystemPlaces {
    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return new CountingStore(super.store(folder, owner, random), this::before);
    }

    private void before(ObjectName name) {
      if (!name.value().startsWith("slots/")) return;
      try {
        beforeSlot.getAndSet(() -> {}).done();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aSlotThatIsReplacedWhileItIsLookedForIsNotMissing() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.sync();
    }
    try (TestDevice b = TestDevice.join(root, "b");
        TestDevice a = TestDevice.open(root, "a", TestDevice.vaults(new Watched()))) {
      b.sync();
      Unlock kit = TestDevice.kit(root);
      boolean[] replaced = new boolean[1];
      beforeSlot.set(
          () -> {
            b.vault.newRecoveryKey(kit, _ -> {});
            replaced[0] = true;
          });
      assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(replaced[0]).isTrue();
    }
  }
}
