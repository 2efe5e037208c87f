package org.tidelock.engine.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.Disk.Listed;

/// Which row's place each thing in one folder is at, by name alone.
///
/// @param places rows whose name is there, even if it is something of another kind
/// @param strangers what has no row in this folder
/// @param vacant rows whose name is not there
record FolderMatch(List<Pair> places, List<Listed> strangers, List<BaseRow> vacant) {
  /// @param respelled the disk spells the name in another way than the row: other case or Unicode composition
  record Pair(BaseRow row, Listed listed, boolean respelled) {}

  static FolderMatch of(List<Listed> listing, List<BaseRow> rows, LocalNames names) {
    Map<String, BaseRow> byName = new HashMap<>(rows.size() * 4 / 3 + 1);
    for (BaseRow row : rows) byName.put(row.entry().localName(), row);
    List<BaseRow> away = steppedAside(listing, byName);
    List<Pair> places = new ArrayList<>(rows.size());
    List<Listed> strangers = new ArrayList<>();
    for (Listed listed : listing) {
      BaseRow row = byName.remove(listed.name());
      if (row == null) strangers.add(listed);
      else places.add(new Pair(row, listed, false));
    }
    if (!byName.isEmpty()) matchSpellings(byName, strangers, places, names, Kinds::same);
    if (!byName.isEmpty()) matchSpellings(byName, strangers, places, names, (_, _) -> true);
    List<BaseRow> vacant = new ArrayList<>(away);
    for (BaseRow row : rows) if (byName.containsKey(row.entry().localName())) vacant.add(row);
    return new FolderMatch(places, strangers, vacant);
  }

  /// Takes out the rows that lie under their temporary name: whatever has their name now is something else.
  private static List<BaseRow> steppedAside(List<Listed> listing, Map<String, BaseRow> byName) {
    Map<NodeId, Listed> moving = new HashMap<>();
    for (Listed listed : listing)
      if (!byName.containsKey(listed.name()))
        LocalNames.movingId(listed.name()).ifPresent(id -> moving.put(id, listed));
    if (moving.isEmpty()) return List.of();
    List<BaseRow> away = new ArrayList<>();
    for (BaseRow row : byName.values()) {
      Listed there = moving.get(row.entry().id());
      if (there != null && isIt(row, there.fingerprint())) away.add(row);
    }
    away.forEach(row -> byName.remove(row.entry().localName()));
    return away;
  }

  /// Where there are no file numbers, its temporary name has to do.
  private static boolean isIt(BaseRow row, Fingerprint there) {
    Fingerprint then = row.fingerprint();
    return then.isWithoutNumber() && there.isWithoutNumber()
        ? Kinds.same(row, there) && then.born() == there.born()
        : there.isSameFile(then);
  }

  private static void matchSpellings(
      Map<String, BaseRow> rows,
      List<Listed> strangers,
      List<Pair> places,
      LocalNames names,
      BiPredicate<BaseRow, Fingerprint> kinds) {
    if (strangers.isEmpty()) return;
    Map<String, BaseRow> bySlot = new LinkedHashMap<>();
    rows.values().forEach(row -> bySlot.putIfAbsent(names.slot(row.entry().localName()), row));
    strangers.removeIf(
        listed -> {
          if (!listed.readableName()) return false;
          BaseRow row = bySlot.get(names.slot(listed.name()));
          if (row == null || !kinds.test(row, listed.fingerprint())) return false;
          bySlot.remove(names.slot(listed.name()));
          rows.remove(row.entry().localName());
          places.add(new Pair(row, listed, true));
          return true;
        });
  }
}
