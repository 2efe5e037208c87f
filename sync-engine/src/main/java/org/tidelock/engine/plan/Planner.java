package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action.Location;
import org.tidelock.engine.plan.Disk.Thing;

/// Decides how the disk becomes equal to the merged tree: folders and moves from the top downwards, then content, then removals from
/// the bottom upwards. A pure function of its arguments.
public final class Planner {
  /// So many things may wait for each other to go; beyond that one steps aside. A long row of renames would use up the stack.
  private static final int LONGEST_ROW = 100;

  private static final int NOWHERE = -1;

  private Planner() {}

  /// `dirty` has to name every folder whose entries changed, also those that things moved out of or into: what is missing from a named
  /// folder and wanted in no named folder is removed.
  public static Plan plan(Collection<FolderDiff> dirty, BaseTree base, Projection projection) {
    return new Run(dirty, base, projection).plan();
  }

  /// An entry and the place it is wanted at.
  private record Wanted(Entry entry, NodeId folder, String name) {}

  private static final class Run {
    private final Disk disk;
    private final Projection projection;
    private final List<NodeId> dirty = new ArrayList<>();
    private final Map<NodeId, Wanted> wanted = new LinkedHashMap<>();
    private final Set<NodeId> settled = new HashSet<>();
    private final Set<NodeId> replaced = new HashSet<>();
    private final List<Action> bookkeeping = new ArrayList<>();
    private final List<Action> places = new ArrayList<>();
    private final Map<NodeId, Action.Place> creations = new LinkedHashMap<>();
    private final List<Action> replacements = new ArrayList<>();
    private final List<Action> attributes = new ArrayList<>();
    private final List<Action> removals = new ArrayList<>();
    private @Nullable Map<OpId, Action.Place> createdVersions;

    Run(Collection<FolderDiff> diffs, BaseTree base, Projection projection) {
      this.projection = projection;
      this.disk = new Disk(base, projection);
      for (FolderDiff diff : diffs) {
        dirty.add(diff.folder());
        Map<NodeId, String> names = projection.localNames(diff.folder(), diff.wanted());
        Projection.Skips skips = projection.skipped(diff.folder());
        for (Entry entry : diff.wanted()) {
          String name = Objects.requireNonNull(names.get(entry.id()));
          if (!skips.test(name, entry.kind()))
            wanted.put(entry.id(), new Wanted(entry, diff.folder(), name));
        }
      }
    }

    Plan plan() {
      List<Wanted> order = topDown();
      adoptNewIdentities(order);
      for (Wanted w : order) settle(w, new HashSet<>());
      for (Wanted w : order) update(w);
      for (Thing thing : unwanted()) remove(thing, removals);
      List<Action> all = new ArrayList<>(bookkeeping);
      all.addAll(places);
      all.addAll(creations.values());
      all.addAll(replacements);
      all.addAll(attributes);
      all.addAll(removals);
      return new Plan(all);
    }

    /// Parents before children; without what is wanted in a folder that this disk leaves out.
    private List<Wanted> topDown() {
      Map<NodeId, Integer> depths = new HashMap<>(Map.of(Nodes.ROOT, 0));
      for (Wanted w : wanted.values()) measure(w.entry.id(), depths);
      wanted.keySet().removeIf(id -> depths.getOrDefault(id, NOWHERE) == NOWHERE);
      List<Wanted> order = new ArrayList<>(wanted.values());
      order.sort(Comparator.comparingInt(w -> depths.getOrDefault(w.entry.id(), NOWHERE)));
      return order;
    }

    private void measure(NodeId id, Map<NodeId, Integer> depths) {
      List<NodeId> chain = new ArrayList<>();
      NodeId at = id;
      while (at != null && depths.putIfAbsent(at, NOWHERE) == null) {
        chain.add(at);
        at = folderInTheEnd(at);
      }
      int depth = at == null ? NOWHERE : depths.getOrDefault(at, NOWHERE);
      for (NodeId below : chain.reversed()) depths.put(below, depth == NOWHERE ? NOWHERE : ++depth);
    }

    /// The folder that something is in when all is done; null if it is not on the disk then.
    private @Nullable NodeId folderInTheEnd(NodeId id) {
      Wanted w = wanted.get(id);
      if (w != null) return w.folder;
      Thing thing = disk.thing(id);
      return thing == null || thing.folder() == null ? null : thing.at().folder();
    }

