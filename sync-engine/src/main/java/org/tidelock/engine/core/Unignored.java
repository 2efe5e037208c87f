package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.profile.Rules;

/// What a rule left out until lately (decision 0095). Nobody looked at it meanwhile, so that something which is missing there was not surely deleted after the
/// rule went: the base forgets it, and it comes back. What others did meanwhile arrives, as all folders are compared anew. On the engine's thread.
final class Unignored {
  private final Tables tables;
  private final Rules rules;

  Unignored(Tables tables, Rules rules) {
    this.tables = tables;
    this.rules = rules;
  }

  /// To be asked for before a scan.
  Optional<Rules.Change> change() {
    return rules.change();
  }

  /// The scan without what is not surely deleted; nothing is kept.
  Scan without(Scan scan) {
    if (rules.change().isEmpty()) return scan;
    List<Difference> rest =
        scan.differences().stream()
            .filter(d -> !(d instanceof Difference.Gone g && wasLeftOut(g.row())))
            .toList();
    return scan.with(rest);
  }

  /// Forgets what is not surely deleted.
  ///
  /// @return whether there was anything: then the scan is to be made once more, as it knows rows that are gone now
  boolean forget(Scan scan) {
    if (rules.change().isEmpty()) return false;
    List<NodeId> unsure = new ArrayList<>();
    for (Difference d : scan.differences())
      if (d instanceof Difference.Gone g && wasLeftOut(g.row())) unsure.add(g.row().entry().id());
    for (Scan.Unsyncable u : scan.unsyncable())
      if (u.reason() == Scan.Reason.UNREADABLE)
        tables.base().folderAt(u.path()).ifPresent(folder -> addUnseen(folder, unsure));
    if (unsure.isEmpty()) return false;
    tables
        .db()
        .transaction(
            () -> {
              // With what lies elsewhere now, or is left out by another rule.
              unsure.forEach(tables.base()::removeAll);
              Workshop.lookAtAllFolders(tables);
              return true;
            });
    return true;
  }

  /// After a scan of everything.
  void settle(Rules.Change change) throws TidelockException {
    tables
        .db()
        .transaction(
            () -> {
              Workshop.lookAtAllFolders(tables);
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
