package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Scan.Reason;
import org.tidelock.engine.local.Scan.Unsyncable;

/// One scan. First all folders that are in their places, then folders that appeared somewhere (a folder has one place only, so its row, if it has
/// one, is free), last the other things that appeared: by then every row that is in its place has been seen there.
final class ScanRun {
  private final Disk disk;
  private final Base base;
  private final LeftOut leftOut;
  private final LocalNames names;
  private final boolean whole;
  private final Whereabouts rows;

  private final List<Difference> differences = new ArrayList<>();
  private final List<Unsyncable> unsyncable = new ArrayList<>();
  private long volume;
  private long files;
  private long bytes;
  private boolean complete = true;

  /// Folders of the base to be listed, the next one last.
  private final Deque<Known> known = new ArrayDeque<>();

  private final Deque<Stranger> folders = new ArrayDeque<>();

  /// Folders in the place of another folder's row, which is theirs only if that row's folder is nowhere else.
  private final Deque<Stranger> usurpers = new ArrayDeque<>();

  private final List<Stranger> others = new ArrayList<>();

  /// @param deep with the folders in it
  private record Known(NodeId id, LocalPath path, boolean deep) {}

  /// Something that has no row by its place alone.
  ///
  /// @param row the folder row that is in this place, if there is one
  /// @param owner whose temporary name it has
  private record Stranger(Found found, Optional<BaseRow> row, Optional<NodeId> owner) {}

  ScanRun(Disk disk, Base base, LeftOut leftOut, LocalNames names, boolean whole) {
    this.disk = disk;
    this.base = base;
    this.leftOut = leftOut;
    this.names = names;
    this.whole = whole;
    this.rows = new Whereabouts(disk, base, leftOut, whole);
  }

  Scan everything() throws IOException {
    lookAtRoot();
    known.push(new Known(Nodes.ROOT, LocalPath.ROOT, true));
    return run();
  }

  Scan only(Collection<NodeId> wanted) throws IOException {
    lookAtRoot();
    Set<NodeId> there = new LinkedHashSet<>();
    for (NodeId folder : wanted) there.add(nearest(folder));
    for (NodeId folder : there)
      rows.folder(folder).ifPresent(path -> known.addLast(new Known(folder, path, false)));
    return run();
  }

  private void lookAtRoot() throws IOException {
    Fingerprint root =
        disk.look(LocalPath.ROOT).orElseThrow(() -> new NoSuchFileException("the synced folder"));
    volume = root.device();
  }

  /// This folder, or the first one above it that is in its place.
  private NodeId nearest(NodeId folder) throws IOException {
    NodeId at = folder;
    while (!at.equals(Nodes.ROOT)) {
      Optional<BaseRow> row = base.row(at);
      if (row.isEmpty()) return Nodes.ROOT;
      Optional<Fingerprint> there = rows.place(row.get()).flatMap(this::lookQuietly);
      if (there.isPresent() && Kinds.isFolder(there.get()) && sameNumber(row.get(), there.get()))
        return at;
      at = row.get().entry().parent();
    }
    return at;
  }

  private Optional<Fingerprint> lookQuietly(LocalPath path) {
    try {
      return disk.look(path);
    } catch (IOException e) {
      return Optional.empty(); // Listing the folder above will say why.
    }
  }

  private Scan run() throws IOException {
    while (true) {
      if (!known.isEmpty()) enter(known.pop());
      else if (!folders.isEmpty()) settleFolder(folders.pop());
      else if (!usurpers.isEmpty()) settleFolder(usurpers.pop());
      else break;
    }
    for (Stranger stranger : others) settle(stranger);
    for (BaseRow row : rows.gone()) differences.add(new Difference.Gone(row));
    return new Scan(differences, unsyncable, files, bytes, complete);
  }

  private void enter(Known folder) throws IOException {
    if (!rows.list(folder.id)) return;
    List<Listed> listing = list(folder.path);
    if (listing == null) return;
    Parent parent = new Parent.Known(folder.id);
    FolderMatch match = FolderMatch.of(listing, base.rowsIn(folder.id), names);
    FolderNames taken = new FolderNames(names);
    List<Listed> strangers = new ArrayList<>(match.strangers());
    Deque<Known> inside = new ArrayDeque<>();
    for (FolderMatch.Pair pair : match.places()) {
      LocalPath path = folder.path.child(pair.listed().name());
      if (!Kinds.same(pair.row(), pair.listed().fingerprint())) {
        replacedByOtherKind(pair.row(), pair.listed(), path);
        strangers.add(pair.listed());
      } else if (isSyncable(path, pair.listed())) {
        taken.add(pair.row());
        inPlace(pair, parent, path, folder.deep).ifPresent(inside::push);
      }
    }
    inside.forEach(known::push);
    for (BaseRow row : match.vacant())
      if (!leftOut.test(folder.path.child(row.entry().localName()), Kinds.isFolder(row)))
        rows.missing(row);
    for (Listed stranger : strangers) appeared(stranger, parent, folder.path, taken);
  }

