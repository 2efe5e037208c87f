package org.tidelock.app.ui.fake;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// What the owner of a vault in memory has done to its devices and its passphrase, as fast and as well as a test has it.
public final class FakeOwner {
  private final List<String> acts = new CopyOnWriteArrayList<>();
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch before = new CountDownLatch(0);
  private volatile CountDownLatch after = new CountDownLatch(0);
  private volatile @Nullable Unlock last;
  private volatile @Nullable Passphrase next;

  /// What was done, in turn.
  public List<String> acts() {
    return acts;
  }

  /// The next act fails, with this.
  public void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// Acts wait here before they are done, and after that, before they return.
  public void hold(CountDownLatch earlier, CountDownLatch later) {
    before = earlier;
    after = later;
  }

  /// What was given for the last act.
  public Optional<Unlock> last() {
    return Optional.ofNullable(last);
  }

  /// The passphrase that was set last.
  public Optional<Passphrase> next() {
    return Optional.ofNullable(next);
  }

  void note(String act, Passphrase chosen) {
    acts.add(act);
    next = chosen;
  }

  void act(Unlock unlock, String act, Runnable effect)
      throws TidelockException, InterruptedException {
    last = unlock;
    before.await();
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    acts.add(act);
    effect.run();
    after.await();
  }
}
