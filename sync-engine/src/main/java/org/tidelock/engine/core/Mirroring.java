package org.tidelock.engine.core;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.mirror.MirrorNotes;
import org.tidelock.engine.mirror.Update;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Placement;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.SealedMirror.Place;
import org.tidelock.engine.verify.Expected;

/// The second copy of an open vault: set up, brought up to date, verified, given up. One of these at a time; rounds go on meanwhile, and closing the vault ends it
/// after the object at hand.
final class Mirroring {
  /// So long an object waits for a round at most, [#MOST_WAITS] times: a round may go on for days.
  private static final Duration WAIT = Duration.ofMillis(500);

  private static final int MOST_WAITS = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Mirroring.class);

  /// What says that the main storage is of no use. Else something is wrong here, or in who asks.
  private static final Set<ErrorCode> AWAY =
      EnumSet.of(
          ErrorCode.STORAGE,
          ErrorCode.INTEGRITY,
          ErrorCode.ROLLBACK,
          ErrorCode.FORK,
          ErrorCode.MISSING,
          ErrorCode.LIMIT,
          ErrorCode.IDENTITY);

  /// Of what a check finds, what is to be written anew.
  private static final Set<ErrorCode> DAMAGE = EnumSet.of(ErrorCode.INTEGRITY, ErrorCode.LIMIT);

  /// Taken before the lock of [Work], and before the gate.
  private final ReentrantLock lock = new ReentrantLock();

  private final Workshop shop;
  private final MirrorDoor door;
  private final Path folder;
  private final Work work;
  private final Gate gate;
  private final StorageDoor storage;
  private final Repairs repairs;
  private final Time clock;
  private final MirrorNotes notes;

  /// @param door to the copy
  /// @param storage to the vault's own storage
  /// @param folder the vault's
  Mirroring(
      Workshop shop,
      MirrorDoor door,
      StorageDoor storage,
      Path folder,
      Work work,
      Gate gate,
      Repairs repairs,
      Time clock) {
    this.shop = shop;
    this.door = door;
    this.folder = folder;
    this.work = work;
    this.gate = gate;
    this.storage = storage;
    this.repairs = repairs;
    this.clock = clock;
    this.notes = new MirrorNotes(shop.tables().meta());
  }

  /// As far as it is known without asking it.
  Optional<Mirror> now() {
    return gate.pass(this::told);
  }

  private Optional<Mirror> told() {
    return door.place()
        .map(
            p ->
                new Mirror(
                    p.storage(),
                    p.since(),
                    notes.complete(),
                    notes.behind(),
                    shop.mirrorWaiting(notes)));
  }

  MirrorReport begin(String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(
        () -> {
          work.asked(
              () -> {
                boolean isNew = door.place().isEmpty();
                door.take(storage, access, shop.remote(), folders(), shop.largestObject());
                if (isNew) notes.forget();
                return true;
              });
          return bringUpToDate(progress);
        });
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(folder));
    for (Placement placed : shop.choices().placements()) folders.add(placed.place());
    return folders;
  }

  /// The pause that began meanwhile ends a run; what was copied stays.
  static final class Paused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Whether the copy has everything, as far as is known without asking it.
  boolean isUpToDate() {
    return gate.pass(() -> notes.has(shop.mirrorState()));
  }

  /// Since when the copy lacks something: from now on at the latest, if it does.
  Instant isBehind() {
    return gate.pass(
        () -> {
          notes.isBehind(clock.instant());
          return notes.behind().orElseThrow();
        });
  }

  /// The same as [#update] where nobody waits for it: after what the rounds have learned, one object at a time, and whatever else is under way goes before.
  ///
  /// @param stop ends it
  /// @return empty if something else is under way
  /// @throws Paused if it was stopped
  Optional<MirrorReport> updateBeside(BooleanSupplier stop)
      throws TidelockException, InterruptedException {
    if (!lock.tryLock()) return Optional.empty();
    try {
      gate.run(door::remote);
      Optional<Boolean> ready =
          work.beside(
              () -> {
                shop.kept().refreshIfNew();
                return true;
              });
      if (ready.isEmpty()) return Optional.empty();
      Update.Courtesy courtesy = new Beside(stop);
      Update.Outcome outcome =
          gate.passLong(
              () -> shop.mirrorUpdate(shop.remote(), door.remote(), courtesy).run(_ -> {}));
      return Optional.of(report(outcome, outcome.findings()));
    } finally {
      lock.unlock();
    }
  }

  private final class Beside implements Update.Courtesy {
    private final BooleanSupplier stop;

    Beside(BooleanSupplier stop) {
      this.stop = stop;
    }

    @Override
    public void giveWay() throws InterruptedException {
      Mirroring.this.giveWay();
      for (int waits = 0; waits < MOST_WAITS && work.isUnderWay(); waits++) {
        if (stop.getAsBoolean()) break;
        clock.sleep(WAIT);
        Mirroring.this.giveWay();
      }
      if (stop.getAsBoolean() || lock.hasQueuedThreads()) throw new Paused();
    }

    @Override
    public int atOnce() {
      return 1;
    }
  }

  MirrorReport update(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(() -> bringUpToDate(progress));
  }

  /// @return what was found by reading all of the copy, once it was brought up to date
  VerifyReport verify(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(() -> check(progress));
  }

  private VerifyReport check(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    Set<ObjectName> before = gate.pass(notes::damaged);
    MirrorReport updated = bringUpToDate(progress);
    VerifyReport read = repairs.checking().ofCopy(door.remote(), progress);
    Set<ObjectName> damaged = new HashSet<>();
    for (Finding f : read.findings())
      if (DAMAGE.contains(f.code()) && ObjectName.isValid(f.object()))
        damaged.add(new ObjectName(f.object()));
    gate.run(() -> notes.damaged(damaged));
    if (!damaged.isEmpty()) isBehind();
    List<Finding> others = new ArrayList<>(updated.findings());
    others.removeIf(f -> isAmong(before, f)); // which were read anew
    return with(others, read);
  }

  private static boolean isAmong(Set<ObjectName> objects, Finding finding) {
    return ObjectName.isValid(finding.object())
        && objects.contains(new ObjectName(finding.object()));
  }

  /// The same; and what was found damaged in the copy is written there anew.
  RepairReport repair(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(
        () -> {
          VerifyReport found = check(progress);
          Set<ObjectName> mended = mend(shop.remote());
          bringUpToDate(progress);
          return new RepairReport(mended.size(), 0, List.of(), without(found, mended));
        });
  }

  /// @param from where what is not here comes from
  private Set<ObjectName> mend(Remote from) throws TidelockException, InterruptedException {
    Set<ObjectName> damaged = gate.pass(notes::damaged);
    if (damaged.isEmpty()) return Set.of();
    Set<ObjectName> mended =
        gate.passLong(() -> shop.mirrorMending(from, door.remote(), this::giveWay).run(damaged));
    Set<ObjectName> left = new HashSet<>(damaged);
    left.removeAll(mended);
    gate.run(() -> notes.damaged(left));
    return mended;
  }

  private static VerifyReport without(VerifyReport found, Set<ObjectName> mended) {
    List<Finding> left = new ArrayList<>(found.findings());
    left.removeIf(f -> isAmong(mended, f));
    return new VerifyReport(found.deep(), found.objects(), found.bytes(), left);
  }

  /// What one of the two has said of an object is enough.
  private static VerifyReport with(List<Finding> before, VerifyReport read) {
    List<Finding> all = new ArrayList<>(before);
    for (Finding f : read.findings())
      if (before.stream().noneMatch(b -> b.object().equals(f.object()))) all.add(f);
    return new VerifyReport(read.deep(), read.objects(), read.bytes(), all);
  }

  /// Puts back into the main storage what that has lost, or has otherwise than it was written, and the copy has.
  ///
  /// @param lost objects whose hash is known; that they are lost was made sure of
  /// @return those that were put back
  /// @throws TidelockException if one of the two storages cannot be used
  Set<ObjectName> bringBack(List<Expected> lost) throws TidelockException, InterruptedException {
    if (lost.isEmpty() || door.place().isEmpty()) return Set.of();
    return alone(
        () -> {
          Set<ObjectName> back = new HashSet<>();
          Remote copy = gate.pass(door::remote);
          for (Expected e : lost) {
            giveWay();
            Optional<byte[]> object = copy.find(e.name(), e.longest());
            if (object.isEmpty() || !e.isAsWritten(object.get())) continue;
            if (shop.remote().exists(e.name())) shop.remote().delete(e.name());
            shop.remote().put(e.name(), object.get());
            back.add(e.name());
          }
          return back;
        });
  }

  /// Makes the copy the vault's own storage: from here on this device works on it. Where the main storage can still be used the copy is brought up to date before; else it gets
  /// what this device has itself, and files whose packs are lost are sent again from the folder.
  ///
  /// @param losing as [org.tidelock.engine.Vault#useMirror] has it
  /// @return how many objects of earlier versions are lost
  MirrorMove use(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(
        () -> {
          gate.run(door::remote);
          Optional<TidelockException> away = mainIsAway();
          Remote from = away.isPresent() ? Remote.ofNothing() : shop.remote();
          mend(from);
          Update.Outcome outcome =
              gate.passLong(
                  () -> shop.mirrorUpdate(from, door.remote(), this::giveWay).run(progress));
          String there = door.place().orElseThrow().storage();
          Set<PackId> lost = work.asked(() -> move(outcome, away, losing));
          if (away.isPresent()) repairs.mend(List.of());
          return new MirrorMove(there, away.isPresent(), lost.size());
        });
  }

  /// Whether nothing can be had from the main storage, or nothing that is true.
  private Optional<TidelockException> mainIsAway() throws TidelockException, InterruptedException {
    try {
      work.asked(this::learn);
      return Optional.empty();
    } catch (TidelockException e) {
      if (!AWAY.contains(e.code())) throw e;
      LOG.warn("the main storage is left without it: {}", e.whatHappened(), e);
      return Optional.of(e);
    }
  }

  private Set<PackId> move(Update.Outcome outcome, Optional<TidelockException> away, boolean losing)
      throws TidelockException {
    Set<PackId> lost = new HashSet<>();
    for (ObjectName name : outcome.lacking()) name.asPack().ifPresent(lost::add);
    boolean isEnough =
        outcome.lacking().isEmpty()
            || (away.isPresent() && lost.size() == outcome.lacking().size());
    if (!isEnough) throw lacks(outcome, Todo.MIRROR_FROM_OTHER_DEVICE.of());
    // One look may have failed, and the storage be there tomorrow.
    if (!lost.isEmpty() && !losing) throw lacks(outcome, Todo.MIRROR_USE_LOSING.of());
    if (!lost.isEmpty()) requireHere(lost);
    Place place = door.place().orElseThrow();
    door.close();
    storage.moveTo(place.storage(), place.access());
    door.leave();
    notes.forget();
    shop.learner().distrust();
    // Of a writer without a head others learn by what this device has seen.
    if (away.isPresent()) shop.commitNothing();
    return lost;
  }

  /// Files of which a part is in no storage any more can be sent from the folder, if they are there.
  private void requireHere(Set<PackId> lost) throws TidelockException {
    Set<PackId> before = shop.damaged().all();
    shop.damaged().add(lost);
    List<String> gone = shop.repair().beyondSending(shop.asKnown());
    if (gone.isEmpty()) return;
    shop.damaged().found(before);
    throw new TidelockException(
        ErrorCode.MISSING,
        Happened.MIRROR_LACKS_FILES.of(gone.size(), gone.getFirst()),
        Safe.NOTHING_CHANGED.of(),
        Todo.MIRROR_FROM_OTHER_DEVICE.of());
  }

  private static TidelockException lacks(Update.Outcome outcome, Said todo) {
    ObjectName first = outcome.lacking().stream().sorted().findFirst().orElseThrow();
    return new TidelockException(
        ErrorCode.MISSING,
        Happened.MIRROR_LACKS.of(outcome.lacking().size(), first),
        Safe.NOTHING_CHANGED.of(),
        todo,
        first.value(),
        null);
  }

  void end() throws TidelockException, InterruptedException {
    alone(
        () -> {
          work.asked(
              () -> {
                door.leave();
                notes.forget();
                return true;
              });
          return true;
        });
  }

  private <T> T alone(Work.Task<T> task) throws TidelockException, InterruptedException {
    lock.lockInterruptibly();
    try {
      return task.run();
    } finally {
      lock.unlock();
    }
  }

  private MirrorReport bringUpToDate(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    gate.run(door::remote);
    Learner.Learned learned = work.asked(this::learn);
    Update.Outcome outcome =
        gate.passLong(
            () -> shop.mirrorUpdate(shop.remote(), door.remote(), this::giveWay).run(progress));
    List<Finding> findings = new ArrayList<>(outcome.findings());
    learned.broken().ifPresent(e -> findings.add(finding(e)));
    return report(outcome, findings);
  }

  private MirrorReport report(Update.Outcome outcome, List<Finding> findings) {
    return new MirrorReport(
        now().orElseThrow(),
        outcome.objects(),
        outcome.bytes(),
        outcome.copied(),
        outcome.copiedBytes(),
        outcome.lacking().size(),
        findings);
  }

  /// The members, too: a slot that was taken away is not to get into the copy.
  private Learner.Learned learn() throws TidelockException, InterruptedException {
    shop.kept().refreshIfNew();
    return shop.learner().learn();
  }

  private static Finding finding(TidelockException broken) {
    return new Finding(
        broken.code(), broken.object().orElse("log"), broken.whatHappened(), List.of());
  }

  private void giveWay() {
    if (gate.isShut()) throw new VaultClosedException();
  }
}
