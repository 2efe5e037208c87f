package org.tidelock.engine.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;

/// Tells whether a folder that is marked was emptied (decision 0097).
///
/// @param disk with the folder at its top
/// @param goes what is not chosen for this device, so that it is no mistake if it is gone
record Emptied(Disk disk, Base base, LeftOut leftOut, Predicate<BaseRow> goes) {
  /// Folders that systems make at the top of a drive by themselves.
  private static final Set<String> OF_SYSTEMS =
      Set.of(
          "lost+found",
          "System Volume Information",
          "$RECYCLE.BIN",
          ".Trashes",
          ".Spotlight-V100",
          ".fseventsd");

  /// Whether nothing is there that is synced or would be, though the base holds several things.
  ///
  /// @param folder whose rows are those of what was there
  /// @param at where it is in the synced folder, as rules take it
  /// @param elsewhere names of what lies elsewhere, and says nothing
  boolean is(NodeId folder, LocalPath at, Predicate<String> elsewhere) throws IOException {
    List<BaseRow> rows = new ArrayList<>(base.rowsIn(folder));
    rows.removeIf(row -> elsewhere.test(row.entry().localName()));
    if (!areSeveral(rows)) return false;
    List<Listed> left = new ArrayList<>(disk.list(LocalPath.ROOT));
    left.removeIf(l -> l.name().equals(PrivateFolder.NAME) || elsewhere.test(l.name()));
    if (!left.stream().allMatch(thing -> isUnwanted(at, thing))) return false;
    if (rows.stream().allMatch(goes)) return false;
    Set<String> known = new HashSet<>();
    for (BaseRow row : rows) known.add(row.entry().localName());
    return left.stream().noneMatch(l -> known.contains(l.name()));
  }

  /// With what is in them.
  private boolean areSeveral(List<BaseRow> rows) {
    return rows.size() > 1
        || (rows.size() == 1
            && rows.getFirst().isFolder()
            && !base.rowsIn(rows.getFirst().entry().id()).isEmpty());
  }

  private boolean isUnwanted(LocalPath at, Listed thing) {
    boolean isFolder = thing.fingerprint().kind() == Fingerprint.Kind.FOLDER;
    return (isFolder && OF_SYSTEMS.contains(thing.name()))
        || leftOut.test(at.child(thing.name()), isFolder);
  }
}
