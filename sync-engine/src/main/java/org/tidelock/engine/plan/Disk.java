package org.tidelock.engine.plan;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action.Location;

/// Where things will be on the disk after the actions decided so far: the base, read as far as needed, with the changes laid over it.
final class Disk {
  /// A file, link or folder on the disk.
  static final class Thing {
    final NodeKind kind;

    /// Its row of the base; null if it is only to be made.
    final @Nullable BaseEntry row;

    private NodeId id;
    private @Nullable Thing folder;
    private String name;
    private boolean moved;
    private @Nullable TreeMap<String, Thing> inside;

    private Thing(
        NodeId id, NodeKind kind, @Nullable BaseEntry row, @Nullable Thing folder, String name) {
      this.id = id;
      this.kind = kind;
      this.row = row;
      this.folder = folder;
      this.name = name;
    }

    NodeId id() {
      return id;
    }

    String name() {
      return name;
    }

    /// The folder it is in; null for the root, and for what is removed.
    @Nullable Thing folder() {
      return folder;
    }

    Location at() {
      if (folder == null) throw new IllegalStateException("not in a folder: " + id);
      return new Location(folder.id, name);
    }

    /// Some action moves it.
    boolean hasMoved() {
      return moved;
    }

    boolean isAt(Thing there, String called) {
      return folder == there && name.equals(called);
    }
  }

  private final BaseTree base;
  private final Projection projection;
  private final Thing root = new Thing(Nodes.ROOT, NodeKind.FOLDER, null, null, "");
  private final Map<NodeId, Thing> byRow = new HashMap<>();
  private final Map<NodeId, Thing> byId = new HashMap<>();

  Disk(BaseTree base, Projection projection) {
    this.base = base;
    this.projection = projection;
    byId.put(Nodes.ROOT, root);
    byRow.put(Nodes.ROOT, root);
  }

  /// What has this id now; null if it is not on the disk.
  @Nullable Thing thing(NodeId id) {
    Thing known = byId.get(id);
    if (known != null || byRow.containsKey(id)) return known;
    Deque<BaseEntry> chain = new ArrayDeque<>();
    NodeId at = id;
    while (!byRow.containsKey(at)) {
      Optional<BaseEntry> row = base.entry(at);
      if (row.isEmpty()) return null; // Also what the base has in a folder that it does not have.
      chain.push(row.get());
      at = row.get().parent();
    }
    chain.forEach(row -> load(row, byRow.get(row.parent())));
    return byId.get(id);
  }

  private Thing load(BaseEntry row, @Nullable Thing folder) {
    Thing known = byRow.get(row.id());
    if (known != null) return known;
    Thing thing = new Thing(row.id(), row.kind(), row, folder, row.localName());
    byRow.put(row.id(), thing);
    byId.put(row.id(), thing);
    return thing;
  }

  /// What is in a folder, in the order of the slots.
  List<Thing> inside(Thing folder) {
    return List.copyOf(slots(folder).values());
  }

  /// What is in the slot of this name.
  @Nullable Thing occupant(Thing folder, String name) {
    return slots(folder).get(projection.slot(name));
  }

  void move(Thing thing, Thing folder, String name) {
    leave(thing);
    thing.folder = folder;
    thing.name = name;
    slots(folder).put(projection.slot(name), thing);
  }

  Thing add(Entry entry, Thing folder, String name) {
    Thing thing = new Thing(entry.id(), entry.kind(), null, folder, name);
    byId.put(entry.id(), thing);
    slots(folder).put(projection.slot(name), thing);
    return thing;
  }

  void remove(Thing thing) {
    leave(thing);
    thing.folder = null;
    byId.remove(thing.id);
  }

  /// It stands for another entry from now on.
  void rename(Thing thing, NodeId id) {
    byId.remove(thing.id);
    byId.put(id, thing);
    thing.id = id;
  }

  private void leave(Thing thing) {
    thing.moved = true;
    if (thing.folder != null && thing.folder.inside != null)
      thing.folder.inside.remove(projection.slot(thing.name), thing);
  }

  private TreeMap<String, Thing> slots(Thing folder) {
    if (folder.inside != null) return folder.inside;
    TreeMap<String, Thing> slots = new TreeMap<>();
    folder.inside = slots;
    NodeId baseId = folder.row != null ? folder.row.id() : folder.id;
    if (folder.row == null && folder != root) return slots;
    base.children(baseId).stream()
        .sorted(Comparator.comparing(BaseEntry::localName))
        .map(row -> load(row, folder))
        .filter(thing -> !thing.moved)
        .forEach(thing -> slots.put(projection.slot(thing.name), thing));
    return slots;
  }
}
