package org.tidelock.engine.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.sim.SimNode.Name;

/// Changes of names that are not on the drive yet. What one step did (a rename, a swap) gets there as one step, and what was done to one folder gets there
/// in the order in which it was done; of different folders nothing is promised. That is less than most systems give, and what programs may rely on.
final class Journal {
  /// As long as systems keep things in memory, in nanoseconds.
  static final long LONGEST = 30_000_000_000L;

  private final List<Step> steps = new ArrayList<>();
  private final Consumer<SimNode> freed;

  /// @param now none: the name is gone
  record Change(SimNode folder, String key, @Nullable Name now) {}

  /// @param needs folders of which all that was done before has to be on the drive, too
  /// @param lost what has no name after this
  record Step(long time, List<Change> changes, List<SimNode> needs, @Nullable SimNode lost) {
    boolean isAbout(Set<SimNode> folders) {
      return changes.stream().anyMatch(c -> folders.contains(c.folder));
    }

    void addFoldersTo(Set<SimNode> folders) {
      changes.forEach(c -> folders.add(c.folder));
    }
  }

  /// @param freed hears of what is gone from the drive, too
  Journal(Consumer<SimNode> freed) {
    this.freed = freed;
  }

  void add(Step step) {
    steps.add(step);
    while (step.time - steps.getFirst().time > LONGEST) apply(steps.removeFirst());
  }

  void forceAll() {
    steps.forEach(this::apply);
    steps.clear();
  }

  /// What was done to these folders, and whatever that builds on.
  void force(Collection<SimNode> folders) {
    Set<SimNode> needed = set();
    needed.addAll(folders);
    Deque<Step> forced = new ArrayDeque<>();
    List<Step> left = new ArrayList<>();
    for (Step step : steps.reversed()) {
      if (step.isAbout(needed)) {
        forced.addFirst(step);
        step.addFoldersTo(needed);
        needed.addAll(step.needs);
      } else {
        left.addFirst(step);
      }
    }
    forced.forEach(this::apply);
    steps.clear();
    steps.addAll(left);
  }

  /// Of the steps that are not old enough to be on the drive some get there, the others never happened. On some systems those are the first ones of all, on others the first ones of each
  /// folder.
  void cut(Random random, SimNode root, long now) {
    while (!steps.isEmpty() && now - steps.getFirst().time > LONGEST) apply(steps.removeFirst());
    boolean inOneOrder = random.nextBoolean();
    Set<SimNode> stopped = set();
    boolean stoppedAll = false;
    for (Step step : steps) {
      boolean kept =
          !stoppedAll
              && random.nextInt(4) > 0
              && !step.isAbout(stopped)
              && Collections.disjoint(step.needs, stopped)
              && isReachable(step, root);
      if (kept) {
        apply(step);
      } else {
        stoppedAll = inOneOrder;
        step.addFoldersTo(stopped);
      }
    }
    steps.clear();
  }

  /// A name in a folder that is not on the drive itself would be found by no-one.
  private static boolean isReachable(Step step, SimNode root) {
    Set<SimNode> reached = set();
    reach(root, reached);
    return step.changes.stream().allMatch(c -> reached.contains(c.folder));
  }

  private static void reach(SimNode folder, Set<SimNode> reached) {
    if (reached.add(folder))
      for (Name name : folder.namesOnDrive.values()) reach(name.node(), reached);
  }

  private void apply(Step step) {
    for (Change change : step.changes) {
      if (change.now == null) change.folder.namesOnDrive.remove(change.key);
      else change.folder.namesOnDrive.put(change.key, change.now);
    }
    if (step.lost != null) freed.accept(step.lost);
  }

  private static Set<SimNode> set() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
