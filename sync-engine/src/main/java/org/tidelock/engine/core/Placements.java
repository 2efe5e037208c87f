package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.PlacedFolder.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.plan.Plan;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.profile.PlacedGuard;
import org.tidelock.engine.profile.Placement;
import org.tidelock.engine.selection.Selection;
import org.tidelock.engine.status.Findings;

/// Keeps what a person has placed elsewhere where it is, whatever others call it, and keeps hands off what is not surely there (decision 0105). On the engine's
/// thread.
final class Placements {
  private static final Logger LOG = LoggerFactory.getLogger(Placements.class);

  private final Tables tables;
  private final Choices choices;
  private final Selection selection;
  private final Mounts mounts;
  private final LocalNames names;
  private final PlacedNote note;
  private final PlacedGuard guard;
  private final Places places;
  private final Path folder;
  private final Findings findings;

  /// Base rows of those that are away, or moved by others.
  private Set<NodeId> away = Set.of();

  /// Those that others have moved into another folder.
  private Set<Path> moved = Set.of();

  /// Of those, what was done in them here is recorded.
  private Set<Path> mayEnd = Set.of();

  private boolean allIsLearned;

  /// Whether issues may tell of some.
  private boolean told = true;

  /// @param folder the vault's
  Placements(
      Tables tables,
      Choices choices,
      Selection selection,
      Mounts mounts,
      LocalNames names,
      PlacedNote note,
      PlacedGuard guard,
      Places places,
      Path folder,
      Findings findings) {
    this.tables = tables;
    this.choices = choices;
    this.selection = selection;
    this.mounts = mounts;
    this.names = names;
    this.note = note;
    this.guard = guard;
    this.places = places;
    this.folder = folder;
    this.findings = findings;
  }

  /// As the tree, the base and the disk are now: before each look at the folder, and before anything is changed in it. All that the storage has is learned by
  /// then.
  void renew() throws TidelockException {
    List<Placement> before = choices.placements();
    if (before.isEmpty() && !told) return;
    forgetLost();
    Renewal renewal = new Renewal();
    for (Placement placement : before) renewal.add(known(placement));
    if (!renewal.kept.equals(before)) choices.place(renewal.kept);
    note.keep(renewal.kept);
    moved = renewal.moved;
    mounts.set(renewal.now);
    away = renewal.rows;
    findings.placed(renewal.waiting, hidden(renewal.now.keySet()));
    told = !renewal.kept.isEmpty();
  }

  /// Before anything was learned: nothing is concluded from what is not known, and what the base does not know is away.
  void begin() throws TidelockException {
    forgetLost();
    Map<String, Mounts.Mount> now = new HashMap<>();
    for (Placement placement : choices.placements()) {
      Optional<BaseRow> row = row(placement);
      boolean sure = row.isPresent() && guard.look(placement.place(), row) == State.SYNCED;
      now.put(
          row.map(r -> r.entry().localName()).orElseGet(placement::name),
          new Mounts.Mount(placement.place(), !sure));
    }
    mounts.set(now);
  }

  /// What is noted to lie elsewhere, but not known of any more, is not missing in the vault's folder.
  private void forgetLost() throws TidelockException {
    for (NodeId node : note.without(choices.placements()))
      rowOf(tables, node)
          .filter(
              row -> choices.placements().stream().noneMatch(p -> row(p).equals(Optional.of(row))))
          .ifPresent(row -> forget(row.entry().id()));
  }

  /// Whether others have moved one into another folder: what was done in it here has to be recorded before it ends.
  boolean areToEnd() {
    return choices.placements().stream().anyMatch(p -> row(p).filter(this::wasMoved).isPresent());
  }

  /// @param all whether everything that the storage has was, so that nobody knows of what is not known now
  void learned(boolean all) {
    allIsLearned = all;
  }

  /// Everything was looked at and recorded since the last [#renew].
  void recorded() {
    mayEnd = moved;
  }

  private final class Renewal {
    final List<Placement> kept = new ArrayList<>();
    final Map<String, Mounts.Mount> now = new HashMap<>();
    final Map<Path, State> waiting = new LinkedHashMap<>();
    final Set<NodeId> rows = new HashSet<>();
    final Set<Path> moved = new HashSet<>();

    void add(Placement given) {
      boolean unheardOf = isUnheardOf(given);
      if (unheardOf && !allIsLearned) {
        kept.add(given);
        now.putIfAbsent(given.name(), new Mounts.Mount(given.place(), true));
        return;
      }
      // It was recorded, but never sent, and what the index knew of it is gone.
      Placement placement = unheardOf ? given.unrecorded() : given;
      Optional<BaseRow> row = row(placement);
      Optional<String> name = name(placement, row);
      if (name.isEmpty() || now.containsKey(name.get())) {
        end(placement, row);
        return;
      }
      kept.add(placement);
      State state = guard.look(placement.place(), row);
      now.put(name.get(), new Mounts.Mount(placement.place(), state != State.SYNCED));
      row.filter(Placements.this::wasMoved)
          .ifPresent(
              r -> {
                moved.add(placement.place());
                rows.add(r.entry().id());
              });
      if (state == State.SYNCED) return;
      waiting.put(placement.place(), state);
      row.ifPresent(r -> rows.add(r.entry().id()));
    }
  }

  /// The index was built anew, and has not learned of it yet: nothing is known of it.
  private boolean isUnheardOf(Placement placement) {
    return placement.node().filter(id -> tables.merged().node(id).isEmpty()).isPresent();
  }

