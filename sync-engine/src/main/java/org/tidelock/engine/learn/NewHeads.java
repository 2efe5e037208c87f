package org.tidelock.engine.learn;

import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SeenHeads;

/// Checks what a writer's newest head says itself, once for each. The chain of segments is the truth, and nothing rests on a head: a damaged one stops
/// nothing, but a person hears of it.
final class NewHeads {

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SeenHeads seen;

  NewHeads(Tables tables, Remote remote, Identity identity) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.seen = new SeenHeads(tables.meta());
  }

  /// @param alleged how many segments each writer has, as the names of the heads say; all of them are known by now
  /// @return the first that is not what its writer wrote
  Optional<TidelockException> unsound(Map<WriterId, Long> alleged)
      throws TidelockException, InterruptedException {
    Optional<TidelockException> unsound = Optional.empty();
    for (Map.Entry<WriterId, Long> e : alleged.entrySet()) {
      Optional<LogTable.Writer> writer = tables.log().writer(e.getKey());
      Optional<DeviceEntry> author = writer.flatMap(w -> identity.member(w.device()));
      long seq = e.getValue() - 1;
      if (author.isEmpty() || seen.newest(e.getKey()).orElse(-1L) >= seq) continue;
      try {
        check(ObjectName.head(e.getKey(), seq), e.getKey(), seq, author.get());
        seen.saw(e.getKey(), seq);
      } catch (TidelockException trouble) {
        if (trouble.code().exitCode() < 20) throw trouble;
        unsound = unsound.or(() -> Optional.of(told(trouble)));
      }
    }
    return unsound;
  }

  /// What rests on segments was synced meanwhile.
  private static TidelockException told(TidelockException e) {
    return e.withSafe(Safe.NO_FILE_RESTS_ON_IT.of());
  }

  private void check(ObjectName name, WriterId writer, long seq, DeviceEntry author)
      throws TidelockException, InterruptedException {
    Optional<byte[]> object = remote.find(name, ObjectType.HEAD.maxBytes());
    if (object.isEmpty()) return; // a newer one has taken its place
    try {
      Head head = identity.heads().open(object.get(), writer, seq, author.keys());
      Optional<LogTable.Segment> segment = tables.log().segment(writer, seq);
      if (segment.isPresent() && !segment.get().hash().equals(head.segment()))
        throw new TidelockException(
            ErrorCode.FORK,
            Happened.OTHER_SEGMENT.of(name),
            Safe.NOTHING_UNVERIFIED_USED.of(),
            Todo.COMPARE_FINGERPRINT.of(),
            name.value(),
            null);
    } catch (CryptoException e) {
      throw Troubles.of(e, name);
    }
  }
}
