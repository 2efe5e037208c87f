package org.tidelock.app.ui.fake;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// Drills of a vault in memory: they show what a test has them.
public final class FakeDrills {
  private final Clock clock;
  private final Map<Secret, Instant> last = new EnumMap<>(Secret.class);
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger interrupted = new AtomicInteger();
  private volatile List<Read> read =
      List.of(
          new Read(
              "Letters/Letter to Anna.txt",
              2_140,
              2_140,
              Optional.of("Dear Anna,\nthe ferry leaves at nine, and I have the tickets.")),
          new Read("Photos/2024/Harbour/IMG_2041.jpg", 3_800_000, 3_800_000, Optional.empty()));
  private volatile List<Problem> problems = List.of();
  private volatile boolean signedIn;
  private volatile List<Progress> told = List.of();
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private volatile @Nullable Unlock tried;

  FakeDrills(Clock clock) {
    this.clock = clock;
  }

  /// What is read back, and what is wrong, from now on.
  public void show(List<Read> files, Problem... wrong) {
    read = files;
    problems = List.of(wrong);
  }

  /// As with a storage on a server.
  public void signedIn() {
    signedIn = true;
  }

  /// The last good one was then.
  public synchronized void lastWas(Secret by, Instant at) {
    last.put(by, at);
  }

  /// The next drill fails, with this.
  public void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// What drills tell on their way, before they wait for the latch.
  public void hold(CountDownLatch latch, Progress... progress) {
    hold = latch;
    told = List.of(progress);
  }

  /// What was tried last.
  public Optional<Unlock> tried() {
    return Optional.ofNullable(tried);
  }

  /// How many drills were ended before they were done.
  public int interrupted() {
    return interrupted.get();
  }

  synchronized Optional<Instant> last(Secret by) {
    return Optional.ofNullable(last.get(by));
  }

  DrillReport run(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    tried = unlock;
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
    Secret by = unlock instanceof Unlock.ByRecoveryKey ? Secret.RECOVERY_KIT : Secret.PASSPHRASE;
    var report =
        new DrillReport(
            by, clock.instant(), 3, 1_204, 12_408, 48_200_000_000L, read, problems, signedIn);
    if (report.isGood()) {
      lastWas(by, report.at());
    }
    return report;
  }
}
