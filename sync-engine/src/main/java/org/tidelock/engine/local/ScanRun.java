package org.tidelock.engine.local;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Scan.Reason;

/// One scan. First all folders that are in their places, then folders that appeared somewhere (a folder has one place only, so its row, if it has
/// one, is free), last the other things that appeared: by then every row that is in its place has been seen there.
final class ScanRun {
  private final Base base;
  private final LocalNames names;
  private final Whereabouts rows;
  private final Sight sight;
  private final List<Difference> differences = new ArrayList<>();

  /// Folders of the base to be listed, the next one first.
  private final Deque<Known> known = new ArrayDeque<>();

  private final Deque<Stranger> folders = new ArrayDeque<>();

  /// Folders in the place of another folder's row, which is theirs only if that row's folder is nowhere else.
  private final Deque<Stranger> usurpers = new ArrayDeque<>();

  /// Usurpers of which is known what lies in them.
  private final Deque<Stranger> searched = new ArrayDeque<>();

  /// Rows of folders that lie in a usurper, or are one.
  private final Set<NodeId> sighted = new HashSet<>();

  private final List<Stranger> others = new ArrayList<>();

  /// About how many of the things that appeared or changed are told.
  private final int most;

  private int freshFolders;
  private int changed;

  /// Whether some of that is left for the next scan.
  private boolean more;

  private final Lookalikes lookalikes;
  private final Suspects suspects;

  private record Known(NodeId id, Place at) {}

  /// A folder.
  ///
  /// @param deep to be listed with the folders in it
  /// @param searched all folders in it that have rows are known to be [#sighted]
  private record Place(LocalPath path, boolean deep, boolean searched) {
    static final Place ROOT = new Place(LocalPath.ROOT, true, false);
  }

  /// Something that has no row by its place alone.
  ///
  /// @param row the folder row that is in this place, if there is one
  /// @param owner whose temporary name it has
  private record Stranger(
      Found found, Optional<BaseRow> row, Optional<NodeId> owner, boolean searched) {
    Place place() {
      return new Place(found.path(), true, searched);
    }
  }

  /// @param whole whether every folder will be listed
  ScanRun(
      Disk disk,
      Base base,
      LeftOut leftOut,
      LocalNames names,
      boolean whole,
      int most,
      Set<MissedFiles.Look> earlier,
      Suspects suspects)
      throws IOException {
    this.lookalikes = new Lookalikes(earlier);
    this.suspects = suspects;
    this.base = base;
    this.names = names;
    this.most = most;
    LeftOut out = (path, folder) -> names.isPrivate(path.name()) || leftOut.test(path, folder);
    this.rows = new Whereabouts(disk, base, out, whole);
    this.sight = new Sight(disk, out, names, rows);
  }

  /// Files without a number that were missing.
  Set<MissedFiles.Look> missed() {
    return lookalikes.missed();
  }

  Scan everything() throws IOException {
    known.add(new Known(Nodes.ROOT, Place.ROOT));
    return run();
  }

  /// @param unsyncable where something was that could not be synced, in any folder
  Scan only(Collection<NodeId> wanted, List<LocalPath> unsyncable) throws IOException {
    for (LocalPath path : unsyncable)
      sight.look(path).ifPresent(now -> rows.rowsOf(now).forEach(rows::keep));
    Set<NodeId> there = new LinkedHashSet<>();
    for (NodeId folder : wanted) there.add(nearest(folder));
    for (NodeId folder : there)
      rows.folder(folder).ifPresent(p -> known.add(new Known(folder, new Place(p, false, false))));
    return run();
  }

  /// This folder, or the first one above it that is in its place.
  private NodeId nearest(NodeId folder) {
    for (NodeId at = folder; !at.equals(Nodes.ROOT); ) {
      Optional<BaseRow> row = base.row(at);
      if (row.isEmpty()) return Nodes.ROOT;
      Optional<Fingerprint> there = rows.place(row.get()).flatMap(sight::look);
      if (there.isPresent() && Kinds.isFolder(there.get()) && mayBe(row.get(), there.get()))
        return at;
      at = row.get().entry().parent();
    }
    return Nodes.ROOT;
  }

