package org.tidelock.engine.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.plan.BaseEntry;

/// What one scan knows of where the rows are: in their places (the many, of which nothing is kept), missing from them, or found elsewhere.
final class Whereabouts {
  private final Disk disk;
  private final Base base;
  private final LeftOut leftOut;
  private final boolean whole;

  /// Rows whose folder was listed and that are not in their place. False if they may have gone elsewhere, but cannot be called gone.
  private final Map<NodeId, Missing> missing = new LinkedHashMap<>();

  private final Map<NodeId, LocalPath> elsewhere = new HashMap<>();

  /// Seen in a form that cannot be synced, so not gone; also those whose folder is missing.
  private final Set<NodeId> kept = new HashSet<>();

  /// Missing, and something else is in their places now.
  private final Set<NodeId> givenUp = new HashSet<>();

  /// In a partial scan: the folders that were listed.
  private final Set<NodeId> listed = new HashSet<>();

  private record Missing(BaseRow row, boolean mayBeGone) {}

  Whereabouts(Disk disk, Base base, LeftOut leftOut, boolean whole) {
    this.disk = disk;
    this.base = base;
    this.leftOut = leftOut;
    this.whole = whole;
  }

  /// False if this folder was listed before.
  boolean list(NodeId folder) {
    return whole || listed.add(folder);
  }

  /// None if all are.
  Optional<Set<NodeId>> listed() {
    return whole ? Optional.empty() : Optional.of(listed);
  }

  void missing(BaseRow row) {
    if (!isElsewhere(row)) missing.put(row.entry().id(), new Missing(row, true));
  }

  /// It was found elsewhere, but that is not told in this scan.
  void untold(BaseRow row) {
    elsewhere.remove(row.entry().id());
    missing.put(row.entry().id(), new Missing(row, true));
  }

  /// Something unsyncable is in its place: it is not gone, but may be found elsewhere.
  void displaced(BaseRow row) {
    if (!isElsewhere(row)) missing.put(row.entry().id(), new Missing(row, false));
  }

  boolean isElsewhere(BaseRow row) {
    return elsewhere.containsKey(row.entry().id());
  }

  void keep(BaseRow row) {
    kept.add(row.entry().id());
  }

  boolean isMissing(BaseRow row) {
    return missing.containsKey(row.entry().id());
  }

  void inPlace(BaseRow row) {
    missing.remove(row.entry().id());
  }

  void found(BaseRow row, LocalPath path) {
    missing.remove(row.entry().id());
    elsewhere.put(row.entry().id(), path);
  }

  /// The rows of this file or folder.
  List<BaseRow> rowsOf(Fingerprint fingerprint) {
    if (fingerprint.file() == 0) return List.of();
    List<BaseRow> rows = new ArrayList<>();
    for (BaseRow row : base.rowsOf(fingerprint.device(), fingerprint.file()))
      if (row.fingerprint().isSameFile(fingerprint)) rows.add(row);
    return rows;
  }

  /// Nothing is known to be in its place, and it was not found elsewhere.
  boolean isFree(BaseRow row) throws IOException {
    if (isElsewhere(row)) return false;
    if (isMissing(row)) return true;
    NodeId folder = row.entry().parent();
    if (whole || !listed.contains(folder)) {
      for (NodeId at = folder; !at.equals(Nodes.ROOT); ) {
        if (elsewhere.containsKey(at)) break; // listed where it lies now, with this row in it
        if (missing.containsKey(at)) return true;
        Optional<BaseRow> above = base.row(at);
        if (above.isEmpty()) return true;
        at = above.get().entry().parent();
      }
      return !whole && leftItsPlace(row);
    }
    return false;
  }

  private boolean leftItsPlace(BaseRow row) throws IOException {
    Optional<LocalPath> place = place(row);
    if (place.isEmpty() || isLeftOut(place.get(), row.isFolder())) return false;
    Optional<Fingerprint> there;
    try {
      there = disk.look(place.get());
    } catch (IOException e) {
      return false; // Not known, so not away.
    }
    if (there.isEmpty() || !Kinds.same(row, there.get())) return true;
    return row.isFolder() && !there.get().isSameFile(row.fingerprint());
  }

  private boolean isLeftOut(LocalPath path, boolean folder) {
    LocalPath at = LocalPath.ROOT;
    for (int i = 0; i < path.names().size(); i++) {
      at = at.child(path.names().get(i));
      if (leftOut.test(at, folder || i < path.names().size() - 1)) return true;
    }
    return false;
  }

  /// Where the row's thing lies, or lay when last seen.
  Optional<LocalPath> place(BaseRow row) {
    LocalPath moved = elsewhere.get(row.entry().id());
    if (moved != null) return Optional.of(moved);
    return folder(row.entry().parent()).map(path -> path.child(row.entry().localName()));
  }

  Optional<LocalPath> folder(NodeId id) {
    return id.equals(Nodes.ROOT) ? Optional.of(LocalPath.ROOT) : base.row(id).flatMap(this::place);
  }

  /// One place has one row: what stays only because it, or something in it, was seen in an unsyncable form gives way to what is in its place now.
  void giveUpPlaces(List<Difference> differences, LocalNames names) {
    if (kept.isEmpty() && missing.values().stream().allMatch(Missing::mayBeGone)) return;
    Set<Slot> taken = new HashSet<>();
    for (Difference difference : differences)
      if (difference.onDisk().orElse(null) instanceof Found found
          && found.parent() instanceof Parent.Known folder)
        taken.add(new Slot(folder.id(), names.slot(found.localName())));
    for (Missing m : missing.values()) {
      BaseEntry entry = m.row.entry();
      if (taken.contains(new Slot(entry.parent(), names.slot(entry.localName()))))
        givenUp.add(entry.id());
    }
    kept.removeAll(givenUp);
  }

  /// Whether something is in the place of a row that is missing.
  Predicate<Found> placesOfMissing(LocalNames names) {
    Set<Slot> places = new HashSet<>();
    for (Missing m : missing.values())
      places.add(new Slot(m.row.entry().parent(), names.slot(m.row.entry().localName())));
    return found ->
        found.parent() instanceof Parent.Known folder
            && places.contains(new Slot(folder.id(), names.slot(found.localName())));
  }

  private record Slot(NodeId folder, String name) {}

  /// What is left of the missing, what is in a folder before the folder.
  List<BaseRow> gone() {
    List<BaseRow> gone = new ArrayList<>();
    for (Missing m : missing.values())
      if (m.mayBeGone || givenUp.contains(m.row.entry().id())) addGone(m.row, gone);
    return gone;
  }

  /// A folder in which something is kept stays with it. If its place is taken, it goes all the same, and what is kept in it is left without a folder: the
  /// others have that.
  ///
  /// @return whether nothing of it stays in its place
  private boolean addGone(BaseRow row, List<BaseRow> gone) {
    NodeId id = row.entry().id();
    if (isElsewhere(row)) return true;
    if (kept.contains(id)) return false;
    Optional<LocalPath> place = place(row);
    if (place.isPresent() && leftOut.test(place.get(), row.isFolder())) return true;
    boolean goes = true;
    if (row.isFolder()) for (BaseRow inside : base.rowsIn(id)) goes &= addGone(inside, gone);
    goes |= givenUp.contains(id);
    if (goes) gone.add(row);
    return goes;
  }
}
