package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.DevicePublic;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SealingKey;
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.VaultId;
import org.tidelock.crypto.WriterId;

/// The inside of segments, heads and parts of checkpoints: length of the body (4 bytes, big-endian) ‖ body ‖ Ed25519 signature ‖ zeros up to the size
/// class, sealed under a key of an epoch and bound to its ids: writer and number, of a checkpoint also the part. The signature covers vault id ‖ ids ‖ body.
record SignedObject(byte[] body, byte[] signature) {

  static byte[] seal(
      ObjectType type,
      SignaturePurpose purpose,
      VaultId vault,
      EpochKeys epoch,
      DeviceKeys device,
      byte[] ids,
      byte[] body)
      throws LimitException {
    byte[] signature = device.sign(purpose, signed(vault, ids, body));
    int size = Padding.padded(SealedObject.OVERHEAD + 4 + body.length + signature.length);
    if (size > type.maxBytes())
      throw new LimitException(
          "what was changed does not fit into one object of " + type.maxBytes() + " bytes");
    ByteBuffer plain =
        ByteBuffer.allocate(size - SealedObject.OVERHEAD)
            .putInt(body.length)
            .put(body)
            .put(signature);
    return SealedObject.seal(type, vault, epoch.id(), key(epoch, type), ids, plain.array());
  }

  /// Opens an object at the place where it was found. Its author is not known before [#isSignedBy].
  static SignedObject open(
      SealedObject object, ObjectType type, VaultId vault, EpochKeys epoch, byte[] ids)
      throws IntegrityException {
    byte[] plain = object.open(type, vault, key(epoch, type), ids);
    int length = plain.length < 4 + DeviceKeys.SIGNATURE ? -1 : ByteBuffer.wrap(plain).getInt();
    if (length < 0 || length > plain.length - 4 - DeviceKeys.SIGNATURE)
      throw new IntegrityException("a signed object with an impossible length");
    int end = 4 + length + DeviceKeys.SIGNATURE;
    if (plain.length + SealedObject.OVERHEAD != Padding.padded(SealedObject.OVERHEAD + end))
      throw new IntegrityException("a signed object that is not padded to its size class");
    for (int i = end; i < plain.length; i++)
      if (plain[i] != 0)
        throw new IntegrityException("a signed object with something in its padding");
    return new SignedObject(
        Arrays.copyOfRange(plain, 4, 4 + length), Arrays.copyOfRange(plain, 4 + length, end));
  }

  boolean isSignedBy(DevicePublic device, SignaturePurpose purpose, VaultId vault, byte[] ids) {
    return device.verify(purpose, signed(vault, ids, body), signature);
  }

  private static SealingKey key(EpochKeys epoch, ObjectType type) {
    return type == ObjectType.CHECKPOINT ? epoch.idx() : epoch.log();
  }

  /// Those of segments and heads.
  static byte[] ids(WriterId writer, long seq) {
    return ByteBuffer.allocate(24).put(writer.bytes()).putLong(seq).array();
  }

  private static byte[] signed(VaultId vault, byte[] ids, byte[] body) {
    return ByteBuffer.allocate(16 + ids.length + body.length)
        .put(vault.bytes())
        .put(ids)
        .put(body)
        .array();
  }
}
