package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.PlacedGuard;
import org.tidelock.engine.profile.Placement;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.SyncedAlready;
import org.tidelock.engine.selection.Chosen;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;

/// Has a folder of this computer synced where it is, as a folder at the top of the vault, and ends that (decision 0105).
final class Placing {
  private static final Logger LOG = LoggerFactory.getLogger(Placing.class);

  private final Workshop shop;
  private final Work work;
  private final VaultRounds rounds;
  private final Profile.Settings settings;
  private final Effects effects;
  private final Places places;
  private final Tables tables;

  Placing(
      Workshop shop, Work work, VaultRounds rounds, Profile.Settings settings, Effects effects) {
    this.shop = shop;
    this.work = work;
    this.rounds = rounds;
    this.settings = settings;
    this.effects = effects;
    this.places = effects.places();
    this.tables = shop.tables();
  }

  /// If the vault has a folder of that name in its own folder here, that goes from there first, as after a choice without it.
  SyncReport add(Path folder, Optional<String> as) throws TidelockException, InterruptedException {
    String name = as.orElseGet(() -> String.valueOf(folder.getFileName()));
    requireName(name);
    Path place = work.asked(() -> requirePlaceable(folder));
    rounds.sync(); // what is here is in the vault before anything of it moves
    Chosen before = shop.choices().chosen();
    boolean away = work.asked(() -> putAway(name));
    try {
      if (away) rounds.sync();
      work.asked(() -> place(name, place));
    } catch (TidelockException e) {
      if (away) work.asked(() -> choose(before));
      throw e;
    }
    return rounds.sync();
  }

  /// All folders are to be compared anew before it is in force.
  private boolean choose(Chosen chosen) {
    lookAtAllFolders();
    shop.choices().choose(chosen);
    return true;
  }

  private void requireName(String name) throws TidelockException {
    boolean own = name.equals(PrivateFolder.NAME) || name.equals(IgnoreRules.SHARED);
    if (own || !VaultNames.isValid(name) || name.indexOf('\n') >= 0)
      throw refused(Happened.NO_FOLDER_NAME.of(name), Todo.OTHER_NAME_WITH_AS.of());
    if (shop.rulesOfFolder().test(LocalPath.of(name), true))
      throw refused(Happened.NAME_LEFT_OUT.of(name), Todo.OTHER_NAME_WITH_AS.of());
  }

  /// @return without links in it
  private Path requirePlaceable(Path folder) throws TidelockException {
    if (!places.isFolder(folder))
      throw refused(Happened.NOT_A_FOLDER.of(folder), Todo.CHOOSE_FOLDER.of());
    Path real = places.real(folder);
    Folders folders = new Folders(places);
    folders.requireOrdinary(real);
    folders.requireApart(real, Storages.folder(settings.storage()), shop.home());
    folders.requireApart(real, shop.secondCopy().folder(), shop.home());
    requireApart(real, places.real(settings.folder()));
    for (Placement placed : shop.choices().placements()) requireApart(real, placed.place());
    SyncedAlready synced = new SyncedAlready(effects);
    for (Path at = real; at != null; at = at.getParent()) synced.requireNone(at, shop.home());
    if (!guard().canBePlaced(real))
      throw refused(Happened.PLACED_ELSEWHERE.of(folder), Todo.FOLDER_ON_SAME_DRIVE.of());
    return real;
  }

  private static void requireApart(Path one, Path other) throws TidelockException {
    if (one.startsWith(other) || other.startsWith(one))
      throw refused(Happened.FOLDERS_IN_EACH_OTHER.of(one, other), Todo.OTHER_FOLDER.of());
  }

  private PlacedGuard guard() {
    return shop.placedGuard(tables, shop.selection());
  }

  /// @return whether there is anything of it in the vault's folder
  private boolean putAway(String name) throws TidelockException {
    shop.onFolder().guard().check();
    Optional<Entry> entry = entry(name);
    if (entry.isEmpty()) {
      requireFree(name);
      return false;
    }
    if (entry.get().kind() != NodeKind.FOLDER)
      throw refused(Happened.NAME_OF_A_FILE.of(name), Todo.OTHER_NAME_WITH_AS.of());
    for (Placement placed : shop.choices().placements())
      if (placed.node().filter(entry.get().nodes()::contains).isPresent())
        throw refused(
            Happened.PLACED_ALREADY.of(name, placed.place()), Todo.OTHER_NAME_WITH_AS.of());
    if (row(entry.get()).isEmpty()) return false;
    Chosen without = without(shop.choices().chosen(), entry.get().nodes());
    shop.onFolder().sight().forgetWhatWasPutAway();
    return choose(without);
  }

  private void requireFree(String name) throws TidelockException {
    try {
      if (shop.onFolder().disk().look(LocalPath.of(name)).isPresent())
        throw refused(Happened.NAME_TAKEN_HERE.of(name), Todo.OTHER_NAME_WITH_AS.of());
    } catch (IOException e) {
      throw Troubles.ofFolder(settings.folder(), e);
    }
  }

  private Optional<Entry> entry(String name) {
    return new Lookup(tables.merged(), tables.view()).entry(VaultPath.TOP.child(name));
  }

  private Optional<BaseRow> row(Entry entry) {
    return entry.nodes().stream()
        .flatMap(node -> Placements.rowOf(tables, node).stream())
        .findFirst();
  }

  /// Else two folders would be taken for the one.
  private void requirePutAway(String name) throws TidelockException {
    if (entry(name).flatMap(this::row).isPresent())
      throw new TidelockException(
          ErrorCode.NEEDS_YOU,
          Happened.NOT_PUT_AWAY.of(name),
          Safe.NOTHING_DELETED.of(),
          Todo.SEE_STATUS_THEN_AGAIN.of());
  }

