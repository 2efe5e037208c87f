package org.tidelock.app.ui.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// New recovery keys of a vault in memory: always the same words, as fast and as well as a test has it.
public final class FakeKits {
  private @Nullable TidelockException failureBeforeKeeping;
  private @Nullable TidelockException failureAfterKeeping;
  private CountDownLatch beforeKeeping = new CountDownLatch(0);
  private CountDownLatch afterKeeping = new CountDownLatch(0);
  private final CountDownLatch kept = new CountDownLatch(1);
  private @Nullable RecoveryKey newest;
  private @Nullable Unlock owner;

  /// The next new key fails, with this: before it is given away to be kept, or after that.
  public void fail(TidelockException failure, boolean afterKeeping) {
    if (afterKeeping) {
      failureAfterKeeping = failure;
    } else {
      failureBeforeKeeping = failure;
    }
  }

  /// The next new keys wait here before they are given away, and after that.
  public void hold(CountDownLatch before, CountDownLatch after) {
    beforeKeeping = before;
    afterKeeping = after;
  }

  /// Waits until the first new key was kept.
  public void awaitKept() {
    try {
      if (!kept.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("no key was kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The words of every new kit: pictures always show the same.
  public static List<String> words() {
    return RecoveryKey.random(new FixedRandom(23)).words();
  }

  /// Of the newest recovery kit, if one was made here.
  public Optional<RecoveryKey> newest() {
    return Optional.ofNullable(newest);
  }

  /// What the newest recovery kit was last asked for with.
  public Optional<Unlock> owner() {
    return Optional.ofNullable(owner);
  }

  /// @param isKept what follows once it is kept
  RecoveryKey make(Unlock unlock, Vault.KeyKeeper keeper, Runnable isKept)
      throws TidelockException, InterruptedException {
    owner = unlock;
    beforeKeeping.await();
    var before = failureBeforeKeeping;
    failureBeforeKeeping = null;
    if (before != null) {
      throw before;
    }
    RecoveryKey made = RecoveryKey.random(new FixedRandom(23));
    keeper.keep(made);
    kept.countDown();
    isKept.run();
    afterKeeping.await();
    var after = failureAfterKeeping;
    failureAfterKeeping = null;
    if (after != null) {
      throw after;
    }
    newest = made;
    return made;
  }
}