  private void replacedByOtherKind(BaseRow row, Listed there, LocalPath path) {
    boolean folder = Kinds.isFolder(there.fingerprint());
    if (leftOut.test(path, folder) || leftOut.test(path, Kinds.isFolder(row))) return;
    if (isOtherVolume(there.fingerprint())) return;
    if (there.fingerprint().kind() == Fingerprint.Kind.OTHER) rows.displaced(row);
    else rows.missing(row);
  }

  /// Something of its kind is in the row's place. A folder to be listed next, if it is one.
  private Optional<Known> inPlace(
      FolderMatch.Pair pair, Parent parent, LocalPath path, boolean deep) throws IOException {
    BaseRow row = pair.row();
    Fingerprint now = pair.listed().fingerprint();
    if (Kinds.isFolder(row)) return folderInPlace(pair, parent, path, deep);
    boolean same = now.equals(row.fingerprint()) && !row.racy() && !pair.respelled();
    if (same || isPortable(path, now)) count(now);
    else return Optional.empty();
    if (!same) {
      Found found = found(pair, parent, path);
      differences.add(
          pair.respelled() ? new Difference.Moved(row, found) : new Difference.Changed(row, found));
    }
    return Optional.empty();
  }

  private Optional<Known> folderInPlace(
      FolderMatch.Pair pair, Parent parent, LocalPath path, boolean deep) {
    BaseRow row = pair.row();
    Fingerprint now = pair.listed().fingerprint();
    if (!sameNumber(row, now)) {
      rows.missing(row);
      usurpers.add(new Stranger(found(pair, parent, path), Optional.of(row), Optional.empty()));
      return Optional.empty();
    }
    boolean renumbered =
        now.file() != row.fingerprint().file() || now.born() != row.fingerprint().born();
    if (pair.respelled()) differences.add(new Difference.Moved(row, found(pair, parent, path)));
    else if (renumbered) differences.add(new Difference.Renumbered(row, found(pair, parent, path)));
    return deep || pair.respelled()
        ? Optional.of(new Known(row.entry().id(), path, true))
        : Optional.empty();
  }

  /// As far as numbers tell.
  private static boolean sameNumber(BaseRow row, Fingerprint now) {
    Fingerprint then = row.fingerprint();
    return then.file() == 0
        || now.file() == 0
        || (then.file() == now.file() && then.device() == now.device());
  }

  private Found found(FolderMatch.Pair pair, Parent parent, LocalPath path) {
    String local = pair.listed().name();
    String name = names.vaultName(local, pair.row().entry().id()).orElse(local);
    return new Found(parent, local, name, path, pair.listed().fingerprint());
  }

  /// Something that has no row in this folder.
  private void appeared(Listed listed, Parent parent, LocalPath folder, FolderNames taken) {
    boolean inRoot = folder.isRoot();
    if (inRoot && names.isPrivate(listed.name())) return;
    LocalPath path = folder.child(listed.name());
    if (!listed.readableName()) {
      leave(path, listed.fingerprint(), Reason.NAME);
      return;
    }
    if (!isSyncable(path, listed)) return;
    Optional<NodeId> owner = LocalNames.movingId(listed.name());
    Optional<String> name =
        owner.isPresent() ? Optional.of(listed.name()) : names.vaultName(listed.name());
    if (name.isEmpty()) leave(path, listed.fingerprint(), Reason.NAME);
    else if (!taken.add(name.get())) leave(path, listed.fingerprint(), Reason.NAME_CLASH);
    else {
      Found found = new Found(parent, listed.name(), name.get(), path, listed.fingerprint());
      Stranger stranger = new Stranger(found, Optional.empty(), owner);
      if (Kinds.isFolder(listed.fingerprint())) folders.add(stranger);
      else others.add(stranger);
    }
  }

