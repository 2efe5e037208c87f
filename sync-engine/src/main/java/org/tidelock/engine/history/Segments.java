package org.tidelock.engine.history;

import java.util.Optional;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.crypto.WriterId;

/// Seals and opens segment objects of one vault. Thread-safe.
public final class Segments {
  private final VaultKeys keys;

  public Segments(VaultKeys keys) {
    this.keys = keys;
  }

  /// A segment ready to be stored. The bytes are final: a number that was used once has one body for ever.
  public record Sealed(byte[] object, VerifiedSegment segment) {}

  /// @throws LimitException if the commit does not fit into one segment; nothing was recorded then
  public Sealed seal(SegmentBody body, DeviceKeys device) throws LimitException {
    EpochKeys epoch = keys.current();
    Commit commit = body.commit();
    byte[] encoded = SegmentBodyCodec.encode(body);
    requireReadable(encoded);
    byte[] object =
        SignedObject.seal(
            ObjectType.SEGMENT,
            SignaturePurpose.SEGMENT,
            keys.vault(),
            epoch,
            device,
            SignedObject.ids(commit.writer(), commit.seq()),
            encoded);
    return new Sealed(object, new VerifiedSegment(body, epoch.id(), Hash256.sha256(object)));
  }

  /// A number is used once: a segment that no device can read would end its writer's log.
  private static void requireReadable(byte[] encoded) throws LimitException {
    try {
      SegmentBodyCodec.decode(encoded);
    } catch (IntegrityException | UnsupportedException e) {
      throw new LimitException("what was changed does not fit into one segment: " + e.getMessage());
    }
  }

  /// Opens what was found under `log/<writer>/<seq>`.
  public UnverifiedSegment open(byte[] object, WriterId writer, long seq)
      throws IntegrityException, UnsupportedException, LimitException {
    SealedObject sealed = SealedObject.parse(object);
    EpochKeys epoch = epoch(keys, sealed);
    SignedObject signed =
        SignedObject.open(
            sealed, ObjectType.SEGMENT, keys.vault(), epoch, SignedObject.ids(writer, seq));
    SegmentBody body = SegmentBodyCodec.decode(signed.body());
    if (!body.commit().writer().equals(writer) || body.commit().seq() != seq)
      throw new IntegrityException("a segment that belongs to another place");
    return new UnverifiedSegment(keys.vault(), epoch.id(), Hash256.sha256(object), signed, body);
  }

  static EpochKeys epoch(VaultKeys keys, SealedObject sealed) throws IntegrityException {
    EpochId id = sealed.allegedEpoch();
    Optional<EpochKeys> epoch = keys.epoch(id);
    if (epoch.isEmpty())
      throw new IntegrityException("an object under an epoch that this device has no key for");
    return epoch.get();
  }
}
