package org.tidelock.engine.merge;

import java.util.Collection;
import org.tidelock.engine.history.Commit;

/// Where a device of a test keeps its merged state: on the heap, or in an index as the engine does.
public interface Merger {
  MergeState state();

  /// Every node known, dead ones included, in the order of their ids.
  Collection<Node> nodes();

  /// Merges a commit whose causes are merged.
  Merged apply(Commit commit);

  /// Makes all that `work` merges durable at once, where something is durable.
  default void together(Runnable work) {
    work.run();
  }

  static Merger onTheHeap() {
    MemoryMergeState state = new MemoryMergeState(Folding.EXACT);
    Merge merge = new Merge(state);
    return new Merger() {
      @Override
      public MergeState state() {
        return state;
      }

      @Override
      public Collection<Node> nodes() {
        return state.nodes();
      }

      @Override
      public Merged apply(Commit commit) {
        return merge.apply(commit);
      }
    };
  }
}
