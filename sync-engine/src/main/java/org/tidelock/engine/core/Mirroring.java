package org.tidelock.engine.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.mirror.MirrorNotes;
import org.tidelock.engine.mirror.Update;
import org.tidelock.engine.profile.Placement;

/// The second copy of an open vault: set up, brought up to date, verified, given up. One of these at a time; rounds go on meanwhile, and closing the vault ends it
/// after the object at hand.
final class Mirroring {
  /// Taken before the lock of [Work], and before the gate.
  private final ReentrantLock lock = new ReentrantLock();

  private final Workshop shop;
  private final MirrorDoor door;
  private final Path folder;
  private final Work work;
  private final Gate gate;
  private final MirrorNotes notes;

  /// @param folder the vault's
  Mirroring(Workshop shop, MirrorDoor door, Path folder, Work work, Gate gate) {
    this.shop = shop;
    this.door = door;
    this.folder = folder;
    this.work = work;
    this.gate = gate;
    this.notes = new MirrorNotes(shop.tables().meta());
  }

  /// As far as it is known without asking it.
  Optional<Mirror> now() {
    return gate.pass(this::told);
  }

  private Optional<Mirror> told() {
    return door.place()
        .map(p -> new Mirror(p.storage(), p.since(), notes.complete(), notes.behind()));
  }

  MirrorReport begin(String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(
        () -> {
          work.asked(
              () -> {
                boolean isNew = door.place().isEmpty();
                door.take(storage, access, shop.remote(), folders());
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

  MirrorReport update(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(() -> bringUpToDate(progress));
  }

  /// @return what was found by reading all of the copy, once it was brought up to date
  VerifyReport verify(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return alone(
        () -> {
          MirrorReport updated = bringUpToDate(progress);
          VerifyReport read = gate.passLong(() -> shop.verifyCopy(door.remote(), progress));
          return with(updated.findings(), read);
        });
  }

  /// What one of the two has said of an object is enough.
  private static VerifyReport with(List<Finding> before, VerifyReport read) {
    List<Finding> all = new ArrayList<>(before);
    for (Finding f : read.findings())
      if (before.stream().noneMatch(b -> b.object().equals(f.object()))) all.add(f);
    return new VerifyReport(read.deep(), read.objects(), read.bytes(), all);
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
        gate.passLong(() -> shop.mirrorUpdate(door.remote(), this::giveWay).run(progress));
    List<Finding> findings = new ArrayList<>(outcome.findings());
    learned.broken().ifPresent(e -> findings.add(finding(e)));
    return new MirrorReport(
        now().orElseThrow(),
        outcome.objects(),
        outcome.bytes(),
        outcome.copied(),
        outcome.copiedBytes(),
        outcome.missing(),
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
