package org.tidelock.engine.twin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.OwnCommits;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;

/// Lets what waits to be sent go in smaller commits, where the storage has refused one of them for its size. A number that was tried has one body for ever, so
/// this device goes on as a new writer, as beside a twin (decisions/0157).
public final class Division {
  private static final Logger LOG = LoggerFactory.getLogger(Division.class);

  private final Tables tables;
  private final Remote remote;
  private final OwnWriter own;
  private final FreshStart start;

  public Division(
      Tables tables, Remote remote, Identity identity, OwnWriter own, OwnCommits sealed) {
    this.tables = tables;
    this.remote = remote;
    this.own = own;
    this.start = new FreshStart(tables, identity, own, sealed);
  }

  /// @return false if nothing that waits is too large as far as is known, or it cannot be divided now: it stays as it is
  public boolean divide() throws TidelockException, InterruptedException {
    if (!isTooLarge()) return false;
    leaveWhatIsThere();
    if (!isTooLarge()) return false;
    try {
      start.begin();
      LOG.info("what waited was too large for the storage, and goes in smaller commits");
      return true;
    } catch (TidelockException e) {
      // A single change that does not fit, or a history that has not all come yet.
      if (e.code() != ErrorCode.LIMIT && e.code() != ErrorCode.USAGE) throw e;
      LOG.warn("what waits is too large for the storage, and cannot be divided now", e);
      return false;
    }
  }

  private boolean isTooLarge() {
    int most = remote.sizes().largest();
    WriterId writer = own.id();
    return tables.outbox().entries().stream().anyMatch(e -> ours(writer, e).bytes().length > most);
  }

  private LogTable.Segment ours(WriterId writer, OutboxTable.Entry entry) {
    return tables.log().segment(writer, entry.seq()).orElseThrow();
  }

  /// What an earlier try has stored keeps its number, and is announced as any other.
  private void leaveWhatIsThere() throws TidelockException, InterruptedException {
    WriterId writer = own.id();
    List<OutboxTable.Entry> unsent = tables.outbox().entries();
    for (OutboxTable.Entry entry : unsent) {
      Optional<byte[]> there =
          remote.find(ObjectName.segment(writer, entry.seq()), ObjectType.SEGMENT.maxBytes());
      if (there.filter(b -> Arrays.equals(b, ours(writer, entry).bytes())).isEmpty()) return;
      remote.put(ObjectName.head(writer, entry.seq()), entry.head());
      tables.outbox().sent(entry.seq());
    }
  }
}
