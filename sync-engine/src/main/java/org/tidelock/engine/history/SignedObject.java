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
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.VaultId;
import org.tidelock.crypto.WriterId;

/// The inside of segments and heads: length of the body (4 bytes, big-endian) ‖ body ‖ Ed25519 signature ‖ zeros up to the size class, sealed
/// under K_log of an epoch and bound to its writer and number. The signature covers vault id ‖ writer ‖ seq ‖ body.
record SignedObject(byte[] body, byte[] signature) {

  static byte[] seal(
      ObjectType type,
      SignaturePurpose purpose,
      VaultId vault,
      EpochKeys epoch,
      DeviceKeys device,
      WriterId writer,
      long seq,
      byte[] body)
      throws LimitException {
    byte[] signature = device.sign(purpose, signed(vault, writer, seq, body));
    int size = Padding.padded(SealedObject.OVERHEAD + 4 + body.length + signature.length);
    if (size > type.maxBytes())
      throw new LimitException(
          "what was changed does not fit into one segment of " + type.maxBytes() + " bytes");
    ByteBuffer plain =
        ByteBuffer.allocate(size - SealedObject.OVERHEAD)
            .putInt(body.length)
            .put(body)
            .put(signature);
    return SealedObject.seal(type, vault, epoch.id(), epoch.log(), ids(writer, seq), plain.array());
  }

  /// Opens an object at the place where it was found. Its author is not known before [#isSignedBy].
  static SignedObject open(
      SealedObject object,
      ObjectType type,
      VaultId vault,
      EpochKeys epoch,
      WriterId writer,
      long seq)
      throws IntegrityException {
    byte[] plain = object.open(type, vault, epoch.log(), ids(writer, seq));
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

  boolean isSignedBy(
      DevicePublic device, SignaturePurpose purpose, VaultId vault, WriterId writer, long seq) {
    return device.verify(purpose, signed(vault, writer, seq, body), signature);
  }

  private static byte[] ids(WriterId writer, long seq) {
    return ByteBuffer.allocate(24).put(writer.bytes()).putLong(seq).array();
  }

  private static byte[] signed(VaultId vault, WriterId writer, long seq, byte[] body) {
    return ByteBuffer.allocate(16 + 16 + 8 + body.length)
        .put(vault.bytes())
        .put(writer.bytes())
        .putLong(seq)
        .put(body)
        .array();
  }
}
