package org.tidelock.engine.sim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.HoldTable.Amount;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.SqliteMergeState;
import org.tidelock.engine.merge.Deletion;
import org.tidelock.engine.merge.MoveRecord;

/// What [Mutant]s do instead of keeping their rules; each method has the name of the one that it stands for, and takes the object that this was called on, if
/// there is one, before its arguments.
public final class MutantRules {
  /// Whether they are used.
  public static volatile boolean on;

  /// Before all moves.
  private static final OpOrder FIRST =
      new OpOrder(-1, new OpId(new WriterId(new Id128(0, 0)), 0, 0));

  /// One that stands still, until somebody gives another one.
  private static volatile LongSupplier clock = () -> 1;

  private static final AtomicLong FRESH = new AtomicLong();

  /// What an outbox had when it was first looked into.
  private static final Map<Object, Long> BEFORE = Collections.synchronizedMap(new WeakHashMap<>());

  private MutantRules() {}

  public static NodeId copyOf(NodeId node, OpId version) {
    return NodeId.of(new Id128(version.seq() ^ node.hashCode(), FRESH.incrementAndGet()).bytes());
  }

  public static Optional<NodeId> recordedParent(Object state, OpId deletion, NodeId node) {
    if (node.equals(Nodes.ROOT)) return Optional.empty();
    return ((SqliteMergeState) state).node(node).map(n -> n.parent());
  }

  /// Whatever was moved beside it counts, whether it was deleted or not.
  public static Deletion deletion(Object state, OpId id) {
    SqliteMergeState merged = (SqliteMergeState) state;
    on = false;
    try {
      VersionVector seen = merged.seen(id.writer(), id.seq());
      Deletion known = merged.deletion(id);
      TreeSet<NodeId> moved = new TreeSet<>(known.moved());
      for (MoveRecord move : merged.movesAfter(FIRST)) {
        OpId by = move.order().id();
        boolean together = by.writer().equals(id.writer()) && by.seq() == id.seq();
        boolean after = seen.covers(by) || merged.seen(by.writer(), by.seq()).covers(id);
        if (!together && !after) moved.add(move.node());
      }
      return new Deletion(id, known.root(), moved);
    } finally {
      on = true;
    }
  }

  public static List<OutboxTable.Entry> entries(Object outbox) {
    on = false;
    try {
      List<OutboxTable.Entry> all = ((OutboxTable) outbox).entries();
      long before = BEFORE.computeIfAbsent(outbox, _ -> all.isEmpty() ? -1L : all.getLast().seq());
      return all.stream().filter(e -> e.seq() > before).toList();
    } finally {
      on = true;
    }
  }

  public static long lamport(Object absorber) {
    return clock.getAsLong();
  }

  /// From now on this is what a clock on the wall says, to an engine that believes in it.
  static void readFrom(Time time) {
    clock = () -> Math.max(1, time.instant().getEpochSecond());
  }

  public static boolean is(Amount removed, Amount all) {
    return false;
  }

  public static void check(Object guard) {}

  public static void checkMark(Object guard) {}

  public static void noRollback(Object run) {}
}
