package org.tidelock.engine.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.plan.BaseEntry;

/// A base in memory, and what a recorder would do to it.
final class FakeBase implements Base {
  private final Map<NodeId, BaseRow> rows = new LinkedHashMap<>();
  private final Map<NodeId, Map<NodeId, BaseRow>> folders = new HashMap<>();
  private final Map<Long, Map<NodeId, BaseRow>> numbers = new HashMap<>();
  private long lastId;

  static FakeBase empty() {
    return new FakeBase();
  }

  /// Takes over what the disk holds.
  static FakeBase of(Disk disk) throws java.io.IOException {
    FakeBase base = new FakeBase();
    base.addAll(disk, LocalPath.ROOT, Nodes.ROOT);
    return base;
  }

  private void addAll(Disk disk, LocalPath folder, NodeId parent) throws java.io.IOException {
    for (Disk.Listed listed : disk.list(folder)) {
      NodeId id = newId();
      put(id, parent, listed.name(), listed.fingerprint(), false);
      if (Kinds.isFolder(listed.fingerprint())) addAll(disk, folder.child(listed.name()), id);
    }
  }

  NodeId newId() {
    return new NodeId(new Id128(0xABCDEF, ++lastId));
  }

  void put(NodeId id, NodeId parent, String localName, Fingerprint fingerprint, boolean racy) {
    NodeKind kind =
        switch (fingerprint.kind()) {
          case FOLDER -> NodeKind.FOLDER;
          case FILE -> NodeKind.FILE;
          case LINK -> NodeKind.LINK;
          case OTHER -> throw new IllegalArgumentException("never a row");
        };
    BaseEntry entry =
        new BaseEntry(
            id,
            List.of(id),
            parent,
            localName,
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    put(new BaseRow(entry, fingerprint, racy));
  }

  void put(BaseRow row) {
    NodeId id = row.entry().id();
    drop(id);
    rows.put(id, row);
    folders.computeIfAbsent(row.entry().parent(), _ -> new LinkedHashMap<>()).put(id, row);
    numbers.computeIfAbsent(row.fingerprint().file(), _ -> new LinkedHashMap<>()).put(id, row);
  }

  private void drop(NodeId id) {
    BaseRow old = rows.remove(id);
    if (old == null) return;
    folders.get(old.entry().parent()).remove(id);
    numbers.get(old.fingerprint().file()).remove(id);
  }

  /// What has still a row in it is the others' from now on.
  private void dropAll(NodeId id) {
    for (BaseRow inside : rowsIn(id)) dropAll(inside.entry().id());
    drop(id);
  }

  void makeRacy(String path) {
    BaseRow row = at(path);
    put(new BaseRow(row.entry(), row.fingerprint(), true));
  }

  void remove(String path) {
    drop(at(path).entry().id());
  }

  /// Brings the rows up to what a scan saw.
  void record(Scan scan) {
    Map<LocalPath, NodeId> fresh = new LinkedHashMap<>();
    for (Difference difference : scan.differences())
      switch (difference) {
        case Difference.New n -> fresh.put(n.found().path(), put(newId(), n.found(), fresh));
        case Difference.Moved m -> put(m.row().entry().id(), m.found(), fresh);
        case Difference.Changed c -> put(c.row().entry().id(), c.found(), fresh);
        case Difference.Renumbered r -> put(r.row().entry().id(), r.found(), fresh);
        case Difference.Stranded s -> put(s.row().entry().id(), s.found(), fresh);
        case Difference.Gone g -> dropAll(g.row().entry().id());
      }
  }

  private NodeId put(NodeId id, Found found, Map<LocalPath, NodeId> fresh) {
    NodeId parent =
        switch (found.parent()) {
          case Parent.Known known -> known.id();
          case Parent.Fresh folder -> fresh.get(folder.folder().path());
        };
    put(id, parent, found.localName(), found.fingerprint(), false);
    return id;
  }

  BaseRow at(String path) {
    NodeId id = Nodes.ROOT;
    for (String name : FakeDisk.of(path).names()) {
      NodeId folder = id;
      id =
          rowsIn(folder).stream()
              .filter(row -> row.entry().localName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no row: " + path))
              .entry()
              .id();
    }
    return rows.get(id);
  }

  LocalPath path(BaseRow row) {
    NodeId parent = row.entry().parent();
    LocalPath folder = parent.equals(Nodes.ROOT) ? LocalPath.ROOT : path(rows.get(parent));
    return folder.child(row.entry().localName());
  }

  Optional<LocalPath> pathOf(NodeId id) {
    if (id.equals(Nodes.ROOT)) return Optional.of(LocalPath.ROOT);
    return row(id).map(this::path);
  }

  List<BaseRow> all() {
    return new ArrayList<>(rows.values());
  }

  @Override
  public Optional<BaseRow> row(NodeId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public List<BaseRow> rowsIn(NodeId folder) {
    return List.copyOf(folders.getOrDefault(folder, Map.of()).values());
  }

  @Override
  public List<BaseRow> rowsOf(long device, long file) {
    return numbers.getOrDefault(file, Map.of()).values().stream()
        .filter(row -> row.fingerprint().device() == device)
        .toList();
  }

  @Override
  public boolean holdsSeveral() {
    return rows.size() > 1;
  }
}
