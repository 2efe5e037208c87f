package org.tidelock.crypto;

import java.security.MessageDigest;

/// A well-formed header from the storage. Anyone can make one; it is believed once it equals the pin, or, for a device without a pin, once the person's
/// secret opened a slot whose root keys are the header's ([OwnerSession]).
public final class UnverifiedHeader {
  private final VaultHeader header;

  private UnverifiedHeader(VaultHeader header) {
    this.header = header;
  }

  static UnverifiedHeader parse(byte[] bytes)
      throws IntegrityException, UnsupportedException, LimitException {
    SealedObject.parse(bytes).require(ObjectType.HEADER);
    int suite = bytes.length < 12 ? -1 : (bytes[10] & 0xff) << 8 | bytes[11] & 0xff;
    if (suite != VaultHeader.SUITE) {
      throw new UnsupportedException(
          "the vault uses cipher suite "
              + suite
              + ", this version knows suite "
              + VaultHeader.SUITE
              + " only");
    }
    if (bytes.length != VaultHeader.BYTES)
      throw new IntegrityException("the vault's header has the wrong length");
    VaultId vault = VaultId.of(Bytes.slice(bytes, 12, 16));
    VaultHeader header =
        new VaultHeader(vault, new RootPublic(Bytes.slice(bytes, 28, RootPublic.ENCODED)));
    if (!MessageDigest.isEqual(bytes, header.bytes()))
      throw new IntegrityException("the vault's header is damaged");
    return new UnverifiedHeader(header);
  }

  /// The identity that it claims; well-formed, not believed.
  public Hash256 allegedHash() {
    return header.hash();
  }

  /// The vault that it claims to be of.
  public VaultId allegedVault() {
    return header.vault();
  }

  /// The header, if it is the one that this device belongs to.
  /// @param pin the identity this device keeps in its device file
  /// @throws IdentityException if this is another vault
  public VaultHeader pinned(Hash256 pin) throws IdentityException {
    if (!header.hash().equals(pin)) {
      throw new IdentityException(
          "the storage holds another vault than the one this device belongs to. Nothing was read or written.");
    }
    return header;
  }

  /// For [OwnerSession] only, which proves the header by the root secret.
  VaultHeader unproven() {
    return header;
  }
}
