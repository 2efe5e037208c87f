package org.tidelock.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

/// A 32-byte secret sealed under a person's secret. Always 175 bytes:
/// `frame 26 ‖ kind u8 ‖ Argon2 memory KiB u32, passes u32, lanes u32 ‖ salt 32 ‖ commitment 32 ‖ sealed secret 72`.
/// The key derives from everything in front of the commitment, which is compared before anything is decrypted: AES-GCM alone does not commit to its key.
final class Slot {
  static final int PASSPHRASE = 1;
  static final int RECOVERY = 2;
  static final int SECRET = 32;
  static final int BYTES = 175;
  private static final int SALT_AT = 39;
  private static final int COMMITMENT_AT = 71;
  private static final int SEALED_AT = 103;
  private static final Argon2Params NONE = new Argon2Params(0, 0, 0);

  private final ObjectType type;
  private final VaultId vault;
  private final byte[] bytes;

  private Slot(ObjectType type, VaultId vault, byte[] bytes) {
    this.type = type;
    this.vault = vault;
    this.bytes = bytes;
  }

  /// Seals `secret`. The cost counts for passphrases only.
  static Slot create(
      ObjectType type,
      VaultId vault,
      OwnerSecret owner,
      Argon2Params cost,
      byte[] secret,
      SecureRandom random)
      throws UnsupportedException, LimitException {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    return create(type, vault, Id128.random(random), salt, owner, cost, secret);
  }

  private static Slot create(
      ObjectType type,
      VaultId vault,
      Id128 id,
      byte[] salt,
      OwnerSecret owner,
      Argon2Params cost,
      byte[] secret)
      throws UnsupportedException, LimitException {
    Argon2Params params = owner instanceof Passphrase ? cost : NONE;
    byte[] front =
        Bytes.concat(
            SealedObject.frame(type, id),
            Bytes.u8(kind(owner)),
            Bytes.u32(params.memoryKiB()),
            Bytes.u32(params.iterations()),
            Bytes.u32(params.parallelism()),
            salt);
    byte[] keys = keys(vault, front, owner, params);
    try {
      byte[] open = Bytes.concat(front, Bytes.slice(keys, 32, 32));
      byte[] ids = Bytes.slice(open, SealedObject.FRAME, SEALED_AT - SealedObject.FRAME);
      byte[] sealed =
          SealedObject.sealBare(
              type, vault, id, SealingKey.of(Bytes.slice(keys, 0, 32)), ids, secret);
      return new Slot(type, vault, Bytes.concat(open, sealed));
    } finally {
      Bytes.wipe(keys);
    }
  }

  /// Reads and bounds a slot. Nothing is derived yet.
  static Slot parse(ObjectType type, VaultId vault, byte[] bytes)
      throws IntegrityException, UnsupportedException, LimitException {
    SealedObject.parse(bytes).require(type);
    if (bytes.length != BYTES) throw new IntegrityException("a key slot has the wrong length");
    Slot slot = new Slot(type, vault, bytes);
    switch (slot.kind()) {
      case PASSPHRASE -> slot.cost().check();
      case RECOVERY -> {
        if (!slot.cost().equals(NONE))
          throw new IntegrityException("a recovery slot states a cost");
      }
      default ->
          throw new UnsupportedException("a key slot is of a kind that this version does not know");
    }
    return slot;
  }

  Id128 id() {
    return Id128.of(Bytes.slice(bytes, 10, Id128.BYTES));
  }

  int kind() {
    return bytes[SealedObject.FRAME];
  }

  byte[] bytes() {
    return bytes.clone();
  }

  VaultObject object() {
    return new VaultObject(ObjectNames.slot(id()), bytes());
  }

  boolean takes(OwnerSecret owner) {
    return kind() == kind(owner);
  }

  /// The secret, or empty for a wrong passphrase and for a damaged slot alike.
  Optional<byte[]> open(OwnerSecret owner) throws UnsupportedException, LimitException {
    byte[] keys = keys(vault, Bytes.slice(bytes, 0, COMMITMENT_AT), owner, cost());
    try {
      if (!MessageDigest.isEqual(Bytes.slice(keys, 32, 32), Bytes.slice(bytes, COMMITMENT_AT, 32)))
        return Optional.empty();
      byte[] ids = Bytes.slice(bytes, SealedObject.FRAME, SEALED_AT - SealedObject.FRAME);
      byte[] sealed = Bytes.slice(bytes, SEALED_AT, BYTES - SEALED_AT);
      return Optional.of(
          SealedObject.openBare(
              type, vault, id(), SealingKey.of(Bytes.slice(keys, 0, 32)), ids, sealed));
    } catch (IntegrityException e) {
      return Optional.empty();
    } finally {
      Bytes.wipe(keys);
    }
  }

  private Argon2Params cost() {
    ByteBuffer in = ByteBuffer.wrap(bytes, SealedObject.FRAME + 1, 12);
    return new Argon2Params(in.getInt(), in.getInt(), in.getInt());
  }

  private static int kind(OwnerSecret owner) {
    return switch (owner) {
      case Passphrase _ -> PASSPHRASE;
      case RecoveryKey _ -> RECOVERY;
    };
  }

  /// KEK 32 ‖ commitment 32.
  private static byte[] keys(VaultId vault, byte[] front, OwnerSecret owner, Argon2Params cost)
      throws UnsupportedException, LimitException {
    byte[] salt = Bytes.slice(front, SALT_AT, 32);
    byte[] strong =
        switch (owner) {
          case Passphrase p -> Argon2.derive(p.utf8(), salt, cost, 32);
          case RecoveryKey r -> r.secret().clone();
        };
    try {
      return Kdf.derive(strong, salt, "slot", 64, vault.bytes(), front);
    } finally {
      Bytes.wipe(strong);
    }
  }
}
