package org.tidelock.engine.verify;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Setback;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;

/// What of the history that this device has verified the storage does not show any more, for a person who has to know what became of it. Only a picture: what
/// is missing where is the business of [Verifier].
///
/// @param tables of a connection that only reads
public record Behind(Tables tables, Remote remote, Identity identity) {
  /// A storage that was set back has a beginning of each log, so that a few questions find its end.
  public Optional<Setback> look() throws TidelockException, InterruptedException {
    Optional<Instant> offered = Optional.empty();
    Optional<Instant> seen = Optional.empty();
    Changed changed = new Changed();
    Map<WriterId, Long> expected = Expected.sent(tables);
    for (LogTable.Writer writer : tables.log().writers()) {
      long count = expected.getOrDefault(writer.id(), 0L);
      long there = stored(writer.id(), count);
      offered = later(offered, made(writer.id(), there - 1));
      if (there == count) continue;
      seen = later(seen, made(writer.id(), count - 1));
      for (long seq = there; seq < count; seq++) changed.add(writer.id(), seq);
    }
    Optional<Instant> newest = offered;
    return seen.map(at -> new Setback(changed.count(), newest, at));
  }

  private long stored(WriterId writer, long count) throws TidelockException, InterruptedException {
    long there = 0;
    long gone = count + 1;
    long asked = count; // nearly always all of it is there
    while (gone - there > 1) {
      if (remote.exists(ObjectName.segment(writer, asked - 1))) there = asked;
      else gone = asked;
      asked = (there + gone) >>> 1;
    }
    return there;
  }

  private Optional<Instant> made(WriterId writer, long seq) {
    return tables.log().made(writer, seq);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || other.filter(one.get()::isBefore).isPresent() ? other : one;
  }

  private final class Changed {
    private final KeptCommits commits = new KeptCommits(tables, identity);
    private final Set<NodeId> nodes = new HashSet<>();
    private boolean all = true;

    void add(WriterId writer, long seq) throws TidelockException {
      if (tables.log().segment(writer, seq).filter(LogTable.Segment::isFetched).isEmpty())
        all = false;
      else add(commits.commit(writer, seq));
    }

    private void add(Commit commit) {
      for (Operation operation : commit.operations()) nodes.addAll(of(operation));
    }

    private static Set<NodeId> of(Operation operation) {
      return switch (operation) {
        case Operation.Create op -> Set.of(op.node());
        case Operation.Move op -> Set.of(op.node());
        case Operation.SetContent op -> Set.of(op.node());
        case Operation.SetAttributes op -> Set.of(op.node());
        case Operation.Touch op -> Set.of(op.node());
        case Operation.Delete op ->
            op.nodes().stream().map(Operation.Deleted::node).collect(Collectors.toSet());
        case Operation.Split _, Operation.NameVault _ -> Set.of();
      };
    }

    OptionalLong count() {
      return all ? OptionalLong.of(nodes.size()) : OptionalLong.empty();
    }
  }
}
