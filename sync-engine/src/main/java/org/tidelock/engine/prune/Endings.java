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
  private final Map<OpId, Ending> replaced = new HashMap<>();
  private final Map<NodeId, Ending> deleted = new HashMap<>();

  /// @param at the last time at which something ended it
  /// @param by the operations that did
  record Ending(Instant at, List<OpId> by) {
    private Ending and(Instant time, OpId operation) {
      List<OpId> all = new ArrayList<>(by);
      all.add(operation);
      return new Ending(time.isAfter(at) ? time : at, List.copyOf(all));
    }
  }

  /// After all that its author had seen.
  void add(Commit commit) {
    Instant time = commit.made();
    for (Map.Entry<WriterId, Long> seen : commit.seen().counts().entrySet()) {
      Instant known = began(seen.getKey(), seen.getValue() - 1);
      if (known.isAfter(time)) time = known;
    }
    times.computeIfAbsent(commit.writer(), _ -> new ArrayList<>()).add(time);
    for (int i = 0; i < commit.operations().size(); i++)
      switch (commit.operations().get(i)) {
        case Operation.SetContent op -> {
          for (OpId version : op.base()) end(replaced, version, time, commit.id(i));
        }
        case Operation.Delete op -> {
          for (Operation.Deleted member : op.nodes())
            end(deleted, member.node(), time, commit.id(i));
        }
        default -> {}
      }
  }

  private static <K> void end(Map<K, Ending> endings, K what, Instant time, OpId by) {
    Ending known = endings.get(what);
    endings.put(what, known == null ? new Ending(time, List.of(by)) : known.and(time, by));
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

  Optional<Ending> replaced(OpId version) {
    return Optional.ofNullable(replaced.get(version));
  }

  Optional<Ending> deleted(NodeId node) {
    return Optional.ofNullable(deleted.get(node));
  }
}
