package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action.Location;

/// Decides how the disk becomes equal to the merged tree: folders and moves from the top downwards, then content, then removals from
/// the bottom upwards. A pure function of its arguments.
public final class Planner {
  private Planner() {}

  /// `dirty` has to name every folder whose entries changed, also those that things moved out of or into: what is missing from a named
  /// folder and wanted in no named folder is removed.
  public static Plan plan(Collection<FolderDiff> dirty, BaseTree base, Projection projection) {
    return new Run(dirty, base, projection).plan();
  }

  /// An entry and the place it is wanted at.
  private record Wanted(Entry entry, Location at) {}

  private static final class Run {
    private final Disk disk;
    private final Projection projection;
    private final Map<NodeId, FolderDiff> dirty = new LinkedHashMap<>();
    private final Map<NodeId, Wanted> wanted = new LinkedHashMap<>();
    private final Set<NodeId> settled = new HashSet<>();
    private final List<Action> bookkeeping = new ArrayList<>();
    private final List<Action> places = new ArrayList<>();
    private final List<Action> creations = new ArrayList<>();
    private final List<Action> replacements = new ArrayList<>();
    private final List<Action> attributes = new ArrayList<>();
    private final List<Action> removals = new ArrayList<>();

    Run(Collection<FolderDiff> diffs, BaseTree base, Projection projection) {
      this.projection = projection;
      this.disk = new Disk(base, projection);
      for (FolderDiff diff : diffs) {
        dirty.put(diff.folder(), diff);
        Map<NodeId, String> names = projection.localNames(diff.folder(), diff.wanted());
        for (Entry entry : diff.wanted()) {
          String name = Objects.requireNonNull(names.get(entry.id()));
          if (!projection.skipped(diff.folder(), name, entry.kind()))
            wanted.put(entry.id(), new Wanted(entry, new Location(diff.folder(), name)));
        }
      }
    }

    Plan plan() {
      adoptNewIdentities();
      for (Wanted w : topDown()) settle(w, new LinkedHashSet<>());
      wanted.values().forEach(this::content);
      unwanted().forEach(this::remove);
      List<Action> all = new ArrayList<>(bookkeeping);
      all.addAll(places);
      all.addAll(creations);
      all.addAll(replacements);
      all.addAll(attributes);
      all.addAll(removals);
      return new Plan(all);
    }

    /// Parents before children.
    private List<Wanted> topDown() {
      Map<NodeId, Integer> depths = new HashMap<>();
      List<Wanted> order = new ArrayList<>(wanted.values());
      for (Wanted w : order) depth(w.entry.id(), depths);
      order.sort(Comparator.comparingInt(w -> depth(w.entry.id(), depths)));
      return order;
    }

    private int depth(NodeId id, Map<NodeId, Integer> depths) {
      List<NodeId> chain = new ArrayList<>();
      NodeId at = id;
      while (at != null && !depths.containsKey(at)) {
        chain.add(at);
        at = folderInTheEnd(at);
      }
      int depth = at == null ? 0 : depths.getOrDefault(at, 0);
      for (NodeId below : chain.reversed()) depths.put(below, ++depth);
      return depths.getOrDefault(id, 0);
    }

    /// The folder that something is in when all is done; null for the root.
    private @Nullable NodeId folderInTheEnd(NodeId id) {
      Wanted w = wanted.get(id);
      Location at = w != null ? w.at : disk.at(id);
      return at == null ? null : at.folder();
    }

    /// The same thing under another id: another first node of a union, or a file that was deleted and made anew in one place.
    private void adoptNewIdentities() {
      for (Wanted w : topDown()) {
        if (disk.row(w.entry.id()) != null) continue;
        BaseEntry same = predecessor(w);
        if (same == null) continue;
        // Other content is told by its replacement, so that a row never claims what is not on disk.
        if (same.content().equals(w.entry.content())) disk.rename(same.id(), w.entry.id());
      }
    }

    /// The row that an entry without a row can take over: of a node that it shows, else the one in its slot, if nobody else wants it.
    private @Nullable BaseEntry predecessor(Wanted w) {
      for (BaseEntry row : disk.children(w.at.folder())) {
        if (wanted.containsKey(row.id()) || row.kind() != w.entry.kind() || skipped(row)) continue;
        boolean shares =
            row.nodes().stream().anyMatch(w.entry.nodes()::contains) && !w.entry.virtual();
        if (shares && disk.place(row.id()).name().equals(w.at.name())) return row;
      }
      BaseEntry occupant = disk.occupant(w.at);
      return occupant == null
              || wanted.containsKey(occupant.id())
              || occupant.kind() != w.entry.kind()
              || skipped(occupant)
          ? null
          : occupant;
    }