    /// The same thing under another id: another first node of a union, or a file that was deleted and made anew in one place.
    private void adoptNewIdentities(List<Wanted> order) {
      Map<NodeId, Thing> byNode = new HashMap<>();
      for (Thing thing : unwanted())
        for (NodeId node : row(thing).nodes()) byNode.putIfAbsent(node, thing);
      for (Wanted w : order) {
        if (disk.thing(w.entry.id()) != null) continue;
        Thing same = predecessor(w, byNode);
        if (same == null) continue;
        Thing folder = disk.thing(w.folder);
        boolean stays = folder != null && same.isAt(folder, w.name);
        bookkeeping.add(rebase(row(same), w.entry, stays));
        disk.rename(same, w.entry.id());
      }
    }

    /// What an entry without a row can take over because it has its bytes and nobody else wants it: something that showed one of its nodes,
    /// or what is in its place.
    private @Nullable Thing predecessor(Wanted w, Map<NodeId, Thing> byNode) {
      if (!w.entry.virtual())
        for (NodeId node : w.entry.nodes()) {
          Thing thing = byNode.get(node);
          if (thing != null && isFree(thing) && hasBytesOf(thing, w.entry)) return thing;
        }
      Thing folder = disk.thing(w.folder);
      Thing thing = folder == null ? null : disk.occupant(folder, w.name);
      return thing != null && isFree(thing) && hasBytesOf(thing, w.entry) ? thing : null;
    }

    private static boolean hasBytesOf(Thing thing, Entry entry) {
      return thing.kind == entry.kind() && row(thing).content().equals(entry.content());
    }

    /// On the disk, wanted nowhere, and not left out by rule.
    private boolean isFree(Thing thing) {
      return thing.row != null
          && !wanted.containsKey(thing.id())
          && !projection.skipped(thing.at().folder(), thing.name(), thing.kind);
    }

    private List<Thing> unwanted() {
      List<Thing> unwanted = new ArrayList<>();
      for (NodeId folder : dirty)
        if (disk.thing(folder) instanceof Thing there)
          for (Thing thing : disk.inside(there)) if (isFree(thing)) unwanted.add(thing);
      return unwanted;
    }

    /// Brings an entry to its place.
    private void settle(Wanted w, Set<NodeId> waiting) {
      if (!settled.add(w.entry.id())) return;
      Thing folder = Objects.requireNonNull(disk.thing(w.folder));
      Thing thing = disk.thing(w.entry.id());
      if (thing != null && thing.isAt(folder, w.name)) return;
      if (thing == null && replace(w, folder)) return;
      waiting.add(w.entry.id());
      // File systems that ignore case take another spelling for a rename onto itself.
      if (thing != null && disk.occupant(folder, w.name) == thing) stepAside(thing);
      clear(w, folder, waiting);
      waiting.remove(w.entry.id());
      if (thing != null) move(thing, folder, w.name, Optional.of(w.entry.placed()));
      else make(w, folder);
    }

    /// The file in the slot of a new file, if it goes anyway: one exchange instead of a removal and a creation.
    private boolean replace(Wanted w, Thing folder) {
      Thing old = disk.occupant(folder, w.name);
      if (old == null || !fits(old, w, folder) || isHere(w.entry)) return false;
      replacements.add(new Action.Replace(w.entry, row(old), old.at(), Optional.empty()));
      disk.rename(old, w.entry.id());
      replaced.add(w.entry.id());
      return true;
    }

    /// A file of this disk has its version, and goes there itself ([#kept]).
    private boolean isHere(Entry entry) {
      return entry.members().stream()
          .anyMatch(
              member ->
                  disk.thing(member.node()) instanceof Thing thing
                      && thing.row != null
                      && thing.row.version().equals(Optional.of(member.version())));
    }

    private boolean fits(Thing old, Wanted w, Thing folder) {
      return old.kind == w.entry.kind()
          && old.kind != NodeKind.FOLDER
          && old.isAt(folder, w.name)
          && isFree(old);
    }

    /// Makes the slot free. Whoever is in it goes to its own place first, or to the trash, if that is possible; else it steps aside.
    private void clear(Wanted w, Thing folder, Set<NodeId> waiting) {
      Thing occupant = disk.occupant(folder, w.name);
      if (occupant == null) return;
      Wanted goal = wanted.get(occupant.id());
      if (goal == null) {
        if (subtree(occupant).stream().allMatch(this::isFree)) remove(occupant, places);
      } else if (waiting.size() < LONGEST_ROW
          && !settled.contains(occupant.id())
          && isReady(goal)) {
        settle(goal, waiting);
      }
      if (disk.occupant(folder, w.name) instanceof Thing still) stepAside(still);
    }

