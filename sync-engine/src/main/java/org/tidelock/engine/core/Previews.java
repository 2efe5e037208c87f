package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncPreview.Part;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Shown;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.plan.Plan;

/// Says what a round would do. Nothing is read for it: a new file here that looks like one of the vault (size and time) is taken for the same.
final class Previews {
  private static final int MOST_PATHS = 1_000;

  private final Tables tables;
  private final Shown shown;
  private final Lookup lookup;
  private final Lines send = new Lines();
  private final Lines receive = new Lines();
  private final Lines deleteHere = new Lines();
  private final Lines deleteThere = new Lines();
  private final Lines differs = new Lines();
  private final Lines leftOut = new Lines();
  private final Map<Found, VaultPath> fresh = new HashMap<>();

  /// Paths whose present content is equal already, though the base does not say so yet.
  private final Lines equal = new Lines();

  private Previews(Tables tables) {
    this.tables = tables;
    this.shown = new Shown(tables.merged(), tables.view());
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  static SyncPreview of(Scan scan, Plan plan, Tables tables) {
    Previews previews = new Previews(tables);
    scan.differences().forEach(previews::add);
    for (Scan.Unsyncable u : scan.unsyncable()) previews.leftOut.add(u.path().toString(), 0);
    plan.actions().forEach(previews::add);
    return new SyncPreview(
        previews.send.part(),
        previews.receive.part(),
        previews.deleteHere.part(),
        previews.deleteThere.part(),
        previews.differs.part(),
        previews.leftOut.part());
  }

  private void add(Difference difference) {
    switch (difference) {
      case Difference.New n -> fresh(n.found());
      case Difference.Changed c -> changed(c.row(), c.found());
      case Difference.Moved m -> send.add(m.found().path().toString(), sent(m.row(), m.found()));
      case Difference.Stranded s -> {
        if (!s.found().fingerprint().hasSameBytes(s.row().fingerprint()))
          changed(s.row(), s.found());
      }
      case Difference.Renumbered _ -> {}
      case Difference.Gone g -> gone(g.row());
    }
  }

  private static long sent(BaseRow row, Found found) {
    return found.fingerprint().hasSameBytes(row.fingerprint()) ? 0 : found.fingerprint().size();
  }

  private void fresh(Found found) {
    Optional<NodeId> folder = folder(found);
    Optional<Entry> there = folder.flatMap(f -> shown.named(f, found.name()));
    if (found.fingerprint().kind() == Fingerprint.Kind.FOLDER) {
      fresh.put(found, path(found));
      return;
    }
    String path = found.path().toString();
    long size = found.fingerprint().size();
    if (there.isEmpty()) send.add(path, size);
    else if (looksEqual(there.get(), found.fingerprint())) equal.add(path, size);
    else differs.add(path, size);
  }

  /// The folder of the vault that something found is in, if the vault has it.
  private Optional<NodeId> folder(Found found) {
    return switch (found.parent()) {
      case Difference.Parent.Known known -> Optional.of(known.id());
      case Difference.Parent.Fresh in ->
          Optional.ofNullable(fresh.get(in.folder())).flatMap(lookup::folder);
    };
  }

  private VaultPath path(Found found) {
    VaultPath parent =
        switch (found.parent()) {
          case Difference.Parent.Known known -> lookup.folderPath(known.id()).orElse(VaultPath.TOP);
          case Difference.Parent.Fresh in -> fresh.getOrDefault(in.folder(), VaultPath.TOP);
        };
    return parent.child(found.name());
  }

  private static boolean looksEqual(Entry entry, Fingerprint file) {
    if (entry.kind() == NodeKind.LINK) return file.kind() == Fingerprint.Kind.LINK;
    return entry.kind() == NodeKind.FILE
        && file.kind() == Fingerprint.Kind.FILE
        && entry.size() == file.size()
        && entry.attributes().equals(Optional.of(file.attributes()));
  }

  private void changed(BaseRow row, Found found) {
    boolean there = shown(row).filter(e -> !e.version().equals(row.entry().version())).isPresent();
    (there ? differs : send).add(found.path().toString(), found.fingerprint().size());
  }

  private void gone(BaseRow row) {
    if (row.entry().kind() == NodeKind.FOLDER) return;
    Optional<Entry> entry = shown(row);
    if (entry.isEmpty()) return; // deleted there, too
    String path = tables.base().pathOf(row.entry().id()).map(Object::toString).orElse("");
    boolean changed = !entry.get().version().equals(row.entry().version());
    if (!changed) deleteThere.add(path, row.fingerprint().size());
  }

  private Optional<Entry> shown(BaseRow row) {
    return shown.of(
        row.entry().id(), row.entry().nodes().stream().findFirst(), row.entry().version());
  }

  private void add(Action action) {
    switch (action) {
      case Action.Place a -> receive(a.entry(), a.entry().size());
      case Action.Replace a -> receive(a.entry(), a.entry().size());
      case Action.Move a -> moved(a);
      case Action.Remove a -> remove(a.base());
      case Action.Rebase _, Action.MakeFolder _, Action.SetAttributes _ -> {}
    }
  }

  private void receive(Entry entry, long bytes) {
    String path = path(entry).toString();
    if (!differs.has(path) && !equal.has(path)) receive.add(path, bytes);
  }

  private VaultPath path(Entry entry) {
    return tables
        .merged()
        .node(entry.nodes().getFirst())
        .map(Node::parent)
        .flatMap(lookup::folderPath)
        .orElse(VaultPath.TOP)
        .child(entry.name());
  }

  /// A rename costs nothing but is to be told; not the steps aside that make room for others.
  private void moved(Action.Move action) {
    Optional<Entry> entry = tables.base().row(action.id()).flatMap(this::shown);
    if (entry.filter(e -> e.id().equals(action.id())).isPresent() && !isAside(action))
      receive(entry.get(), 0);
  }

  private static boolean isAside(Action.Move action) {
    return LocalNames.isDisplaced(action.to().name());
  }

  private void remove(BaseEntry base) {
    if (base.kind() == NodeKind.FOLDER || base.id().equals(Nodes.ROOT)) return;
    String path = tables.base().pathOf(base.id()).map(Object::toString).orElse("");
    if (differs.has(path) || send.has(path)) return; // an edit beats a deletion
    long size = tables.base().row(base.id()).map(r -> r.fingerprint().size()).orElse(0L);
    deleteHere.add(path, size);
  }

  /// One part: each path once, in their order.
  private static final class Lines {
    private final SortedMap<String, Long> sizes = new TreeMap<>();

    void add(String path, long size) {
      sizes.put(path, size);
    }

    boolean has(String path) {
      return sizes.containsKey(path);
    }

    Part part() {
      List<String> paths = new ArrayList<>();
      for (String path : sizes.keySet()) {
        if (paths.size() == MOST_PATHS) break;
        paths.add(path);
      }
      return new Part(
          sizes.size(), sizes.values().stream().mapToLong(Long::longValue).sum(), paths);
    }
  }
}
