package org.tidelock.engine.selection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LeftBehind;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Projection;

/// Where entries that are left out would lie on this disk. What lies there nevertheless is this disk's own: it would else become a part of them, and go from
/// here with them. Renewed by the engine's thread before each look; asked by any.
public final class UnchosenPlaces implements LeftOut {
  private static final Logger LOG = LoggerFactory.getLogger(UnchosenPlaces.class);

  private final Tables tables;
  private final Selection selection;

  private final Projection names;
  private final Disk disk;
  private final LeftBehind leftBehind;
  private volatile Map<LocalPath, Set<String>> slots = Map.of();

  /// @param rules what is left out anyway
  public UnchosenPlaces(
      Tables tables, Selection selection, Projection names, Disk disk, LeftOut rules) {
    this.tables = tables;
    this.selection = selection;
    this.names = names;
    this.disk = disk;
    this.leftBehind = new LeftBehind(rules, disk);
  }

  /// As the tree and the base are now.
  public void renew() {
    Map<LocalPath, Set<String>> now = new HashMap<>();
    selection
        .now()
        .absent()
        .forEach(
            (folder, entries) ->
                tables.base().pathOf(folder).ifPresent(p -> now.put(p, slots(folder, entries))));
    slots = now;
  }

  /// Without the places that others have.
  private Set<String> slots(NodeId folder, List<Entry> entries) {
    Set<String> all = new HashSet<>();
    names.localNames(folder, entries).values().forEach(name -> all.add(names.slot(name)));
    for (BaseRow row : tables.base().rowsIn(folder))
      all.remove(names.slot(row.entry().localName()));
    return all;
  }

  /// What lies in such places and would be synced elsewhere. Of a folder that cannot be listed now nothing is said.
  public List<LocalPath> occupied() {
    List<LocalPath> occupied = new ArrayList<>();
    for (LocalPath folder : slots.keySet()) {
      try {
        for (Disk.Listed listed : disk.list(folder)) {
          LocalPath path = folder.child(listed.name());
          if (listed.readableName() && test(path, false) && isContent(path, listed.fingerprint()))
            occupied.add(path);
        }
      } catch (IOException e) {
        LOG.debug("{} is not listed", folder, e);
      }
    }
    return occupied;
  }

  private boolean isContent(LocalPath path, Fingerprint there) throws IOException {
    return there.kind() != Fingerprint.Kind.FOLDER
        || (!disk.list(path).isEmpty() && !leftBehind.is(path));
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    Map<LocalPath, Set<String>> now = slots;
    if (now.isEmpty() || path.isRoot()) return false;
    Set<String> there = now.get(path.parent());
    return there != null && there.contains(names.slot(path.name()));
  }
}