  private void settleFolder(Stranger stranger) throws IOException {
    Found found = stranger.found;
    Optional<BaseRow> row = freeRow(stranger);
    if (row.isPresent()) {
      moved(stranger, row.get());
      known.push(new Known(row.get().entry().id(), found.path(), true));
    } else if (stranger.row.filter(rows::isMissing).isPresent()) {
      stay(found, stranger.row.get());
      known.push(new Known(stranger.row.get().entry().id(), found.path(), true));
    } else if (stranger.owner.isPresent()) {
      leave(found.path(), found.fingerprint(), Reason.LEFTOVER);
    } else {
      List<Listed> listing = list(found.path());
      if (listing == null) return;
      differences.add(new Difference.New(found));
      FolderNames taken = new FolderNames(names);
      for (Listed listed : listing) appeared(listed, new Parent.Fresh(found), found.path(), taken);
    }
  }

  /// Nobody else has the usurper's number, and its predecessor is nowhere: the folder was made anew, or restored.
  private void stay(Found found, BaseRow row) {
    rows.inPlace(row);
    boolean respelled = !found.localName().equals(row.entry().localName());
    differences.add(
        respelled ? new Difference.Moved(row, found) : new Difference.Renumbered(row, found));
  }

  private void settle(Stranger stranger) throws IOException {
    Found found = stranger.found;
    if (!isPortable(found.path(), found.fingerprint())) return;
    Optional<BaseRow> row = freeRow(stranger);
    if (row.isPresent()) moved(stranger, row.get());
    else if (stranger.owner.isPresent()) {
      leave(found.path(), found.fingerprint(), Reason.LEFTOVER);
      return;
    } else differences.add(new Difference.New(found));
    count(found.fingerprint());
  }

  private void moved(Stranger stranger, BaseRow row) {
    Found found = stranger.found;
    rows.found(row, found.path());
    if (stranger.owner.isPresent()) differences.add(new Difference.Stranded(row, found));
    else differences.add(new Difference.Moved(row, unmarked(found, row)));
  }

  /// A name that was marked for this disk only is the plain one in the vault, wherever it is moved.
  private Found unmarked(Found found, BaseRow row) {
    String name = names.vaultName(found.localName(), row.entry().id()).orElse(found.name());
    return new Found(found.parent(), found.localName(), name, found.path(), found.fingerprint());
  }

  /// The row that this is, if it is not in its place.
  private Optional<BaseRow> freeRow(Stranger stranger) throws IOException {
    List<BaseRow> candidates = new ArrayList<>();
    stranger
        .owner
        .flatMap(base::row)
        .filter(row -> Kinds.same(row, stranger.found.fingerprint()))
        .filter(row -> sameNumber(row, stranger.found.fingerprint()))
        .ifPresent(candidates::add);
    candidates.addAll(rows.rowsOf(stranger.found.fingerprint()));
    for (BaseRow row : candidates) if (rows.isFree(row)) return Optional.of(row);
    return Optional.empty();
  }

  private boolean isSyncable(LocalPath path, Listed listed) {
    Fingerprint now = listed.fingerprint();
    if (leftOut.test(path, Kinds.isFolder(now))) return false;
    if (isOtherVolume(now)) leave(path, now, Reason.OTHER_VOLUME);
    else if (now.kind() == Fingerprint.Kind.OTHER) leave(path, now, Reason.SPECIAL);
    else return true;
    return false;
  }

  private boolean isOtherVolume(Fingerprint now) {
    return now.device() != volume && now.device() != 0 && volume != 0;
  }

  private boolean isPortable(LocalPath path, Fingerprint now) throws IOException {
    if (now.kind() != Fingerprint.Kind.LINK) return true;
    try {
      if (Links.isPortable(path, disk.readLink(path))) return true;
      leave(path, now, Reason.LINK_OUTSIDE);
    } catch (NoSuchFileException e) {
      complete = false;
    } catch (IOException e) {
      leave(path, now, Reason.UNREADABLE);
    }
    return false;
  }

  /// Reports what cannot be synced as it is. If it is something that a row describes, that is not gone.
  private void leave(LocalPath path, Fingerprint fingerprint, Reason reason) {
    unsyncable.add(new Unsyncable(path, reason));
    rows.rowsOf(fingerprint).forEach(rows::keep);
  }

  private void count(Fingerprint now) {
    if (now.kind() != Fingerprint.Kind.FILE) return;
    files++;
    bytes += now.size();
  }

  /// Null if the folder cannot be listed now; then nothing is said of what is in it.
  private @Nullable List<Listed> list(LocalPath folder) throws IOException {
    try {
      return disk.list(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (folder.isRoot()) throw e;
      complete = false; // It vanished just now; the next scan sees that in the folder above.
    } catch (IOException e) {
      if (folder.isRoot()) throw e;
      complete = false;
      unsyncable.add(new Unsyncable(folder, Reason.UNREADABLE));
    }
    return null;
  }
}
