package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action.Location;

/// Where things will be on the disk after the actions decided so far: the base with the changes laid over it.
final class Disk {
  private final BaseTree base;
  private final Projection projection;

  /// Rows of the base that have got another id, by that id; null for ids that exist no more under their old name.
  private final Map<NodeId, @Nullable BaseEntry> rows = new HashMap<>();

  private final Map<NodeId, NodeId> baseIds = new HashMap<>();
  private final Map<NodeId, NodeId> nows = new HashMap<>();
  private final Map<NodeId, Location> places = new HashMap<>();
  private final Map<NodeId, Map<String, NodeId>> folders = new HashMap<>();

  Disk(BaseTree base, Projection projection) {
    this.base = base;
    this.projection = projection;
  }

  @Nullable BaseEntry row(NodeId id) {
    return rows.containsKey(id) ? rows.get(id) : base.entry(id).orElse(null);
  }

  /// Where this id is, null if it is not on the disk.
  @Nullable Location at(NodeId id) {
    Location place = places.get(id);
    if (place != null) return place;
    BaseEntry row = row(id);
    return row == null ? null : new Location(idNow(row.parent()), row.localName());
  }

  Location place(NodeId id) {
    Location at = at(id);
    if (at == null) throw new IllegalStateException("not on the disk: " + id);
    return at;
  }

  /// What is in the slot of this place.
  @Nullable BaseEntry occupant(Location at) {
    NodeId id = slots(at.folder()).get(projection.slot(at.name()));
    return id == null ? null : row(id);
  }

  /// The rows of the base that are in this folder now, in the order of their slots.
  List<BaseEntry> children(NodeId folder) {
    List<BaseEntry> children = new ArrayList<>();
    for (NodeId id : slots(folder).values())
      if (row(id) instanceof BaseEntry row) children.add(row);
    return children;
  }

  void move(NodeId id, Location to) {
    Location from = place(id);
    slots(from.folder()).remove(projection.slot(from.name()), id);
    slots(to.folder()).put(projection.slot(to.name()), id);
    places.put(id, to);
  }

  void add(Entry entry, Location at) {
    slots(at.folder()).put(projection.slot(at.name()), entry.id());
    places.put(entry.id(), at);
  }

  /// The row of `old` stands for `id` from now on; what is below it too.
  void rename(NodeId old, NodeId id) {
    BaseEntry row = row(old);
    if (row == null) throw new IllegalStateException("no base row: " + old);
    Location at = place(old);
    Map<String, NodeId> children = slots(old);
    rows.put(old, null);
    rows.put(id, row);
    NodeId baseId = baseIds.getOrDefault(old, old);
    baseIds.put(id, baseId);
    nows.put(baseId, id);
    folders.put(id, children);
    folders.remove(old);
    places.remove(old);
    places.put(id, at);
    slots(at.folder()).put(projection.slot(at.name()), id);
    children.values().forEach(c -> places.put(c, new Location(id, place(c).name())));
  }

  private NodeId idNow(NodeId baseId) {
    return nows.getOrDefault(baseId, baseId);
  }

  private Map<String, NodeId> slots(NodeId folder) {
    Map<String, NodeId> slots = folders.get(folder);
    if (slots != null) return slots;
    Map<String, NodeId> fresh = new LinkedHashMap<>();
    if (!rows.containsKey(folder))
      base.children(folder).stream()
          .sorted(Comparator.comparing(BaseEntry::localName))
          .forEach(row -> fresh.put(projection.slot(row.localName()), row.id()));
    folders.put(folder, fresh);
    return fresh;
  }
}
