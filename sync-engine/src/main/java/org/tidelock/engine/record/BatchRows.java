package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Shown;
import org.tidelock.engine.plan.BaseEntry;

/// What a [Batch] leaves behind in the base: gathered while its operations are made, written when the merged tree is known that they lead to.
final class BatchRows {
  /// What is on the disk at a place, and which version of what node it is.
  record Settled(
      Found found,
      NodeKind kind,
      NodeId node,
      Optional<NodeId> source,
      Optional<OpId> version,
      Optional<ContentId> content,
      Optional<Attributes> attributes,
      Fingerprint fingerprint,
      boolean racy) {
    Settled later(long commits) {
      Optional<OpId> moved = version.map(v -> new OpId(v.writer(), v.seq() + commits, v.index()));
      return new Settled(found, kind, node, source, moved, content, attributes, fingerprint, racy);
    }
  }

  private final Tables tables;
  private final FolderPlaces folders;
  private final List<Settled> settled = new ArrayList<>();
  private final Map<NodeId, BaseRow> former = new LinkedHashMap<>();
  private final Map<NodeId, NodeId> renamed = new HashMap<>();
  private final Set<NodeId> dirty = new HashSet<>();

  /// Folders that had no rows before this batch.
  private final Set<NodeId> fresh = new HashSet<>();

  /// By folder: how many of its rows this batch wrote just as the vault shows them.
  private final Map<NodeId, Integer> asShown = new HashMap<>();

  BatchRows(Tables tables, FolderPlaces folders) {
    this.tables = tables;
    this.folders = folders;
  }

  boolean isEmpty() {
    return settled.isEmpty() && former.isEmpty();
  }

  void settle(Settled found) {
    settled.add(found);
  }

  /// A folder without rows as yet.
  void settleFresh(Settled folder) {
    fresh.add(folder.node());
    settle(folder);
  }

  /// This row makes way; what is settled for its node comes instead.
  void replace(BaseRow row) {
    former.put(row.entry().id(), row);
  }

  boolean isReplaced(NodeId row) {
    return former.containsKey(row);
  }

  /// The next plan looks at this folder.
  void dirty(NodeId folder) {
    dirty.add(folder);
  }

  /// The commit that was to have this number has one that is greater by `later`.
  void moveVersions(OpId first, long later) {
    settled.replaceAll(
        s ->
            s.version()
                    .filter(v -> v.writer().equals(first.writer()) && v.seq() == first.seq())
                    .isPresent()
                ? s.later(later)
                : s);
  }

  /// Runs in the transaction that commits, after the merge.
  void write() {
    Shown now = new Shown(tables.merged(), tables.view());
    Set<NodeId> staying = new HashSet<>();
    settled.forEach(s -> staying.add(s.node()));
    List<BaseRow> going =
        former.values().stream().filter(row -> !staying.contains(row.entry().id())).toList();
    // Files make way; folders go when what was moved out of them is elsewhere, what was below
    // first.
    for (BaseRow row : going) if (!row.isFolder()) tables.base().remove(row.entry().id());
    for (Settled s : settled) writeRow(s, now);
    for (BaseRow row : going.reversed())
      if (row.isFolder() && tables.base().removeAll(row.entry().id()) > 1)
        dirty.add(row.entry().id()); // others have what is left out here, and so the folder
    tables.dirty().add(dirty);
    tables.dirty().remove(equal(now));
  }

  /// Folders of which this scan's commits wrote all rows, each as the vault shows it: no plan has to compare them.
  private List<NodeId> equal(Shown now) {
    fresh.forEach(folders::isFresh);
    asShown.forEach(folders::asShown);
    Set<NodeId> touched = new HashSet<>(fresh);
    touched.addAll(asShown.keySet());
    return touched.stream()
        .filter(f -> folders.rowsAsShown(f).equals(OptionalInt.of(now.count(f))))
        .toList();
  }

  private void writeRow(Settled s, Shown now) {
    Optional<Entry> entry = now.of(s.node(), s.source(), s.version());
    NodeId id =
        entry
            .map(Entry::id)
            .filter(e -> e.equals(s.node()) || tables.base().row(e).isEmpty())
            .orElse(s.node());
    NodeId known = folders.around(s.found()).row();
    NodeId parent = renamed.getOrDefault(known, known);
    entry
        .filter(e -> e.id().equals(id) && isAsShown(s, e))
        .flatMap(now::folderOf)
        .filter(parent::equals)
        .ifPresent(p -> asShown.merge(p, 1, Integer::sum));
    BaseRow row =
        new BaseRow(
            new BaseEntry(
                id,
                entry.filter(e -> e.id().equals(id)).map(Entry::nodes).orElse(nodes(s)),
                parent,
                s.found().localName(),
                s.kind(),
                s.version(),
                s.content(),
                s.attributes(),
                placed(s, entry, parent, now)),
            s.fingerprint(),
            s.racy());
    if (!id.equals(s.node()) && tables.base().row(s.node()).isPresent()) {
      tables.base().rename(s.node(), row);
      renamed.put(s.node(), id);
    } else {
      tables.base().put(row);
    }
    if (s.kind() == NodeKind.FOLDER) folders.hasRow(s.found(), id);
  }

  private static boolean isAsShown(Settled s, Entry entry) {
    return entry.kind() == s.kind()
        && entry.name().equals(s.found().localName())
        && entry.version().equals(s.version())
        && entry.content().equals(s.content())
        && (s.kind() == NodeKind.FOLDER || entry.attributes().equals(s.attributes()));
  }

  /// The move that put it where it is on this disk: a later one that has not reached the disk was not seen by its user.
  private Optional<OpOrder> placed(Settled s, Optional<Entry> entry, NodeId parent, Shown now) {
    boolean there =
        entry
            .filter(e -> e.name().equals(s.found().name()))
            .filter(e -> now.folderOf(e).filter(parent::equals).isPresent())
            .isPresent();
    if (there) return entry.map(Entry::placed);
    BaseRow before = former.get(s.node());
    return before == null ? Optional.empty() : before.entry().placed();
  }

  private static List<NodeId> nodes(Settled s) {
    return s.source().filter(n -> !n.equals(s.node())).map(List::of).orElse(List.of(s.node()));
  }
}
