package org.tidelock.app.ui.fake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// The second copy of a vault in memory: it is as complete, as slow and as damaged as a test has it.
public final class FakeMirror {
  private static final long OBJECTS = 53_284;
  private static final long BYTES = 213_100_000_000L;

  private final Clock clock;
  private final List<StorageAccess> accesses = new ArrayList<>();
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private final Queue<TidelockException> later = new ConcurrentLinkedQueue<>();
  private final Queue<TidelockException> moved = new ConcurrentLinkedQueue<>();
  private volatile Optional<Mirror> now = Optional.empty();
  private volatile List<Progress> told = List.of();
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private volatile List<Finding> findings = List.of();
  private volatile long missing;
  private volatile long lost;

  FakeMirror(Clock clock) {
    this.clock = clock;
  }

  /// How it stands.
  public void become(Mirror mirror) {
    now = Optional.of(mirror);
  }

  public Optional<Mirror> now() {
    return now;
  }

  /// The next call fails, with this.
  public void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// The next run fails, with this, once the copy is there.
  public void failUpdate(TidelockException failure) {
    later.add(failure);
  }

  /// The next move fails, with this, after its last step.
  public void failMoved(TidelockException failure) {
    moved.add(failure);
  }

  /// What calls tell on their way, before they wait for the latch.
  public void hold(CountDownLatch latch, Progress... progress) {
    hold = latch;
    told = List.of(progress);
  }

  /// What is found to be wrong from now on.
  public void find(long lacking, Finding... wrong) {
    missing = lacking;
    findings = List.of(wrong);
  }

  /// With what places were taken, in turn.
  public List<StorageAccess> accesses() {
    return accesses;
  }

  MirrorReport begin(String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    fail(failures);
    accesses.add(access);
    now =
        Optional.of(
            new Mirror(
                storage, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty()));
    return update(progress);
  }

  MirrorReport update(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    var before = now.orElseThrow();
    boolean isComplete = missing == 0;
    now =
        Optional.of(
            new Mirror(
                before.storage(),
                before.since(),
                isComplete ? Optional.of(clock.instant()) : before.complete(),
                isComplete ? Optional.empty() : Optional.of(clock.instant()),
                isComplete ? Optional.of(Mirror.Waiting.NOTHING) : before.waiting()));
    var waiting = before.waiting().orElse(new Mirror.Waiting(OBJECTS, BYTES));
    return new MirrorReport(
        now.get(), OBJECTS, BYTES, waiting.objects(), waiting.bytes(), missing, findings);
  }

  VerifyReport verify(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    update(progress);
    return new VerifyReport(true, OBJECTS, BYTES, findings);
  }

  /// What is damaged can all be had elsewhere.
  RepairReport repair(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    long damaged = findings.stream().filter(f -> f.code() == ErrorCode.INTEGRITY).count();
    findings = findings.stream().filter(f -> f.code() != ErrorCode.INTEGRITY).toList();
    missing = 0;
    return new RepairReport(damaged, 0, List.of(), verify(progress));
  }

  /// What can be had only with a loss is refused to whoever does not say so.
  public void lose(long objects) {
    lost = objects;
  }

  MirrorMove use(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    if (lost > 0 && !losing) {
      throw new TidelockException(
          ErrorCode.MISSING,
          Happened.MIRROR_LACKS.of(lost, "packs/5f0c2a9be1"),
          Safe.NOTHING_CHANGED.of(),
          Todo.MIRROR_USE_LOSING.of());
    }
    String place = now.orElseThrow().storage();
    now = Optional.empty();
    fail(moved);
    return new MirrorMove(place, lost > 0, lost);
  }

  void end() throws TidelockException, InterruptedException {
    work(_ -> {});
    now = Optional.empty();
  }

  private void work(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    if (now.isEmpty()) {
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.MIRROR_NONE.of(),
          Safe.NOTHING_CHANGED.of(),
          Todo.MIRROR_SET_UP.of());
    }
    told.forEach(progress);
    hold.await();
    fail(later);
    fail(failures);
  }

  private static void fail(Queue<TidelockException> failures) throws TidelockException {
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
