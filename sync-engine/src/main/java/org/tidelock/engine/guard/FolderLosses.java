package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.HoldTable.Amount;
import org.tidelock.engine.index.HoldTable.Removal;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.merge.Node;

/// Removals that are few in the vault and many in one folder (decision 0106). A folder that lies elsewhere on this device counts as the whole vault does, as
/// what happens to a drive happens to it. Of others it looks like a mistake if the folder still stands and most of what is in it is gone; a folder that goes
/// as a whole was mostly meant.
final class FolderLosses {
  private final Tables tables;
  private final Set<NodeId> elsewhere;
  private final Map<NodeId, Tally> folders = new HashMap<>();
  private final Map<NodeId, NodeId> parents = new HashMap<>();

  /// What is gone from one folder, however deep.
  private static final class Tally {
    Amount now = new Amount(0, 0);
    Amount before = new Amount(0, 0);

    /// What of `before` the base does not count any more.
    Amount forgotten = new Amount(0, 0);

    /// Files that are gone from folders which stand, now and before.
    long loose;

    /// Files and folders that are gone from folders which stand.
    long things;
  }

  private FolderLosses(Tables tables, Set<NodeId> elsewhere) {
    this.tables = tables;
    this.elsewhere = elsewhere;
  }

  /// @param elsewhere rows of folders that lie elsewhere on this device
  /// @param unasked what goes now
  /// @param before what was removed, or began to wait, in the last minutes
  /// @return what of `unasked` has to wait, with the folders in it
  static List<BaseRow> in(
      Tables tables,
      Supplier<Set<NodeId>> elsewhere,
      List<BaseRow> unasked,
      Collection<Removal> before) {
    if (unasked.isEmpty()) return List.of();
    FolderLosses losses = new FolderLosses(tables, elsewhere.get());
    Set<NodeId> gone = new HashSet<>();
    for (BaseRow row : unasked) {
      gone.add(row.entry().id());
      losses.parents.put(row.entry().id(), row.entry().parent());
    }
    for (BaseRow row : unasked) losses.add(row, !gone.contains(row.entry().parent()));
    for (Removal r : before) if (!gone.contains(r.node())) losses.addEarlier(r);
    return losses.waiting(unasked, gone);
  }

  private void add(BaseRow row, boolean folderStands) {
    Amount amount = row.isFolder() ? new Amount(0, 0) : new Amount(1, row.fingerprint().size());
    for (NodeId folder : above(row.entry().parent())) {
      Tally tally = folders.computeIfAbsent(folder, _ -> new Tally());
      tally.now = tally.now.and(amount);
      if (folderStands) tally.things++;
      if (folderStands && !row.isFolder()) tally.loose++;
    }
  }

  /// Only where something goes now.
  private void addEarlier(Removal removal) {
    Amount amount = new Amount(1, removal.bytes().orElse(0L));
    Optional<BaseRow> row = tables.base().row(removal.node());
    Optional<NodeId> stands = row.isPresent() ? row.map(r -> r.entry().parent()) : folder(removal);
    boolean loose = row.isPresent() || stands.equals(lastFolder(removal));
    for (NodeId folder : stands.map(this::above).orElse(List.of())) {
      Tally tally = folders.get(folder);
      if (tally == null) continue;
      tally.before = tally.before.and(amount);
      if (row.isEmpty()) tally.forgotten = tally.forgotten.and(amount);
      if (loose) tally.loose++;
    }
  }

  /// The folder that something was in, as this device shows it.
  private Optional<NodeId> lastFolder(Removal removal) {
    return tables.merged().node(removal.node()).map(Node::parent).flatMap(this::shown);
  }

  /// The nearest one that is still here.
  private Optional<NodeId> folder(Removal removal) {
    Optional<NodeId> at = tables.merged().node(removal.node()).map(Node::parent);
    while (at.isPresent() && shown(at.get()).isEmpty())
      at = tables.merged().node(at.get()).map(Node::parent);
    return at.flatMap(this::shown);
  }

  private Optional<NodeId> shown(NodeId folder) {
    return folder.equals(Nodes.ROOT)
        ? Optional.of(folder)
        : tables.view().shownAs(folder).filter(id -> tables.base().row(id).isPresent());
  }

  /// The folder and those that it is in, without the root.
  private List<NodeId> above(NodeId folder) {
    List<NodeId> above = new ArrayList<>();
    for (NodeId at = folder; !at.equals(Nodes.ROOT); at = parent(at)) above.add(at);
    return above;
  }

  private NodeId parent(NodeId folder) {
    return parents.computeIfAbsent(
        folder, id -> tables.base().entry(id).map(e -> e.parent()).orElse(Nodes.ROOT));
  }

  private List<BaseRow> waiting(List<BaseRow> unasked, Set<NodeId> gone) {
    Set<NodeId> lossy = new HashSet<>();
    folders.forEach(
        (folder, tally) -> {
          boolean asked =
              elsewhere.contains(folder)
                  ? isMass(folder, tally)
                  : !gone.contains(folder) && isHollow(folder, tally);
          if (asked) lossy.add(folder);
        });
    if (lossy.isEmpty()) return List.of();
    return unasked.stream()
        .filter(row -> above(row.entry().parent()).stream().anyMatch(lossy::contains))
        .toList();
  }

  private boolean isMass(NodeId folder, Tally tally) {
    if (tally.now.files() == 0) return false;
    Amount all = tables.base().below(folder);
    return MassRemoval.isEverything(tally.now, all)
        || MassRemoval.is(tally.now.and(tally.before), all.and(tally.forgotten));
  }

  private boolean isHollow(NodeId folder, Tally tally) {
    long removed = tally.now.and(tally.before).files();
    if (tally.now.files() == 0 || !MassRemoval.isHollowed(removed, 0)) return false;
    long all = tables.base().below(folder).and(tally.forgotten).files();
    return MassRemoval.isHollowed(tally.loose, all)
        || MassRemoval.isEmptied(removed, all, tally.things);
  }
}
