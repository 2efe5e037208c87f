package org.tidelock.engine.learn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
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
  private static final Logger LOG = LoggerFactory.getLogger(NewHeads.class);

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SeenHeads seen;

  /// As they were when the storage was looked at.
  private final Map<WriterId, byte[]> read = new HashMap<>();

  NewHeads(Tables tables, Remote remote, Identity identity) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.seen = new SeenHeads(tables.meta());
  }

  /// Reads them before anything that they promise is taken in: one under an epoch that is not held tells that the members have changed. What another device wrote that was
  /// removed by that is not to be taken in first.
  ///
  /// @param alleged how many segments each writer has, as the names of the heads say
  /// @return whether there is one
  boolean tellOfAnEpoch(Map<WriterId, Long> alleged) throws InterruptedException {
    boolean found = false;
    for (Map.Entry<WriterId, Long> e : alleged.entrySet()) {
      long seq = e.getValue() - 1;
      if (isCutOff(e.getKey(), seq) || seen.newest(e.getKey()).orElse(-1L) >= seq) continue;
      Optional<byte[]> object = find(ObjectName.head(e.getKey(), seq));
      if (object.isEmpty()) continue;
      read.put(e.getKey(), object.get());
      found |= isUnderUnknownEpoch(object.get());
    }
    return found;
  }

  /// What is wrong with it is told when it is checked.
  private Optional<byte[]> find(ObjectName name) throws InterruptedException {
    try {
      return remote.find(name, ObjectType.HEAD.maxBytes());
    } catch (TidelockException e) {
      LOG.info("{} could not be read yet", name, e);
      return Optional.empty();
    }
  }

  private boolean isUnderUnknownEpoch(byte[] object) {
    return epoch(object).filter(e -> identity.keys().epoch(e).isEmpty()).isPresent();
  }

  /// Under an epoch that the members know, and that this device was not given yet: that is told of the segment.
  private boolean waitsForKey(byte[] object) {
    return epoch(object).filter(identity::lacksKeyOf).isPresent();
  }

  private static Optional<EpochId> epoch(byte[] object) {
    try {
      return Optional.of(SealedObject.parse(object).allegedEpoch());
    } catch (CryptoException damaged) {
      return Optional.empty();
    }
  }

  /// What a removed device announces beyond its cut is nothing that anybody looks for.
  private boolean isCutOff(WriterId writer, long seq) {
    return tables
        .log()
        .writer(writer)
        .flatMap(w -> identity.member(w.device()))
        .filter(device -> !device.goesOn(writer, seq))
        .isPresent();
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
      if (author.isEmpty() || isCutOff(e.getKey(), seq)) continue;
      if (seen.newest(e.getKey()).orElse(-1L) >= seq) continue;
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
    byte[] before = read.get(writer);
    Optional<byte[]> object =
        before != null ? Optional.of(before) : remote.find(name, ObjectType.HEAD.maxBytes());
    if (object.isEmpty()) return; // a newer one has taken its place
    if (waitsForKey(object.get())) return;
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
