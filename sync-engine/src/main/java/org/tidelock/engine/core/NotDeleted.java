package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.profile.Rules;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.selection.Selection;

/// What is missing and was not surely deleted by a person: the base forgets it, and nothing is recorded. On the engine's thread.
///
/// What a rule left out until lately (decision 0095): nobody looked at it meanwhile. It comes back, and what others did meanwhile arrives, as all folders are
/// compared anew. And what is not chosen for this device and goes from it (decision 0117): the computer may have stopped before the base knew, or the profile be
/// an old one.
final class NotDeleted {
  private final Tables tables;
  private final Rules rules;
  private final Selection selection;
  private final ChosenNote note;

  NotDeleted(Tables tables, Rules rules, Selection selection, ChosenNote note) {
    this.note = note;
    this.tables = tables;
    this.rules = rules;
    this.selection = selection;
  }

  /// To be asked for before a scan.
  Optional<Rules.Change> change() {
    return rules.change();
  }

  /// Where nobody has looked until now.
  LeftOut unseen(Optional<Rules.Change> change) {
    return change.isPresent() ? rules::wasLeftOut : LeftOut.NOTHING;
  }

  /// The scan without what is not surely deleted; nothing is kept.
  Scan without(Scan scan) throws TidelockException {
    Extent extent = selection.now();
    boolean unsure = note.contradictsProfile();
    if (rules.change().isEmpty() && !unsure && isNothingPutAway(extent)) return scan;
    List<Difference> rest =
        scan.differences().stream()
            .filter(d -> !(d instanceof Difference.Gone g && (unsure || isUnsure(g.row(), extent))))
            .toList();
    return scan.with(rest);
  }

  /// Forgets what is not surely deleted.
  ///
  /// @param hears of the rows before they go
  /// @return whether there was anything: then the scan is to be made once more, as it knows rows that are gone now
  boolean forget(Scan scan, Consumer<List<BaseRow>> hears) throws TidelockException {
    Extent extent = selection.now();
    boolean ruled = rules.change().isPresent();
    boolean all = note.contradictsProfile();
    if (!ruled && !all && isNothingPutAway(extent)) return false;
    List<BaseRow> missing = new ArrayList<>();
    for (Difference d : scan.differences())
      if (d instanceof Difference.Gone g && (all || isUnsure(g.row(), extent)))
        missing.add(g.row());
      else if (d instanceof Difference.Changed c && isOfAnother(c)) missing.add(c.row());
    hears.accept(missing);
    List<NodeId> unsure = new ArrayList<>();
    for (BaseRow row : missing) unsure.add(row.entry().id());
    if (ruled) addUnseen(scan, unsure);
    if (unsure.isEmpty()) return false;
    tables
        .db()
        .transaction(
            () -> {
              // With what lies elsewhere now, or is left out by another rule.
              unsure.forEach(tables.base()::removeAll);
              if (ruled || all) tables.lookAtAllFolders();
              return true;
            });
    return true;
  }

  /// After a scan of everything, in which nothing was out of sight.
  void allWasSeen() throws TidelockException {
    note.settle();
    if (!tables.putAway().isEmpty()) tables.putAway().clear();
  }

  private boolean isNothingPutAway(Extent extent) {
    return extent.isAll() && tables.putAway().isEmpty();
  }

  private boolean isUnsure(BaseRow row, Extent extent) {
    return extent.leavesOut(row)
        || tables.putAway().has(row.entry().id())
        || (rules.change().isPresent() && wasLeftOut(row));
  }

  /// It was made where this had gone from, and is no edit of it.
  private boolean isOfAnother(Difference.Changed changed) {
    BaseRow row = changed.row();
    return tables.putAway().has(row.entry().id())
        && isOther(changed.found().fingerprint(), row.fingerprint());
  }

  /// As far as the file system tells files apart.
  private static boolean isOther(Fingerprint found, Fingerprint known) {
    if (found.isWithoutNumber() && known.isWithoutNumber()) return found.born() != known.born();
    return !found.isSameFile(known);
  }

  private void addUnseen(Scan scan, List<NodeId> unsure) {
    for (Scan.Unsyncable u : scan.unsyncable())
      if (u.reason() == Scan.Reason.UNREADABLE)
        tables.base().folderAt(u.path()).ifPresent(folder -> addUnseen(folder, unsure));
  }

  /// After a scan of everything.
  void settle(Rules.Change change) throws TidelockException {
    tables
        .db()
        .transaction(
            () -> {
              tables.lookAtAllFolders();
              return true;
            });
    rules.settle(change);
  }

  /// What lies in a folder that cannot be read now, and is left out no more: the scan that settles the change does not see whether it is there.
  private void addUnseen(NodeId folder, List<NodeId> unseen) {
    for (BaseRow row : tables.base().rowsIn(folder))
      if (wasLeftOut(row) && !isLeftOut(row)) unseen.add(row.entry().id());
      else if (row.isFolder()) addUnseen(row.entry().id(), unseen);
  }

  private boolean wasLeftOut(BaseRow row) {
    Optional<LocalPath> path = tables.base().pathOf(row.entry().id());
    return path.filter(p -> rules.wasLeftOut(p, row.isFolder())).isPresent();
  }

  private boolean isLeftOut(BaseRow row) {
    Optional<LocalPath> path = tables.base().pathOf(row.entry().id());
    return path.filter(p -> rules.test(p, row.isFolder())).isPresent();
  }
}
