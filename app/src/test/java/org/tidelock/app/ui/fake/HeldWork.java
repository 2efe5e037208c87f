package org.tidelock.app.ui.fake;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;

/// Something that takes time in a vault in memory: it tells how far it is, goes on when a test lets it, and fails if a test says so.
public class HeldWork {
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger interrupted = new AtomicInteger();
  private volatile List<Progress> told = List.of();
  private volatile CountDownLatch hold = new CountDownLatch(0);

  HeldWork() {}

  /// The next one fails, with this.
  public final void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// What is told on the way, before it waits for the latch.
  public final void hold(CountDownLatch latch, Progress... progress) {
    hold = latch;
    told = List.of(progress);
  }

  /// How many were ended before they were done.
  public final int interrupted() {
    return interrupted.get();
  }

  final void work(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    told.forEach(progress);
    try {
      hold.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
