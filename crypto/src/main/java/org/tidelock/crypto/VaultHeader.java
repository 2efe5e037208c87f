package org.tidelock.crypto;

/// The verified first object of a vault, `vault`: who the vault is. Never changes.
///
/// Layout: magic 8 ‖ format 1 ‖ type 1 ‖ suite u16 ‖ vault id 16 ‖ Ed25519 32 ‖ ML-DSA-65 1952 ‖ SHA-256 of all before, which is the vault's identity.
public final class VaultHeader {
  /// The object's name.
  public static final String NAME = "vault";

  static final int BYTES = 2044;
  static final int SUITE = 1;
  private final VaultId vault;
  private final RootPublic root;
  private final byte[] bytes;

  VaultHeader(VaultId vault, RootPublic root) {
    this.vault = vault;
    this.root = root;
    byte[] front =
        Bytes.concat(
            Bytes.slice(SealedObject.frame(ObjectType.HEADER, vault.value()), 0, 10),
            new byte[] {0, SUITE},
            vault.bytes(),
            root.bytes());
    bytes = Bytes.concat(front, Hash256.sha256(front).bytes());
  }

  /// Reads what claims to be a header; see [UnverifiedHeader] for how it becomes one.
  /// @throws IntegrityException if it is damaged or no header
  /// @throws UnsupportedException for another format or cipher suite
  /// @throws LimitException for more than 4 KiB
  public static UnverifiedHeader parse(byte[] bytes)
      throws IntegrityException, UnsupportedException, LimitException {
    return UnverifiedHeader.parse(bytes);
  }

  /// The id that is bound into every sealed object.
  public VaultId vault() {
    return vault;
  }

  /// The root keys that the vault was made with. A root may have been replaced since: [Members#root].
  public RootPublic root() {
    return root;
  }

  /// The vault's identity, pinned by every device.
  public Hash256 hash() {
    return Hash256.of(Bytes.slice(bytes, BYTES - Hash256.BYTES, Hash256.BYTES));
  }

  /// The object to be stored, 2,044 bytes, a fresh array.
  public byte[] bytes() {
    return bytes.clone();
  }
}
