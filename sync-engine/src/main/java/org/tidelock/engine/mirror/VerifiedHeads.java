package org.tidelock.engine.mirror;

import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.DevicePublic;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.history.WriterCertificate;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedHead;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;

/// Heads as a storage has them, as far as a device of the vault has signed them.
record VerifiedHeads(Remote storage, Tables tables, Identity identity) {

  /// @param bytes as they were stored
  record Signed(Head head, byte[] bytes) {}

  /// Empty if it is gone, damaged, or signed by nobody who belongs to the vault.
  ///
  /// @param members those who count: they may be newer than the ones this device has learned of
  Optional<Signed> find(AllegedHead alleged, Members members)
      throws TidelockException, InterruptedException {
    Optional<byte[]> object =
        bytes(ObjectName.head(alleged.writer(), alleged.seq()), ObjectType.HEAD);
    if (object.isEmpty()) return Optional.empty();
    Optional<DevicePublic> author = author(alleged, members);
    if (author.isEmpty()) return Optional.empty();
    try {
      Head head =
          identity.heads().open(object.get(), alleged.writer(), alleged.seq(), author.get());
      return Optional.of(new Signed(head, object.get()));
    } catch (CryptoException damaged) {
      return Optional.empty();
    }
  }

  /// Of a removed device only what lies before its cut counts.
  private Optional<DevicePublic> author(AllegedHead head, Members members)
      throws TidelockException, InterruptedException {
    WriterId writer = head.writer();
    Optional<DeviceId> known = tables.log().writer(writer).map(LogTable.Writer::device);
    Optional<DeviceId> device = known.isPresent() ? known : certified(writer, members);
    return device
        .flatMap(members::device)
        .filter(d -> d.goesOn(writer, head.seq()))
        .map(d -> d.keys());
  }

  /// By the writer's first segment, which its device has signed.
  private Optional<DeviceId> certified(WriterId writer, Members members)
      throws TidelockException, InterruptedException {
    Optional<byte[]> object = bytes(ObjectName.segment(writer, 0), ObjectType.SEGMENT);
    if (object.isEmpty()) return Optional.empty();
    try {
      UnverifiedSegment first = identity.segments().open(object.get(), writer, 0);
      Optional<DeviceId> device = first.allegedBody().certificate().map(WriterCertificate::device);
      Optional<DevicePublic> keys = device.flatMap(members::device).map(d -> d.keys());
      if (keys.isEmpty()) return Optional.empty();
      first.verify(keys.get(), SegmentBody.NO_PREVIOUS, VersionVector.EMPTY);
      return device;
    } catch (CryptoException damaged) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> bytes(ObjectName name, ObjectType type)
      throws TidelockException, InterruptedException {
    try {
      return storage.find(name, type.maxBytes());
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
      return Optional.empty();
    }
  }
}
