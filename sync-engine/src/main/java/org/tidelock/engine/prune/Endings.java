package org.tidelock.engine.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;

/// When versions came and went, as a past tree has it ([org.tidelock.engine.listing.PastTree]): a commit counts from when its author's clock says that it was made, and not before all that its
/// author had seen. So a clock that is behind makes nothing old, and one that is ahead keeps things longer.
final class Endings {
  private final Map<WriterId, List<Instant>> times = new HashMap<>();
  private final Map<OpId, Instant> replaced = new HashMap<>();
  private final Map<NodeId, Instant> deleted = new HashMap<>();

  /// After all that its author had seen.
  void add(Commit commit) {
    Instant time = commit.made();
    for (Map.Entry<WriterId, Long> seen : commit.seen().counts().entrySet()) {
      Instant known = began(seen.getKey(), seen.getValue() - 1);
      time = later(time, known);
    }
    times.computeIfAbsent(commit.writer(), _ -> new ArrayList<>()).add(time);
    for (Operation operation : commit.operations()) end(operation, time);
  }

  /// Of several the last counts.
  private void end(Operation operation, Instant time) {
    switch (operation) {
      case Operation.SetContent op -> {
        for (OpId version : op.base()) replaced.merge(version, time, Endings::later);
      }
      case Operation.Delete op -> {
        for (Operation.Deleted member : op.nodes())
          deleted.merge(member.node(), time, Endings::later);
      }
      default -> {}
    }
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /// When an operation began to count.
  Instant began(OpId operation) {
    return began(operation.writer(), operation.seq());
  }

  private Instant began(WriterId writer, long seq) {
    List<Instant> all = times.getOrDefault(writer, List.of());
    if (seq >= all.size()) throw new IllegalStateException("no segment " + seq + " of " + writer);
    return all.get(Math.toIntExact(seq));
  }

  /// When it was replaced.
  Optional<Instant> replaced(OpId version) {
    return Optional.ofNullable(replaced.get(version));
  }

  Optional<Instant> deleted(NodeId node) {
    return Optional.ofNullable(deleted.get(node));
  }
}
