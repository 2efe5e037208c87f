package org.tidelock.engine.core;

import java.util.List;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.storage.ObjectName;

/// Sends this device's commits: each segment, oldest first, then the head of the newest one; older heads of its own go last (I4). Everything here
/// may be repeated: a number that was tried once has one body for ever, and a retry sends the same bytes.
final class Publisher {
  /// The lowest number of which this device's writer may still have a head in the storage.
  static final String OLDEST_HEAD = "oldest-head";

  /// So many numbers below the newest one are asked for at most; only the last of many commits made offline gets a head.
  private static final int MOST_HEADS = 64;

  private final Tables tables;
  private final Remote remote;
  private final Committer committer;
  private final KeptVault kept;

  Publisher(Tables tables, Remote remote, Committer committer, KeptVault kept) {
    this.tables = tables;
    this.remote = remote;
    this.committer = committer;
    this.kept = kept;
  }

  /// @param files how many files' contents became part of the vault, of `bytes` in all
  record Sent(long files, long bytes) {}

  Sent publish() throws TidelockException, InterruptedException {
    kept.payHeader();
    List<OutboxTable.Entry> waiting = tables.outbox().entries();
    if (waiting.isEmpty()) return new Sent(0, 0);
    WriterId writer = committer.writer();
    for (OutboxTable.Entry entry : waiting) {
      LogTable.Segment segment = tables.log().segment(writer, entry.seq()).orElseThrow();
      remote.put(ObjectName.segment(writer, entry.seq()), segment.bytes());
    }
    OutboxTable.Entry newest = waiting.getLast();
    remote.put(ObjectName.head(writer, newest.seq()), newest.head());
    tables
        .db()
        .transaction(
            () -> {
              waiting.forEach(e -> tables.outbox().sent(e.seq()));
              return true;
            });
    deleteOldHeads(writer, newest.seq());
    return new Sent(
        waiting.stream().mapToLong(OutboxTable.Entry::files).sum(),
        waiting.stream().mapToLong(OutboxTable.Entry::bytes).sum());
  }

  private void deleteOldHeads(WriterId writer, long newest)
      throws TidelockException, InterruptedException {
    long oldest = tables.meta().number(OLDEST_HEAD).orElse(0L);
    for (long seq = Math.max(oldest, newest - MOST_HEADS); seq < newest; seq++)
      remote.delete(ObjectName.head(writer, seq));
    tables.meta().putNumber(OLDEST_HEAD, newest);
  }
}