  /// With its node, once it was recorded.
  private Placement known(Placement placement) {
    if (placement.node().isPresent()) return placement;
    return tables
        .base()
        .folderAt(LocalPath.of(placement.name()))
        .map(placement::of)
        .orElse(placement);
  }

  private Optional<BaseRow> row(Placement placement) {
    return placement.node().flatMap(id -> rowOf(tables, id));
  }

  /// Of the folder at the top that shows a node.
  static Optional<BaseRow> rowOf(Tables tables, NodeId node) {
    return tables
        .base()
        .row(node)
        .filter(row -> row.entry().parent().equals(Nodes.ROOT))
        .or(
            () ->
                tables.base().rowsIn(Nodes.ROOT).stream()
                    .filter(row -> row.isFolder() && row.entry().nodes().contains(node))
                    .findFirst());
  }

  /// Of the folders that lie elsewhere.
  static Set<NodeId> rows(Tables tables, Collection<Placement> placements) {
    Set<NodeId> rows = new HashSet<>();
    for (Placement placement : placements)
      placement
          .node()
          .flatMap(id -> rowOf(tables, id))
          .ifPresent(row -> rows.add(row.entry().id()));
    return rows;
  }

  /// What it is called on this disk; empty if it has no place at the top any more.
  private Optional<String> name(Placement placement, Optional<BaseRow> row) {
    if (placement.node().isEmpty()) return Optional.of(placement.name());
    if (row.isPresent())
      return wasMoved(row.get()) && mayEnd.contains(placement.place())
          ? Optional.empty()
          : Optional.of(row.get().entry().localName());
    NodeId node = placement.node().get();
    List<Entry> top = tables.view().children(Nodes.ROOT);
    return top.stream()
        .filter(e -> e.nodes().contains(node) && !selection.now().leavesOut(Nodes.ROOT, e))
        .findFirst()
        .map(e -> names.localNames(Nodes.ROOT, top).get(e.id()));
  }

  /// By others, into another folder.
  private boolean wasMoved(BaseRow row) {
    List<Node> shown =
        row.entry().nodes().stream()
            .flatMap(id -> tables.merged().node(id).filter(Node::visible).stream())
            .toList();
    return !shown.isEmpty() && shown.stream().noneMatch(n -> n.parent().equals(Nodes.ROOT));
  }

  /// What lies there stays, and is this disk's own from now on. What the vault has of it comes to where it is now.
  private void end(Placement placement, Optional<BaseRow> row) {
    LOG.info("a folder is placed nowhere any more");
    row.ifPresent(r -> forget(r.entry().id()));
    try {
      guard.unmark(placement.place());
    } catch (TidelockException e) {
      LOG.info("its mark stays", e); // no obstacle for anybody, as this profile does not name it
    }
    findings.placedNoMore(placement.place());
  }

  /// Nothing is known any more of what is in a folder here.
  void forget(NodeId row) {
    tables
        .db()
        .transaction(
            () -> {
              tables.base().removeAll(row);
              tables.lookAtAllFolders();
              return true;
            });
  }

  /// What lies in the vault's folder itself where nobody sees it.
  private List<LocalPath> hidden(Set<String> placed) {
    if (placed.isEmpty()) return List.of();
    Set<String> slots = new HashSet<>();
    placed.forEach(name -> slots.add(names.slot(name)));
    try {
      return places.names(folder).stream()
          .filter(name -> slots.contains(names.slot(name)))
          .map(LocalPath::of)
          .toList();
    } catch (IOException e) {
      LOG.debug("the folder is not listed", e);
      return List.of();
    }
  }

  /// What of a plan touches nothing that is away.
  Plan within(Plan plan) {
    if (away.isEmpty()) return plan;
    Map<NodeId, Boolean> known = new HashMap<>();
    return plan.outside(
        away::contains,
        id ->
            known.computeIfAbsent(
                id, f -> tables.base().pathOf(f).filter(mounts::isAway).isPresent()),
        names::slot);
  }

  /// Where something of the vault is on this computer, or would be.
  ///
  /// @param reading the index, over any connection
  static Path place(Choices choices, Tables reading, Path folder, VaultPath path) {
    Path at = folder;
    List<String> rest = path.names();
    for (Placement placement : path.isTop() ? List.<Placement>of() : choices.placements())
      if (name(placement, reading).equals(rest.getFirst())) {
        at = placement.place();
        rest = rest.subList(1, rest.size());
        break;
      }
    for (String name : rest) at = at.resolve(name);
    return at;
  }

  /// What the vault calls it.
  private static String name(Placement placement, Tables reading) {
    return placement
        .node()
        .flatMap(id -> reading.view().path(id))
        .filter(path -> path.size() == 1)
        .map(List::getFirst)
        .orElse(placement.name());
  }

  /// As a person is told of them.
  ///
  /// @param reading the index, over any connection
  static List<PlacedFolder> told(Choices choices, Tables reading, PlacedGuard guard) {
    List<PlacedFolder> all = new ArrayList<>();
    for (Placement placement : choices.placements()) {
      Optional<BaseRow> row = placement.node().flatMap(id -> rowOf(reading, id));
      all.add(
          new PlacedFolder(
              name(placement, reading), placement.place(), guard.look(placement.place(), row)));
    }
    return Collections.unmodifiableList(all);
  }
}
