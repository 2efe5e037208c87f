package org.tidelock.engine.history;

/// The total order in which the merge considers operations: Lamport time, then the dot. No wall clock takes part.
public record OpOrder(long lamport, OpId id) implements Comparable<OpOrder> {
  @Override
  public int compareTo(OpOrder o) {
    int c = Long.compare(lamport, o.lamport);
    return c != 0 ? c : id.compareTo(o.id);
  }
}