  private Scan run() throws IOException {
    while (true) {
      if (!known.isEmpty()) enter(known.pop());
      else if (!folders.isEmpty()) settleFolder(folders.pop());
      else if (!usurpers.isEmpty()) searchUsurpers();
      else if (!searched.isEmpty()) settleFolder(searched.pop());
      else break;
    }
    for (Stranger stranger : others) settle(stranger);
    rows.giveUpPlaces(differences, names);
    if (more) return sight.scan(withoutSuccessors(), true);
    List<BaseRow> gone = rows.gone();
    differences.addAll(lookalikes.toBeRead(differences, gone));
    for (BaseRow row : gone) differences.add(new Difference.Gone(row));
    return sight.scan(differences, false);
  }

  /// What is missing may be among what was not looked at, so nothing is gone yet. What came into the place of something missing is told together with what
  /// became of that: else both would be in one place.
  private List<Difference> withoutSuccessors() {
    List<Difference> told = differences;
    while (true) {
      Predicate<Found> taken = rows.placesOfMissing(names);
      List<Difference> rest = new ArrayList<>();
      List<BaseRow> waiting = new ArrayList<>();
      for (Difference difference : told)
        if (difference.onDisk().filter(f -> taken.test(top(f))).isEmpty()) rest.add(difference);
        else if (difference instanceof Difference.Moved m) waiting.add(m.row());
      if (waiting.isEmpty()) return rest;
      waiting.forEach(rows::untold);
      told = rest;
    }
  }

  /// The outermost new folder that something is in, or itself.
  private static Found top(Found found) {
    Found at = found;
    while (at.parent() instanceof Parent.Fresh in) at = in.folder();
    return at;
  }

  private boolean isFull() {
    return others.size() + freshFolders + changed >= most;
  }

  private void enter(Known folder) throws IOException {
    if (!rows.list(folder.id)) return;
    Optional<List<Listed>> listing = sight.list(folder.at.path);
    if (listing.isEmpty()) return;
    FolderMatch match = FolderMatch.of(listing.get(), base.rowsIn(folder.id), names);
    FolderNames taken = new FolderNames(names);
    List<Listed> strangers = new ArrayList<>(match.strangers());
    Deque<Known> inside = new ArrayDeque<>();
    for (FolderMatch.Pair pair : match.places()) {
      LocalPath path = folder.at.path.child(pair.listed().name());
      boolean sameKind = Kinds.same(pair.row(), pair.listed().fingerprint());
      if (sameKind || !makesMissing(pair, path)) taken.add(pair.row());
      if (!sameKind) strangers.add(pair.listed());
      else if (!sight.isSyncable(path, pair.listed())) continue;
      else if (!pair.row().isFolder()) fileInPlace(pair, path, folder);
      else folderInPlace(pair, path, folder).ifPresent(inside::push);
    }
    inside.forEach(known::push);
    for (BaseRow row : match.vacant())
      if (isRowLeftOut(row, folder.at.path)) taken.add(row);
      else rows.missing(row);
    Parent parent = new Parent.Known(folder.id);
    for (Listed stranger : strangers) appeared(stranger, parent, folder.at, taken);
  }

  private boolean isRowLeftOut(BaseRow row, LocalPath folder) {
    return sight.isLeftOut(folder.child(row.entry().localName()), row.isFolder());
  }

  /// Something of another kind is in the row's place. False if that is nothing to be synced: then the row's thing is not gone. (A person moves a folder to a
  /// bigger drive and leaves a link to it; all devices would lose it.)
  private boolean makesMissing(FolderMatch.Pair pair, LocalPath path) {
    Fingerprint now = pair.listed().fingerprint();
    if (sight.isLeftOut(path, Kinds.isFolder(now)) || isRowLeftOut(pair.row(), path.parent()))
      return false;
    if (sight.isOtherVolume(now)) return false;
    boolean syncable = sight.canBeSynced(path, now);
    if (syncable) rows.missing(pair.row());
    else rows.displaced(pair.row());
    return syncable;
  }