    /// All folders above its goal are where they are to be, so going there cannot put a folder into itself.
    private boolean isReady(Wanted goal) {
      NodeId at = goal.folder;
      while (at != null && !at.equals(Nodes.ROOT)) {
        Wanted above = wanted.get(at);
        Thing thing = disk.thing(at);
        if (thing == null || thing.folder() == null) return false;
        if (above != null && !(thing.at().equals(new Location(above.folder, above.name))))
          return false;
        at = thing.at().folder();
      }
      return true;
    }

    private void stepAside(Thing thing) {
      Thing folder = Objects.requireNonNull(thing.folder());
      move(thing, folder, projection.temporaryName(thing.id()), row(thing).placed());
    }

    private void move(Thing thing, Thing folder, String name, Optional<OpOrder> placed) {
      Location from = thing.at();
      disk.move(thing, folder, name);
      places.add(new Action.Move(thing.id(), from, thing.at(), placed));
    }

    /// New files are written when everything else is in place.
    private void make(Wanted w, Thing folder) {
      Location at = disk.add(w.entry, folder, w.name).at();
      if (w.entry.kind() == NodeKind.FOLDER) places.add(new Action.MakeFolder(w.entry, at));
      else creations.put(w.entry.id(), new Action.Place(w.entry, at));
    }

    private void update(Wanted w) {
      Thing thing = Objects.requireNonNull(disk.thing(w.entry.id()));
      if (thing.row == null || replaced.contains(w.entry.id())) return;
      BaseEntry row = thing.row;
      if (!row.content().equals(w.entry.content())) {
        replacements.add(new Action.Replace(w.entry, row, thing.at(), kept(row)));
        return;
      }
      if (row.id().equals(w.entry.id()) && !describes(row, w.entry, thing.hasMoved()))
        bookkeeping.add(rebase(row, w.entry, !thing.hasMoved()));
      if (w.entry.attributes().isPresent() && !row.attributes().equals(w.entry.attributes()))
        attributes.add(new Action.SetAttributes(w.entry, thing.at()));
    }

    /// Where the version of a row is wanted instead: it goes there together with its row, in one step with what takes its place. So there are never two rows of
    /// one version, of which an edit or a deletion could be taken for one of the other.
    private Optional<Action.Replace.Kept> kept(BaseEntry row) {
      Action.Place place = row.version().map(createdVersions()::get).orElse(null);
      if (place == null
          || row.kind() != place.entry().kind()
          || !row.content().equals(place.entry().content())
          || !creations.remove(place.id(), place)) return Optional.empty();
      if (place.entry().attributes().isPresent()
          && !row.attributes().equals(place.entry().attributes()))
        attributes.add(new Action.SetAttributes(place.entry(), place.at()));
      return Optional.of(new Action.Replace.Kept(place.entry(), place.at()));
    }

    private Map<OpId, Action.Place> createdVersions() {
      if (createdVersions == null) {
        createdVersions = new HashMap<>();
        for (Action.Place place : creations.values())
          for (Entry.Member member : place.entry().members())
            createdVersions.put(member.version(), place);
      }
      return createdVersions;
    }

    private static boolean describes(BaseEntry row, Entry entry, boolean moves) {
      return row.nodes().equals(entry.nodes())
          && row.version().equals(entry.version())
          && (moves || row.placed().equals(Optional.of(entry.placed())));
    }

    /// A row that is still to be moved keeps saying where it was put before, until it is there.
    private static Action.Rebase rebase(BaseEntry row, Entry entry, boolean stays) {
      return new Action.Rebase(row, entry, stays ? Optional.of(entry.placed()) : row.placed());
    }

    /// With all that is in it, from the bottom upwards. What is left out by rule stays, and so do the folders above it.
    private void remove(Thing top, List<Action> actions) {
      if (top.folder() == null) return; // gone already
      for (Thing thing : subtree(top).reversed()) {
        if (!isFree(thing) || !disk.inside(thing).isEmpty()) continue;
        actions.add(new Action.Remove(row(thing), thing.at()));
        disk.remove(thing);
      }
    }

    /// Folders before what is in them.
    private List<Thing> subtree(Thing top) {
      List<Thing> all = new ArrayList<>(List.of(top));
      for (int i = 0; i < all.size(); i++) all.addAll(disk.inside(all.get(i)));
      return all;
    }

    private static BaseEntry row(Thing thing) {
      return Objects.requireNonNull(thing.row);
    }
  }
}
