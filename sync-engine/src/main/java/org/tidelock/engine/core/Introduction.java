package org.tidelock.engine.core;

import java.util.List;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.trust.DeviceRemoval;

/// A writer begins with an empty commit, and the storage has its head before anything else is recorded under it (decisions/0109). So none whose index is lost
/// on the way has written anything that no head leads to; and what this device's former writer had stored, but not announced, is told to the others at once. A removal that this
/// device has made is told by an empty commit, too.
final class Introduction {
  private final Tables tables;
  private final Committer committer;
  private final DeviceRemoval removal;

  Introduction(Tables tables, Committer committer, DeviceRemoval removal) {
    this.tables = tables;
    this.committer = committer;
    this.removal = removal;
  }

  /// Whether something is to be published before anything is recorded.
  boolean isOwed() throws TidelockException, InterruptedException {
    if (tables.log().writer(committer.writer()).isEmpty())
      committer.commit(Committer.Content.NONE, () -> {});
    if (removal.isToBeTold()) committer.commit(Committer.Content.NONE, removal::told);
    List<OutboxTable.Entry> unsent = tables.outbox().entries();
    return !unsent.isEmpty() && unsent.getFirst().seq() == 0;
  }
}
