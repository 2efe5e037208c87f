package org.tidelock.engine.record;

import java.util.List;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.SettledHeads;

/// Sends this device's commits: each segment, oldest first, then the head of the newest one; older heads of its own go last (I4). Everything here
/// may be repeated: a number that was tried once has one body for ever, and a retry sends the same bytes.
public final class Publisher {
  /// So many numbers below the newest one are asked for at most; only the last of many commits made offline gets a head.
  private static final int MOST_HEADS = 64;

  private final Tables tables;
  private final Remote remote;
  private final OwnWriter own;
  private final KeptVault kept;
  private final SettledHeads settled;

  public Publisher(
      Tables tables, Remote remote, OwnWriter own, KeptVault kept, SettledHeads settled) {
    this.settled = settled;
    this.tables = tables;
    this.remote = remote;
    this.own = own;
    this.kept = kept;
  }

  /// @param files how many files' contents became part of the vault, of `bytes` in all
  public record Sent(long files, long bytes) {}

  public Sent publish() throws TidelockException, InterruptedException {
    kept.payHeader();
    List<OutboxTable.Entry> waiting = tables.outbox().entries();
    if (waiting.isEmpty()) return new Sent(0, 0);
    kept.requireHeaderOnce();
    WriterId writer = own.id();
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
    settled.sent(writer, newest.seq());
    return new Sent(
        waiting.stream().mapToLong(OutboxTable.Entry::files).sum(),
        waiting.stream().mapToLong(OutboxTable.Entry::bytes).sum());
  }

  private void deleteOldHeads(WriterId writer, long newest)
      throws TidelockException, InterruptedException {
    long oldest = own.oldestHead();
    for (long seq = Math.max(oldest, newest - MOST_HEADS); seq < newest; seq++)
      remote.delete(ObjectName.head(writer, seq));
    own.hasNoHeadBelow(newest);
  }
}