  /// A file or link is in the place of one.
  private void fileInPlace(FolderMatch.Pair pair, LocalPath path, Known in) {
    BaseRow row = pair.row();
    Fingerprint now = pair.listed().fingerprint();
    boolean alike = now.equals(row.fingerprint()) && !pair.respelled();
    boolean same = alike && !row.racy();
    if (!same && !sight.isPortable(path, now)) return;
    sight.count(now);
    if (pair.respelled()) differences.add(new Difference.Moved(row, found(pair, path, in)));
    else if (!alike) changed(row, found(pair, path, in));
    // Beside any portion: these may look no better when they were read, so that a next scan would
    // tell them again.
    else if (!same || suspects.has(row, path))
      differences.add(new Difference.Changed(row, found(pair, path, in)));
    else if (now.isWithoutNumber()) lookalikes.unchanged(row, found(pair, path, in));
  }

  private void changed(BaseRow row, Found found) {
    if (isFull()) {
      more = true;
      return;
    }
    changed++;
    differences.add(new Difference.Changed(row, found));
  }

  /// A folder is in the place of one. To be listed next, if it is the one.
  private Optional<Known> folderInPlace(FolderMatch.Pair pair, LocalPath path, Known in) {
    BaseRow row = pair.row();
    Fingerprint now = pair.listed().fingerprint();
    if (!mayBe(row, now) || rows.isElsewhere(row)) {
      rows.missing(row);
      Found found = found(pair, path, in);
      usurpers.add(new Stranger(found, Optional.of(row), Optional.empty(), in.at.searched));
      return Optional.empty();
    }
    boolean renumbered =
        now.file() != row.fingerprint().file() || now.born() != row.fingerprint().born();
    if (pair.respelled() || renumbered) differences.add(stays(row, found(pair, path, in)));
    return in.at.deep || pair.respelled()
        ? Optional.of(new Known(row.entry().id(), new Place(path, true, in.at.searched)))
        : Optional.empty();
  }

  /// As far as numbers tell. (One that was made in the place of the removed one and got its number counts as the same.)
  private static boolean mayBe(BaseRow row, Fingerprint now) {
    Fingerprint then = row.fingerprint();
    return then.file() == 0
        || now.file() == 0
        || (then.file() == now.file() && then.device() == now.device());
  }

  private static Difference stays(BaseRow row, Found found) {
    return found.localName().equals(row.entry().localName())
        ? new Difference.Renumbered(row, found)
        : new Difference.Moved(row, found);
  }

  private Found found(FolderMatch.Pair pair, LocalPath path, Known in) {
    String local = pair.listed().name();
    String name = names.vaultName(local, pair.row().entry().id()).orElse(local);
    return new Found(new Parent.Known(in.id), local, name, path, pair.listed().fingerprint());
  }

  /// Something that has no row in this folder.
  private void appeared(Listed listed, Parent parent, Place in, FolderNames taken) {
    if (!Kinds.isFolder(listed.fingerprint()) && isFull()) {
      more = true;
      return;
    }
    LocalPath path = in.path.child(listed.name());
    if (!sight.isSyncable(path, listed) || !sight.isPortable(path, listed.fingerprint())) return;
    Optional<NodeId> owner = LocalNames.movingId(listed.name());
    Optional<String> name =
        owner.isPresent() ? Optional.of(listed.name()) : names.vaultName(listed.name());
    if (name.isEmpty()) sight.leave(path, listed.fingerprint(), Reason.NAME);
    else if (!taken.add(name.get())) sight.leave(path, listed.fingerprint(), Reason.NAME_CLASH);
    else {
      Found found = new Found(parent, listed.name(), name.get(), path, listed.fingerprint());
      Stranger stranger = new Stranger(found, Optional.empty(), owner, in.searched);
      if (Kinds.isFolder(listed.fingerprint())) folders.add(stranger);
      else others.add(stranger);
    }
  }

  /// All else has been listed. What is in the usurpers has to be known before any of them is taken for its predecessor, which may lie in another. Then one
  /// after the other is settled, and listed before the next: what is missing from it may be that one.
  private void searchUsurpers() {
    for (Stranger u : usurpers) {
      sighted(u.found.fingerprint());
      if (!u.searched) search(u.found.path());
      searched.add(new Stranger(u.found, u.row, u.owner, true));
    }
    usurpers.clear();
  }

