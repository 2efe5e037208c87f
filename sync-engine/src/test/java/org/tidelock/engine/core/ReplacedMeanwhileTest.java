package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.CallsOfStore;

/// A device replaces what opens the vault while another one looks whether it is there.
final class ReplacedMeanwhileTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private interface Deed {
    void done() throws Exception;
  }

  private final AtomicReference<Deed> beforeSlot = new AtomicReference<>(() -> {});

  private final class Watched extends CallsOfStore {
    @Override
    public void before(String call, Object[] arguments) throws Exception {
      if (call.equals("get") && arguments[0].toString().startsWith("slots/"))
        beforeSlot.getAndSet(() -> {}).done();
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
