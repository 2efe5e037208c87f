package org.tidelock.crypto;

import java.security.SecureRandom;

/// The key of one profile on one computer. It seals the device file and the secret columns of the local index, and is itself kept in the system's keychain
/// ([#secretBytes]), in an owner-only file, or sealed under a passphrase ([#sealUnder]) and for the vault's owner ([OwnerSession#seal]).
public final class ProfileKey {
  static final VaultId NO_VAULT =
      new VaultId(new Id128(0, 0)); // what a profile seals is opened before its vault is known
  private static final byte[] NO_IDS = new byte[0];
  private final byte[] secret;
  private final SealingKey sealing;

  private ProfileKey(byte[] secret) {
    this.secret = secret;
    this.sealing = SealingKey.of(Kdf.derive(secret, "profile seal", 32));
  }

  /// The key of a new profile.
  public static ProfileKey random(SecureRandom random) {
    byte[] secret = new byte[Slot.SECRET];
    random.nextBytes(secret);
    return new ProfileKey(secret);
  }

  /// Copies 32 secret bytes, as a keychain gave them.
  public static ProfileKey of(byte[] secret) {
    return new ProfileKey(Bytes.exactly(Slot.SECRET, secret, "a profile key").clone());
  }

  /// A copy of the secret, for a keychain or an owner-only file. The caller wipes it.
  public byte[] secretBytes() {
    return secret.clone();
  }

  /// Names this key in what it seals, without telling it.
  public Id128 id() {
    return Id128.of(Kdf.derive(secret, "profile id", Id128.BYTES));
  }

  /// Seals the device file and the secret columns of the local index.
  public SealingKey sealing() {
    return sealing;
  }

  /// Sealed under a passphrase by Argon2id; takes a second or so.
  /// @param cost at least [Argon2Params#FLOOR]
  /// @throws UnsupportedException for a cost below the floor
  /// @throws LimitException for a cost above the ceiling, or if there is not enough memory
  public byte[] sealUnder(Passphrase passphrase, Argon2Params cost, SecureRandom random)
      throws UnsupportedException, LimitException {
    return Slot.create(ObjectType.PROFILE_KEY, NO_VAULT, passphrase, cost, secret, random).bytes();
  }

  /// Opens what [#sealUnder] made.
  /// @throws AuthException for a wrong passphrase and for damaged bytes alike
  /// @throws UnsupportedException if a later version made it, or it states a cost below the floor
  /// @throws LimitException if it states a cost above the ceiling, or there is not enough memory
  public static ProfileKey open(byte[] sealed, Passphrase passphrase)
      throws AuthException, UnsupportedException, LimitException {
    try {
      Slot slot = Slot.parse(ObjectType.PROFILE_KEY, NO_VAULT, sealed);
      if (!slot.takes(passphrase)) throw new AuthException();
      return new ProfileKey(slot.open(passphrase).orElseThrow(AuthException::new));
    } catch (IntegrityException e) {
      throw new AuthException();
    }
  }

  /// Sealed for the vault's owner: whoever holds the root secret.
  byte[] sealUnder(RootKeys root, VaultId vault) {
    return SealedObject.seal(
        ObjectType.OWNED_PROFILE_KEY, vault, root.publicKeys().id(), root.wrap(), NO_IDS, secret);
  }

  /// Opens what [#sealUnder(RootKeys, VaultId)] made.
  /// @throws AuthException for another root secret and for damaged bytes alike
  static ProfileKey open(byte[] sealed, RootKeys root, VaultId vault)
      throws AuthException, UnsupportedException, LimitException {
    try {
      byte[] secret =
          SealedObject.parse(sealed).open(ObjectType.OWNED_PROFILE_KEY, vault, root.wrap(), NO_IDS);
      try {
        return of(Bytes.exactly(Slot.SECRET, secret, "a profile key"));
      } finally {
        Bytes.wipe(secret);
      }
    } catch (IntegrityException e) {
      throw new AuthException();
    }
  }

  @Override
  public String toString() {
    return "ProfileKey(secret)";
  }
}