  private boolean place(String name, Path place) throws TidelockException {
    requirePutAway(name);
    Optional<Entry> entry = entry(name);
    if (entry.isEmpty()) requireFree(name);
    List<NodeId> nodes = entry.map(Entry::nodes).orElse(List.of());
    guard().mark(place, shop.home());
    lookAtAllFolders();
    List<Placement> all = new ArrayList<>(shop.choices().placements());
    all.add(new Placement(name, nodes.stream().findFirst(), place));
    shop.choices().place(all, with(shop.choices().chosen(), nodes));
    shop.onFolder().placements().renew();
    return true;
  }

  private static Chosen with(Chosen chosen, List<NodeId> nodes) {
    Set<NodeId> only = new HashSet<>(chosen.only());
    if (!only.isEmpty()) only.addAll(nodes);
    Set<NodeId> except = new HashSet<>(chosen.except());
    nodes.forEach(except::remove);
    return new Chosen(only, except);
  }

  private static Chosen without(Chosen chosen, List<NodeId> nodes) throws TidelockException {
    Set<NodeId> only = new HashSet<>(chosen.only());
    nodes.forEach(only::remove);
    if (only.isEmpty() && !chosen.only().isEmpty())
      throw refused(Happened.ONLY_THIS_CHOSEN.of(), Todo.CHOOSE_MORE.of());
    Set<NodeId> except = new HashSet<>(chosen.except());
    except.addAll(nodes);
    return new Chosen(only, except);
  }

  private void lookAtAllFolders() {
    tables
        .db()
        .transaction(
            () -> {
              tables.lookAtAllFolders();
              return true;
            });
  }

  /// What was done in it by now is in the vault first, as nobody looks there afterwards. Also of one that is not there any more.
  ///
  /// @throws TidelockException if that fails; it stays placed then
  SyncReport remove(Path folder) throws TidelockException, InterruptedException {
    Placement placement = work.asked(() -> endable(folder));
    if (isThere(placement)) syncOnceMore(placement);
    work.asked(() -> end(placed(folder)));
    return rounds.sync();
  }

  private Placement endable(Path folder) throws TidelockException {
    Placement placement = placed(folder);
    without(shop.choices().chosen(), nodes(placement, row(placement)));
    return placement;
  }

  private boolean isThere(Placement placement) {
    return guard().look(placement.place(), row(placement)) == PlacedFolder.State.SYNCED;
  }

  private void syncOnceMore(Placement placement) throws TidelockException, InterruptedException {
    try {
      rounds.sync();
    } catch (TidelockException e) {
      if (work.asked(() -> isUnsynced(placement))) throw e;
      LOG.info("a folder in which nothing was done since ends without a sync", e);
    }
  }

  /// Whether something in it may not be in the vault yet.
  private boolean isUnsynced(Placement placement) throws TidelockException {
    Optional<BaseRow> row = row(placement);
    if (row.isEmpty() || !tables.outbox().isEmpty()) return true;
    LocalPath top = LocalPath.of(row.get().entry().localName());
    return shop.onFolder().sight().look().differences().stream()
        .anyMatch(d -> isWithin(top, d.onDisk().map(Difference.Found::path).or(() -> lay(d))));
  }

  private Optional<LocalPath> lay(Difference difference) {
    return difference instanceof Difference.Gone gone
        ? tables.base().pathOf(gone.row().entry().id())
        : Optional.empty();
  }

  private static boolean isWithin(LocalPath top, Optional<LocalPath> path) {
    LocalPath at = path.orElse(LocalPath.ROOT);
    while (!at.isRoot() && !at.equals(top)) at = at.parent();
    return at.equals(top);
  }

  private Optional<BaseRow> row(Placement placement) {
    return placement.node().flatMap(id -> Placements.rowOf(tables, id));
  }

  private Placement placed(Path folder) throws TidelockException {
    Path absolute = folder.normalize();
    Path real = places.real(folder);
    return shop.choices().placements().stream()
        .filter(p -> p.place().equals(absolute) || p.place().equals(real))
        .findFirst()
        .orElseThrow(() -> refused(Happened.NOT_PLACED.of(folder), Todo.SEE_FOLDERS.of()));
  }

  private boolean end(Placement placement) throws TidelockException {
    Optional<BaseRow> row = row(placement);
    Chosen chosen = without(shop.choices().chosen(), nodes(placement, row));
    row.ifPresent(r -> forget(r.entry().id()));
    List<Placement> rest = new ArrayList<>(shop.choices().placements());
    rest.remove(placement);
    shop.choices().place(rest, chosen);
    try {
      guard().unmark(placement.place());
      shop.onFolder().placements().renew();
    } catch (TidelockException e) {
      LOG.info("a folder that is synced no more keeps its mark, or the vault's folder is away", e);
    }
    return true;
  }

  private List<NodeId> nodes(Placement placement, Optional<BaseRow> row) {
    Set<NodeId> nodes = new HashSet<>();
    placement.node().ifPresent(nodes::add);
    row.ifPresent(r -> nodes.addAll(r.entry().nodes()));
    placement
        .node()
        .filter(id -> tables.merged().node(id).isPresent())
        .ifPresent(id -> nodes.addAll(tables.view().union(id)));
    return List.copyOf(nodes);
  }

  private void forget(NodeId row) {
    tables
        .db()
        .transaction(
            () -> {
              tables.base().removeAll(row);
              tables.lookAtAllFolders();
              return true;
            });
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
