package org.tidelock.app.ui.fake;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;

/// Checks of a vault in memory: they find, and mend, what a test has them.
public final class FakeChecks {
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger interrupted = new AtomicInteger();
  private volatile List<Finding> findings = List.of();
  private volatile List<Finding> afterRepair = List.of();
  private volatile List<String> lost = List.of();
  private volatile List<Progress> told = List.of();
  private volatile CountDownLatch hold = new CountDownLatch(0);

  /// What is found to be wrong from now on.
  public void find(Finding... wrong) {
    findings = List.of(wrong);
  }

  /// What a repair leaves, and of which files it has nothing.
  public void leave(List<Finding> left, List<String> files) {
    afterRepair = left;
    lost = files;
  }

  /// The next check fails, with this.
  public void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// What checks tell on their way, before they wait for the latch.
  public void hold(CountDownLatch latch, Progress... progress) {
    hold = latch;
    told = List.of(progress);
  }

  /// How many checks were ended before they were done.
  public int interrupted() {
    return interrupted.get();
  }

  VerifyReport verify(boolean deep, ProviderView seen, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    return new VerifyReport(deep, seen.objects(), seen.bytes(), findings);
  }

  RepairReport repair(boolean deep, ProviderView seen, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    long mended = (long) findings.size() - afterRepair.size();
    findings = afterRepair;
    return new RepairReport(
        mended, mended, lost, new VerifyReport(deep, seen.objects(), seen.bytes(), afterRepair));
  }

  private void work(Consumer<? super Progress> progress)
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
