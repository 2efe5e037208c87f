package org.tidelock.engine.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Troubles;

/// What the storage must show to whoever comes to the vault anew, as a device that was there before knows it.
///
/// @param newest the newest segment of each writer
public record Floor(List<Cut> newest) {
  public Floor {
    newest = List.copyOf(newest);
  }

  /// What a device knows to be in the storage. What counts of a removed device may change yet.
  public static Floor of(Tables tables, Identity identity) {
    List<Cut> floor = new ArrayList<>();
    Optional<WriterId> own = OwnWriter.of(tables);
    long unsent = tables.outbox().entries().size();
    for (LogTable.Writer writer : tables.log().writers()) {
      if (identity.member(writer.device()).filter(DeviceEntry::active).isEmpty()) continue;
      boolean isOwn = own.equals(Optional.of(writer.id()));
      long count = writer.count() - (isOwn ? unsent : 0);
      if (count <= 0) continue;
      tables
          .log()
          .segment(writer.id(), count - 1)
          .ifPresent(s -> floor.add(new Cut(writer.id(), count - 1, s.hash())));
    }
    return new Floor(floor);
  }

  /// @param log what was taken in of the storage
  /// @throws TidelockException ROLLBACK if something of this is not in it, FORK if something else is in its place
  public void require(LogTable log, Members members) throws TidelockException {
    for (Cut cut : newest) require(cut, log, members);
  }

  private static void require(Cut newest, LogTable log, Members members) throws TidelockException {
    ObjectName name = ObjectName.segment(newest.writer(), newest.seq());
    Optional<LogTable.Writer> known = log.writer(newest.writer());
    // Of a device that was removed since, less may count.
    if (known.flatMap(w -> members.device(w.device())).filter(d -> !d.active()).isPresent()) return;
    if (known.isEmpty() || known.get().count() <= newest.seq())
      throw Troubles.rollback(name.value());
    Optional<Hash256> hash = log.segment(newest.writer(), newest.seq()).map(LogTable.Segment::hash);
    if (hash.isPresent() && !hash.get().equals(newest.hash()))
      throw new TidelockException(
          ErrorCode.FORK,
          Happened.OTHER_SEGMENT_THAN_SEEN.of(name),
          Safe.NOTHING_UNVERIFIED_USED.of(),
          Todo.COMPARE_FINGERPRINT.of(),
          name.value(),
          null);
  }
}
