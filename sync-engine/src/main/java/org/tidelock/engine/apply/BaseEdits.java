package org.tidelock.engine.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.BaseTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.BaseEntry;

/// Changes of the base that were made on the disk but are not in the index yet: they go there together, after the disk was flushed. Reads see them
/// at once.
final class BaseEdits {
  private final BaseTable base;
  private final Map<NodeId, Optional<BaseRow>> rows = new LinkedHashMap<>();
  private final Map<NodeId, NodeId> aliases = new HashMap<>();

  /// By the new id: under which one the base has it yet.
  private final Map<NodeId, NodeId> former = new HashMap<>();

  private final List<Runnable> writes = new ArrayList<>();

  /// Of the folders above what was asked for: many files lie in one.
  private final Map<NodeId, Optional<BaseRow>> folders = new HashMap<>();

  BaseEdits(BaseTable base) {
    this.base = base;
  }

  Optional<BaseRow> row(NodeId id) {
    Optional<BaseRow> edited = rows.get(id);
    return edited != null ? edited : base.row(id);
  }

  private Optional<BaseRow> folder(NodeId id) {
    Optional<BaseRow> edited = rows.get(id);
    return edited != null ? edited : folders.computeIfAbsent(id, base::row);
  }

  /// Whether any row says that it is in this folder.
  boolean holdsRows(NodeId folder) {
    for (BaseRow row : base.rowsIn(former.getOrDefault(folder, folder)))
      if (!rows.containsKey(row.entry().id()) && !aliases.containsKey(row.entry().id()))
        return true;
    return rows.values().stream()
        .flatMap(Optional::stream)
        .map(row -> row.entry().parent())
        .anyMatch(parent -> current(parent).equals(folder));
  }

  void put(BaseRow row) {
    BaseRow settled = inItsFolder(row);
    NodeId id = row.entry().id();
    rows.put(id, Optional.of(settled));
    if (!row.isFolder()) aliases.remove(id); // an id that is in use again
    writes.add(() -> base.put(settled));
  }

  /// Rows are read with the old id of a folder that was renamed meanwhile.
  private BaseRow inItsFolder(BaseRow row) {
    BaseEntry e = row.entry();
    NodeId folder = current(e.parent());
    if (folder.equals(e.parent())) return row;
    return new BaseRow(
        new BaseEntry(
            e.id(),
            e.nodes(),
            folder,
            e.localName(),
            e.kind(),
            e.version(),
            e.content(),
            e.attributes(),
            e.placed()),
        row.fingerprint(),
        row.racy());
  }

  void remove(NodeId id) {
    rows.put(id, Optional.empty());
    writes.add(() -> base.remove(id));
  }

  /// The row gets another id; the rows below it follow.
  void rename(NodeId old, BaseRow row) {
    NodeId now = row.entry().id();
    BaseRow settled = inItsFolder(row);
    rows.put(old, Optional.empty());
    rows.put(now, Optional.of(settled));
    aliases.remove(now); // an id that is in use again
    aliases.put(old, now);
    former.put(now, former.getOrDefault(old, old));
    writes.add(() -> base.rename(old, settled));
  }

  private NodeId current(NodeId id) {
    NodeId now = id;
    for (NodeId next = aliases.get(now); next != null; next = aliases.get(now)) now = next;
    return now;
  }

  /// Where a folder or file is on the disk now; empty if it is not there.
  Optional<LocalPath> pathOf(NodeId id) {
    List<String> names = new ArrayList<>();
    NodeId at = current(id);
    while (!at.equals(Nodes.ROOT)) {
      Optional<BaseRow> row = folder(at);
      if (row.isEmpty()) return Optional.empty();
      names.addFirst(row.get().entry().localName());
      NodeId parent = row.get().entry().parent();
      at = current(parent);
    }
    return Optional.of(new LocalPath(names));
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /// Writes all changes, in their order; inside the caller's transaction.
  void write() {
    writes.forEach(Runnable::run);
  }

  /// To be called when the transaction is done.
  void written() {
    writes.clear();
    rows.clear();
    aliases.clear();
    former.clear();
    folders.clear();
  }
}
