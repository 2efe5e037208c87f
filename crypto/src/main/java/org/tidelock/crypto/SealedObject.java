package org.tidelock.crypto;

import java.util.Arrays;
import java.util.Locale;

/// An object as it lies in the storage: a plain frame of 26 bytes (magic, format, type, id of the key that opens it) and sealed bytes. The frame
/// is repeated in the associated data together with the vault and the object's own ids, so a changed frame does not open. Nothing in a parsed
/// object is believed before [#open] has returned.
public final class SealedObject {
  /// Magic 8, format 1, type 1, key id 16.
  public static final int FRAME = 26;

  /// What the frame and the sealing add to the plaintext.
  public static final int OVERHEAD = FRAME + SealingKey.OVERHEAD;

  static final int FORMAT = 1;
  private static final byte[] MAGIC = Bytes.ascii("Tidelock");
  private final ObjectType type;
  private final byte[] bytes;

  private SealedObject(ObjectType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /// The 26 plain bytes in front of an object of this type. A pack begins with them, too; the chunks and the footer inside it have none, so that no
  /// edge shows ([#sealBare]).
  public static byte[] frame(ObjectType type, Id128 keyId) {
    return Bytes.concat(MAGIC, Bytes.u8(FORMAT), Bytes.u8(type.number()), keyId.bytes());
  }

  /// Frame and sealed plaintext.
  /// @param ids the object's own ids, of a fixed layout per type (docs/vault-format.md)
  public static byte[] seal(
      ObjectType type, VaultId vault, Id128 keyId, SealingKey key, byte[] ids, byte[] plaintext) {
    return Bytes.concat(frame(type, keyId), sealBare(type, vault, keyId, key, ids, plaintext));
  }

  /// As the general form, for a key of an epoch.
  public static byte[] seal(
      ObjectType type, VaultId vault, EpochId epoch, SealingKey key, byte[] ids, byte[] plaintext) {
    return seal(type, vault, epoch.value(), key, ids, plaintext);
  }

  /// The same associated data without the frame in front: for chunks and footers inside packs, and for values in the local index.
  public static byte[] sealBare(
      ObjectType type, VaultId vault, Id128 keyId, SealingKey key, byte[] ids, byte[] plaintext) {
    return key.seal(plaintext, associatedData(type, vault, keyId, ids));
  }

  /// Opens what [#sealBare] made.
  /// @throws IntegrityException unless exactly this was sealed, as this type, for this vault, under these ids
  public static byte[] openBare(
      ObjectType type, VaultId vault, Id128 keyId, SealingKey key, byte[] ids, byte[] sealed)
      throws IntegrityException {
    return key.open(sealed, associatedData(type, vault, keyId, ids));
  }

  /// Reads the frame. The bytes are not copied.
  /// @throws IntegrityException if this is no object of a vault
  /// @throws UnsupportedException if it is of a later format
  /// @throws LimitException if it is larger than its type allows
  public static SealedObject parse(byte[] bytes)
      throws IntegrityException, UnsupportedException, LimitException {
    if (bytes.length < FRAME || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IntegrityException(
          "this is no object of a Tidelock vault: it is damaged or something else wrote it");
    }
    checkFormat(bytes[8]);
    ObjectType type =
        ObjectType.of(bytes[9] & 0xff)
            .orElseThrow(() -> new IntegrityException("an object of an unknown type"));
    if (bytes.length > type.maxBytes()) {
      throw new LimitException(
          name(type)
              + " of "
              + bytes.length
              + " bytes is larger than the "
              + type.maxBytes()
              + " bytes that the format allows");
    }
    return new SealedObject(type, bytes);
  }

  private static void checkFormat(int format) throws UnsupportedException {
    if (format != FORMAT) {
      throw new UnsupportedException(
          "the object has format "
              + (format & 0xff)
              + ", this version reads format "
              + FORMAT
              + ": a newer Tidelock may have written it");
    }
  }

  /// What the frame says; believed once [#open] has returned.
  public ObjectType allegedType() {
    return type;
  }

  /// The key that the frame asks for; believed once [#open] has returned.
  public Id128 allegedKeyId() {
    return Id128.of(Bytes.slice(bytes, 10, Id128.BYTES));
  }

  /// The key id as an epoch, for types that an epoch's keys seal.
  public EpochId allegedEpoch() {
    return new EpochId(allegedKeyId());
  }

  /// The plaintext, now believed to be exactly what a holder of the key sealed as this type, for this vault, under these ids.
  /// @throws IntegrityException if it is not
  public byte[] open(ObjectType expected, VaultId vault, SealingKey key, byte[] ids)
      throws IntegrityException {
    require(expected);
    try {
      return key.open(
          bytes, FRAME, bytes.length - FRAME, associatedData(type, vault, allegedKeyId(), ids));
    } catch (IntegrityException e) {
      throw new IntegrityException(
          name(type) + " does not open: it was altered, or belongs elsewhere");
    }
  }

  void require(ObjectType expected) throws IntegrityException {
    if (type != expected)
      throw new IntegrityException("expected " + name(expected) + ", but this is " + name(type));
  }

  /// What follows the frame.
  byte[] body() {
    return Bytes.slice(bytes, FRAME, bytes.length - FRAME);
  }

  /// frame ‖ vault id ‖ ids: fixed lengths in front, so there is one reading only.
  static byte[] associatedData(ObjectType type, VaultId vault, Id128 keyId, byte[] ids) {
    return Bytes.concat(frame(type, keyId), vault.bytes(), ids);
  }

  private static String name(ObjectType type) {
    return "the " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