    /// Brings an entry to its place, unless it is a new file: those are written when everything else is in place.
    private void settle(Wanted w, LinkedHashSet<NodeId> waiting) {
      if (!settled.add(w.entry.id())) return;
      Location now = disk.at(w.entry.id());
      if (w.at.equals(now)) return;
      if (now == null && replaces(w) != null) return;
      waiting.add(w.entry.id());
      if (now != null && sameSlot(now, w.at)) stepAside(w.entry.id());
      clear(w, waiting);
      waiting.remove(w.entry.id());
      now = disk.at(w.entry.id()); // It may have had to step aside itself.
      if (now != null) {
        disk.move(w.entry.id(), w.at);
        places.add(new Action.Move(w.entry.id(), now, w.at));
      } else if (w.entry.kind() == NodeKind.FOLDER) {
        disk.add(w.entry, w.at);
        places.add(new Action.MakeFolder(w.entry, w.at));
      } else {
        disk.add(w.entry, w.at);
        creations.add(new Action.Place(w.entry, w.at));
      }
    }

    /// Makes the slot free. Whoever is in it goes to its own place first if that can be reached, else steps aside.
    private void clear(Wanted w, LinkedHashSet<NodeId> waiting) {
      BaseEntry occupant = disk.occupant(w.at);
      if (occupant == null || occupant.id().equals(w.entry.id())) return;
      Wanted goal = wanted.get(occupant.id());
      boolean canGo =
          goal != null
              && !waiting.contains(occupant.id())
              && ready(goal)
              && !settled.contains(occupant.id());
      if (goal != null && canGo) settle(goal, waiting);
      if (disk.occupant(w.at) instanceof BaseEntry still && !still.id().equals(w.entry.id()))
        stepAside(still.id());
    }

    /// All folders above its goal are where they are to be, so going there cannot put a folder into itself.
    private boolean ready(Wanted w) {
      for (NodeId folder = w.at.folder(); folder != null; folder = folderInTheEnd(folder)) {
        Wanted above = wanted.get(folder);
        if (above != null && !above.at.equals(disk.at(folder))) return false;
      }
      return true;
    }

    /// Only the spelling changes: file systems that ignore case take such a rename for one onto itself.
    private boolean sameSlot(Location a, Location b) {
      return a.folder().equals(b.folder())
          && projection.slot(a.name()).equals(projection.slot(b.name()));
    }

    private void stepAside(NodeId id) {
      Location from = disk.place(id);
      Location to = new Location(from.folder(), projection.temporaryName(id));
      disk.move(id, to);
      places.add(new Action.Move(id, from, to));
    }

    /// The file in the slot of a new file, if it goes anyway: one exchange instead of a removal and a creation.
    private @Nullable BaseEntry replaces(Wanted w) {
      return w.entry.kind() == NodeKind.FOLDER ? null : predecessor(w);
    }

    private void content(Wanted w) {
      BaseEntry row = disk.row(w.entry.id());
      if (row == null && disk.at(w.entry.id()) == null) {
        BaseEntry replaced = replaces(w);
        if (replaced == null) return;
        replacements.add(new Action.Replace(w.entry, replaced, disk.place(replaced.id())));
        disk.rename(replaced.id(), w.entry.id());
      } else if (row != null) {
        update(w, row);
      }
    }

    private void update(Wanted w, BaseEntry row) {
      if (!row.content().equals(w.entry.content())) {
        replacements.add(new Action.Replace(w.entry, row, w.at));
        return;
      }
      if (!describes(row, w.entry)) bookkeeping.add(new Action.Rebase(row, w.entry));
      if (w.entry.attributes().isPresent() && !row.attributes().equals(w.entry.attributes()))
        attributes.add(new Action.SetAttributes(w.entry, w.at));
    }

    private static boolean describes(BaseEntry row, Entry entry) {
      return row.id().equals(entry.id())
          && row.nodes().equals(entry.nodes())
          && row.version().equals(entry.version())
          && row.placed().equals(Optional.of(entry.placed()));
    }

    private List<BaseEntry> unwanted() {
      List<BaseEntry> gone = new ArrayList<>();
      for (NodeId folder : dirty.keySet())
        for (BaseEntry row : disk.children(folder))
          if (!wanted.containsKey(row.id()) && !skipped(row)) gone.add(row);
      return gone;
    }

    private void remove(BaseEntry row) {
      if (!settled.add(row.id())) return;
      for (BaseEntry child : disk.children(row.id()))
        if (!wanted.containsKey(child.id())) remove(child);
      removals.add(new Action.Remove(row, disk.place(row.id())));
    }

    private boolean skipped(BaseEntry row) {
      return projection.skipped(row.parent(), row.localName(), row.kind());
    }
  }
}
