package org.tidelock.crypto;

import java.util.List;

/// What a new device is told when it was let in: what it must find in the storage at least, so that nothing newer can be hidden from it. Not verified before the members are known.
public final class PairingAnswer {
  private final DeviceId author;
  private final List<Hash256> tips;
  private final List<Cut> floor;
  private final byte[] body;
  private final byte[] signature;

  PairingAnswer(
      DeviceId author, List<Hash256> tips, List<Cut> floor, byte[] body, byte[] signature) {
    this.author = author;
    this.tips = List.copyOf(tips);
    this.floor = List.copyOf(floor);
    this.body = body;
    this.signature = signature;
  }

  /// What it says is there.
  ///
  /// @param tips of the members, which list the new device
  /// @param floor of writers, the newest segment that its author knew
  public record Seen(List<Hash256> tips, List<Cut> floor) {
    /// Copies both.
    public Seen {
      tips = List.copyOf(tips);
      floor = List.copyOf(floor);
    }
  }

  /// What it says, if a device of the vault has written it, and the members are not older than those that it knew.
  /// @throws IntegrityException if none has
  /// @throws RollbackException if the storage shows less of the members
  public Seen verify(Members members) throws IntegrityException, RollbackException {
    if (!members.shows(tips))
      throw new RollbackException(
          "the storage does not show all members that the other device knows");
    boolean isMembers =
        members
            .device(author)
            .filter(DeviceEntry::active)
            .filter(d -> d.keys().verify(SignaturePurpose.PAIRING, body, signature))
            .isPresent();
    if (!isMembers) throw new IntegrityException("no device of the vault has written this answer");
    return new Seen(tips, floor);
  }
}
