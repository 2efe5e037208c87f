package org.tidelock.engine.core;

import java.util.List;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.record.Committer;

/// A writer begins with an empty commit, and the storage has its head before anything else is recorded under it (decisions/0109). So none whose index is lost
/// on the way has written anything that no head leads to; and what this device's former writer had stored, but not announced, is told to the others at once.
final class Introduction {
  private final Tables tables;
  private final Committer committer;

  Introduction(Tables tables, Committer committer) {
    this.tables = tables;
    this.committer = committer;
  }

  /// Whether something is to be published before anything is recorded.
  boolean isOwed() throws TidelockException {
    if (tables.log().writer(committer.writer()).isEmpty())
      committer.commit(new Committer.Content(List.of(), List.of(), 0, 0), () -> {});
    List<OutboxTable.Entry> unsent = tables.outbox().entries();
    return !unsent.isEmpty() && unsent.getFirst().seq() == 0;
  }
}
