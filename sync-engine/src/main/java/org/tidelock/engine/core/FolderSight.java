package org.tidelock.engine.core;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.guard.Guard;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.local.Scanner;
import org.tidelock.engine.local.Suspects;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.profile.Rules;
import org.tidelock.engine.selection.UnchosenPlaces;
import org.tidelock.engine.status.Findings;
import org.tidelock.engine.transfer.Troubles;

/// What this device sees of its folder and does not know yet. Each look begins by making sure that the folder is the right one and there. On the engine's
/// thread.
final class FolderSight {
  private final RootGuard root;
  private final Placements placements;
  private final Scanner scanner;
  private final ChosenNote note;
  private final Generation generation;
  private final Recognition recognition;
  private final Findings findings;
  private final NotDeleted notDeleted;
  private final UnchosenPlaces unchosen;
  private final Guard guard;

  FolderSight(
      RootGuard root,
      Placements placements,
      Scanner scanner,
      ChosenNote note,
      Generation generation,
      Recognition recognition,
      Findings findings,
      NotDeleted notDeleted,
      UnchosenPlaces unchosen,
      Guard guard) {
    this.root = root;
    this.placements = placements;
    this.scanner = scanner;
    this.note = note;
    this.generation = generation;
    this.recognition = recognition;
    this.findings = findings;
    this.notDeleted = notDeleted;
    this.unchosen = unchosen;
    this.guard = guard;
  }

  /// Before anything is changed in the folder, too.
  void check() throws TidelockException {
    root.check();
    note.keep();
    placements.renew();
    if (generation.isOlder()) takeAsOld();
    else generation.keep();
  }

  /// A person says that the folder is as it should be.
  void believe() throws TidelockException {
    generation.renew();
  }

  /// After a crash in between, it is the older one still, and of which less is known.
  private void takeAsOld() throws TidelockException {
    unchosen.renew();
    recognition.ofBackup();
    findings.putBack();
    generation.renew();
  }

  /// What differs on the disk now and would be recorded; nothing is.
  Scan look() throws TidelockException {
    return guard.wouldPass(lookAtAll());
  }

  /// The same; what waited and is back waits no longer.
  Scan lookAgain() throws TidelockException {
    return guard.releasing(lookAtAll());
  }

  /// What waits, as the whole folder is now: something may have come back.
  ///
  /// @return what differs on the disk, with what waits
  Scan refreshHolds() throws TidelockException {
    Scan scan = lookAtAll();
    guard.outgoing(scan);
    return scan;
  }

  /// Forgets what is missing and goes from this disk only, before something else is chosen.
  void forgetWhatWasPutAway() throws TidelockException {
    notDeleted.forget(seeAll(), scanner::forgotten);
  }

  private Scan lookAtAll() throws TidelockException {
    return notDeleted.without(seeAll());
  }

  private Scan seeAll() throws TidelockException {
    check();
    unchosen.renew();
    try {
      return scanner.look();
    } catch (IOException e) {
      throw Troubles.ofFile("", e);
    }
  }

  /// What is to be recorded: may be a portion of it, if everything is looked at.
  ///
  /// @param folders everything if none
  /// @param inPortions whether a portion is enough
  /// @param doubtful is read though it looks as before
  Scan scan(Optional<Collection<NodeId>> folders, boolean inPortions, Predicate<NodeId> doubtful)
      throws TidelockException {
    Optional<Rules.Change> change = notDeleted.change();
    Suspects suspects = new Suspects(doubtful, notDeleted.unseen(change));
    Scan scan = scanOnce(folders, inPortions, suspects);
    if (notDeleted.forget(scan, scanner::forgotten)) scan = scanOnce(folders, inPortions, suspects);
    if (folders.isEmpty() && scan.complete() && !scan.more()) notDeleted.allWasSeen();
    if (folders.isEmpty() && !scan.more() && change.isPresent()) notDeleted.settle(change.get());
    return notDeleted.without(scan);
  }

  private Scan scanOnce(Optional<Collection<NodeId>> folders, boolean inPortions, Suspects suspects)
      throws TidelockException {
    try {
      unchosen.renew();
      if (folders.isPresent()) return scanner.scan(folders.get());
      return inPortions ? scanner.scan(suspects) : scanner.scanAtOnce(suspects);
    } catch (IOException e) {
      throw Troubles.ofFile("", e);
    }
  }

  /// What of the last scan may be recorded; the rest waits for an answer.
  Scan passing(Scan scan) {
    return guard.outgoing(scan);
  }

  /// What the last scan of everything saw is recorded.
  void recorded(Scan scan) {
    if (!scan.more()) placements.recorded();
    if (scan.complete()) scanner.recorded();
  }

  /// What others did is known now.
  ///
  /// @param all all that the storage has
  void learned(boolean all) {
    placements.learned(all);
  }

  /// Before others' changes are carried out.
  boolean hasToSeeAll() {
    return placements.areToEnd();
  }

  /// Where this device's own things lie in the places of what is not chosen.
  List<LocalPath> occupied() {
    return unchosen.occupied();
  }
}
