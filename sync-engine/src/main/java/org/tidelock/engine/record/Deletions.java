package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.BaseRow;

/// Sorts what is gone into subtrees, one Delete each, and those into commits of bounded size. A subtree that is too large for one commit goes
/// from the bottom upwards.
final class Deletions {
  /// In one commit. A segment may have three times as many operations: what was shown as the copy of a conflict, or for what is in it, is made explicit before
  /// it goes.
  private static final int MOST_GROUPS = 20_000;

  private Deletions() {}

  /// A subtree of which nothing is left: its top and all that was below it.
  record Group(BaseRow top, List<BaseRow> below) {
    int size() {
      return 1 + below.size();
    }
  }

  /// @param most that goes in one commit: 32 bytes each in a segment
  static List<List<Group>> of(List<BaseRow> gone, int most) {
    Map<NodeId, BaseRow> rows = new LinkedHashMap<>();
    gone.forEach(r -> rows.put(r.entry().id(), r));
    Map<NodeId, List<BaseRow>> children = new LinkedHashMap<>();
    List<BaseRow> tops = new ArrayList<>();
    for (BaseRow row : gone) {
      if (rows.containsKey(row.entry().parent()))
        children.computeIfAbsent(row.entry().parent(), _ -> new ArrayList<>()).add(row);
      else tops.add(row);
    }
    List<Group> groups = new ArrayList<>();
    for (BaseRow top : tops) split(top, children, groups, most);
    return batches(groups, most);
  }

  /// The subtree as groups of at most so many; those below first. Returns nothing of it twice.
  private static void split(
      BaseRow top, Map<NodeId, List<BaseRow>> children, List<Group> groups, int most) {
    List<BaseRow> all = new ArrayList<>();
    all.add(top);
    for (int i = 0; i < all.size(); i++)
      all.addAll(children.getOrDefault(all.get(i).entry().id(), List.of()));
    List<BaseRow> below = all.subList(1, all.size());
    int whole = below.size() / most * most;
    // The deepest come last in this order: they go first, a group for each.
    for (int end = below.size(); end > below.size() - whole; end -= most)
      for (BaseRow row : below.subList(end - most, end).reversed())
        groups.add(new Group(row, List.of()));
    groups.add(new Group(top, List.copyOf(below.subList(0, below.size() - whole))));
  }

  private static List<List<Group>> batches(List<Group> groups, int most) {
    List<List<Group>> batches = new ArrayList<>();
    int size = most;
    for (Group group : groups) {
      if (size + group.size() > most || batches.getLast().size() == MOST_GROUPS) {
        batches.add(new ArrayList<>());
        size = 0;
      }
      batches.getLast().add(group);
      size += group.size();
    }
    return batches;
  }
}
