package org.tidelock.engine.twin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.OwnCommits;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;

/// Notices that another device writes this device's log, and lets this one go on under a new writer (decisions/0103). Both segments are kept as evidence.
public final class Twin {
  private static final Logger LOG = LoggerFactory.getLogger(Twin.class);
  private static final int MAX_SEGMENT = 4 << 20;

  /// Of the keys of the evidence in the index; what follows is the name of the object, and whose it is.
  private static final String EVIDENCE = "fork:";

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final OwnWriter own;
  private final FreshStart start;

  public Twin(Tables tables, Remote remote, Identity identity, OwnWriter own, OwnCommits sealed) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.own = own;
    this.start = new FreshStart(tables, identity, own, sealed);
  }

  /// Looks whether the storage has a twin's segment in the place of one that this device has not sent yet. Asks the storage only if there is one.
  ///
  /// @return what is to be told of it, once: this device is a new writer by then
  public Optional<TidelockException> meet() throws TidelockException, InterruptedException {
    List<OutboxTable.Entry> unsent = tables.outbox().entries();
    if (unsent.isEmpty()) return Optional.empty();
    WriterId writer = own.id();
    long seq = unsent.getFirst().seq();
    ObjectName name = ObjectName.segment(writer, seq);
    LogTable.Segment ours = tables.log().segment(writer, seq).orElseThrow();
    Optional<byte[]> there = remote.find(name, MAX_SEGMENT);
    if (there.isEmpty() || Arrays.equals(there.get(), ours.bytes())) return Optional.empty();
    if (!isSound(there.get(), writer, seq)) return Optional.empty();
    LOG.warn("a twin of this device has written {}", name);
    tables
        .db()
        .transaction(
            () -> {
              tables.meta().put(EVIDENCE + name + " theirs", there.get());
              tables.meta().put(EVIDENCE + name + " ours", ours.bytes());
              return true;
            });
    start.begin();
    return Optional.of(
        new TidelockException(
            ErrorCode.FORK,
            Happened.OTHER_OBJECT_OF_OURS.of(name),
            Safe.NOTHING_OVERWRITTEN.of(),
            Todo.GOES_ON_BESIDE_TWIN.of(),
            name.value(),
            null));
  }

  /// Signed by this device, and in its place in the chain. Anything else is damage, of which the one who sends hears.
  private boolean isSound(byte[] object, WriterId writer, long seq) {
    Hash256 previous =
        seq == 0
            ? SegmentBody.NO_PREVIOUS
            : tables.log().segment(writer, seq - 1).orElseThrow().hash();
    VersionVector seen =
        seq == 0 ? VersionVector.EMPTY : tables.log().seen(writer, seq - 1).orElseThrow();
    try {
      identity
          .segments()
          .open(object, writer, seq)
          .verify(identity.member(identity.device().id()).orElseThrow().keys(), previous, seen);
      return true;
    } catch (CryptoException e) {
      LOG.warn("what the storage has in the place of an own segment is not sound", e);
      return false;
    }
  }
}