  private void search(LocalPath top) {
    Deque<LocalPath> paths = new ArrayDeque<>(List.of(top));
    while (!paths.isEmpty()) {
      LocalPath folder = paths.pop();
      for (Listed listed : sight.peek(folder)) {
        Fingerprint now = listed.fingerprint();
        if (!Kinds.isFolder(now) || !listed.readableName() || sight.isOtherVolume(now)) continue;
        LocalPath path = folder.child(listed.name());
        if (sight.isLeftOut(path, true)) continue;
        sighted(now);
        paths.push(path);
      }
    }
  }

  private void sighted(Fingerprint folder) {
    rows.rowsOf(folder).forEach(row -> sighted.add(row.entry().id()));
  }

  private void settleFolder(Stranger stranger) throws IOException {
    Found found = stranger.found;
    Optional<BaseRow> row = freeRow(stranger);
    if (row.isPresent()) moved(stranger, row.get());
    else if (stranger.row.filter(this::isNowhere).isPresent()) {
      // Made anew in its place, or restored.
      row = stranger.row;
      rows.inPlace(row.get());
      differences.add(stays(row.get(), found));
    }
    if (row.isPresent()) known.push(new Known(row.get().entry().id(), stranger.place()));
    else if (stranger.owner.isPresent())
      sight.leave(found.path(), found.fingerprint(), Reason.LEFTOVER);
    else if (isFull()) more = true;
    else enterNew(stranger);
  }

  private boolean isNowhere(BaseRow row) {
    return rows.isMissing(row) && !sighted.contains(row.entry().id());
  }

  private void enterNew(Stranger stranger) throws IOException {
    Found found = stranger.found;
    Optional<List<Listed>> listing = sight.list(found.path());
    if (listing.isEmpty() || sight.isLeftBehind(found.path(), listing.get())) return;
    differences.add(new Difference.New(found));
    freshFolders++;
    Parent parent = new Parent.Fresh(found);
    FolderNames taken = new FolderNames(names);
    for (Listed listed : listing.get()) appeared(listed, parent, stranger.place(), taken);
  }

  /// Something that appeared and is no folder.
  private void settle(Stranger stranger) throws IOException {
    Found found = stranger.found;
    Optional<BaseRow> row = freeRow(stranger);
    if (row.isEmpty() && stranger.owner.isPresent()) {
      sight.leave(found.path(), found.fingerprint(), Reason.LEFTOVER);
      return;
    }
    sight.count(found.fingerprint());
    if (row.isPresent()) moved(stranger, row.get());
    else differences.add(new Difference.New(found));
  }

  private void moved(Stranger stranger, BaseRow row) {
    rows.found(row, stranger.found.path());
    if (stranger.owner.isPresent()) differences.add(new Difference.Stranded(row, stranger.found));
    else differences.add(new Difference.Moved(row, unmarked(stranger.found, row)));
  }

  /// A name that was marked for this disk only stays the plain one in the vault wherever it is moved to, unless that is taken there.
  private Found unmarked(Found found, BaseRow row) {
    Optional<String> plain = names.vaultName(found.localName(), row.entry().id());
    if (plain.isEmpty() || plain.get().equals(found.name())) return found;
    for (Listed beside : sight.peek(found.path().parent()))
      if (names.vaultName(beside.name()).equals(plain)) return found;
    return new Found(
        found.parent(), found.localName(), plain.get(), found.path(), found.fingerprint());
  }

  /// The row that this is, if it is not in its place.
  private Optional<BaseRow> freeRow(Stranger stranger) throws IOException {
    Fingerprint now = stranger.found.fingerprint();
    List<BaseRow> candidates = new ArrayList<>();
    stranger
        .owner
        .flatMap(base::row)
        .filter(row -> Kinds.same(row, now) && mayBe(row, now))
        .ifPresent(candidates::add);
    candidates.addAll(rows.rowsOf(now));
    for (BaseRow row : candidates) if (rows.isFree(row)) return Optional.of(row);
    return Optional.empty();
  }
}
