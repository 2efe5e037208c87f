package org.tidelock.engine.listing;

import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;

/// The commits of the log, from the segments that this device has kept.
public final class KeptCommits {
  private final Tables tables;
  private final Identity identity;

  public KeptCommits(Tables tables, Identity identity) {
    this.tables = tables;
    this.identity = identity;
  }

  public Commit commit(LogTable.SegmentKey key) throws TidelockException {
    return commit(key.writer(), key.seq());
  }

  /// The bytes were verified before they were kept, or belong to the chain of what was; that they are still those, their hash tells.
  public Commit commit(WriterId writer, long seq) throws TidelockException {
    LogTable.Segment kept = tables.log().segment(writer, seq).orElseThrow();
    if (!kept.isFetched())
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.OLDER_HISTORY_COMING.of(tables.log().notFetched()),
          Safe.NOTHING_CHANGED.of(),
          Todo.WAIT_FOR_HISTORY.of());
    try {
      UnverifiedSegment segment = identity.segments().open(kept.bytes(), writer, seq);
      if (!segment.hash().equals(kept.hash()))
        throw new IntegrityException("the local index holds another segment than it received");
      return segment.allegedBody().commit();
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.segment(writer, seq));
    }
  }
}
