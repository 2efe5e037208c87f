package org.tidelock.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;

/// Folders in which this disk has nothing yet, in portions. What is in them comes from nowhere else on this disk and stands in nobody's way, so that it can be
/// brought before the rest is planned: a device that joins needs no plan of everything at once. What is not so plain is left to the plan of the rest.
public final class Arrivals {
  private final View view;
  private final BaseTree base;
  private final Function<NodeId, List<FolderDiff>> listing;
  private final Set<NodeId> waiting;
  private final Deque<NodeId> ready = new ArrayDeque<>();
  private final List<NodeId> others = new ArrayList<>();

  /// @param base as it is when [#next] is called
  /// @param listing what to plan for a changed folder node, as [FolderDiff#all] says
  public Arrivals(
      View view,
      BaseTree base,
      Collection<NodeId> dirty,
      Function<NodeId, List<FolderDiff>> listing) {
    this.view = view;
    this.base = base;
    this.listing = listing;
    this.waiting = new LinkedHashSet<>(dirty);
    for (NodeId folder : dirty) if (isThere(folder)) ready.add(folder);
  }

  /// Folders with together about `most` entries, more only if one alone has more; each is there, or is made with what is in the others. None if no more can be
  /// told apart.
  public List<FolderDiff> next(int most) {
    List<FolderDiff> portion = new ArrayList<>();
    Set<NodeId> made = new HashSet<>();
    int entries = 0;
    while (!ready.isEmpty() && entries < most) {
      NodeId folder = ready.remove();
      waiting.remove(folder);
      // It may be that an earlier portion could not make it.
      if (!made.contains(folder) && !isThere(folder)) continue;
      List<FolderDiff> diffs = listing.apply(folder);
      FolderDiff diff = diffs.getFirst();
      if (diffs.size() > 1 || !isPlain(diff)) {
        others.add(folder);
        continue;
      }
      portion.add(diff);
      entries += diff.wanted().size();
      for (Entry entry : diff.wanted()) {
        if (entry.kind() != NodeKind.FOLDER) continue;
        made.add(entry.id());
        if (waiting.remove(entry.id())) ready.add(entry.id());
      }
    }
    return portion;
  }

  /// When there are no more portions: folders that are on this disk, with something in them, or of which more has to be known.
  public List<NodeId> others() {
    return List.copyOf(others);
  }

  private boolean isThere(NodeId folder) {
    return folder.equals(Nodes.ROOT) || base.entry(folder).isPresent();
  }

  private boolean isPlain(FolderDiff diff) {
    return !diff.wanted().isEmpty()
        && view.union(diff.folder()).equals(List.of(diff.folder()))
        && base.children(diff.folder()).isEmpty()
        && diff.wanted().stream().allMatch(this::isNew);
  }

  /// Nothing on this disk stands for it, nor for a part of it.
  private boolean isNew(Entry entry) {
    return !entry.virtual() && entry.nodes().size() == 1 && base.entry(entry.id()).isEmpty();
  }
}
