package org.tidelock.engine.history;

import org.tidelock.crypto.DevicePublic;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.ForkException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.VaultId;

/// A segment that a holder of the epoch's key sealed for exactly this writer and number. Who wrote it, and whether it continues the writer's
/// chain, is not known before [#verify].
public final class UnverifiedSegment {
  private final VaultId vault;
  private final EpochId epoch;
  private final Hash256 hash;
  private final SignedObject signed;
  private final SegmentBody body;

  UnverifiedSegment(
      VaultId vault, EpochId epoch, Hash256 hash, SignedObject signed, SegmentBody body) {
    this.vault = vault;
    this.epoch = epoch;
    this.hash = hash;
    this.signed = signed;
    this.body = body;
  }

  /// What the segment says of itself; to find the device whose signature is to be checked, and for nothing else.
  public SegmentBody allegedBody() {
    return body;
  }

  /// Whose key it was opened with.
  public EpochId allegedEpoch() {
    return epoch;
  }

  /// SHA-256 of the object as it was stored.
  public Hash256 hash() {
    return hash;
  }

  /// Whether this device signed it, whatever it continues.
  public boolean isSignedBy(DevicePublic author) {
    Commit commit = body.commit();
    return signed.isSignedBy(
        author, SignaturePurpose.SEGMENT, vault, SignedObject.ids(commit.writer(), commit.seq()));
  }

  /// @param author the keys of the writer's device, from the verified members
  /// @param previous the hash of the writer's newest verified segment, or [SegmentBody#NO_PREVIOUS]
  /// @param previousSeen the vector of that segment; a writer's vector never goes back
  public VerifiedSegment verify(DevicePublic author, Hash256 previous, VersionVector previousSeen)
      throws IntegrityException, ForkException {
    Commit commit = body.commit();
    if (!isSignedBy(author)) throw new IntegrityException("a segment that its device did not sign");
    if (body.certificate().isPresent() && !body.certificate().get().device().equals(author.id()))
      throw new IntegrityException("a writer that another device certified");
    if (!body.previous().equals(previous))
      throw new ForkException(
          "two signed histories of one device exclude each other: its segment "
              + commit.seq()
              + " does not continue what it had written before");
    if (!commit.seen().covers(previousSeen))
      throw new IntegrityException("a segment whose author forgot what he had seen");
    return new VerifiedSegment(body, epoch, hash);
  }
}
