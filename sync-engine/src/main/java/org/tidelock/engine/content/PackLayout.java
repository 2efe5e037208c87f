package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SealingKey;
import org.tidelock.engine.history.PackId;

/// Where things lie in a pack: `frame ‖ stream ‖ random padding ‖ sealed footer ‖ sealed trailer`. The trailer has a fixed
/// length and tells where the footer begins; to the storage everything after the frame, which names the epoch, is random bytes.
final class PackLayout {
  static final int HEADER = SealedObject.FRAME;
  static final int TRAILER_PLAIN = 8;
  static final int TRAILER = TRAILER_PLAIN + SealingKey.OVERHEAD;

  private PackLayout() {}

  static byte[] trailer(int footerOffset, int streamEnd) {
    return ByteBuffer.allocate(TRAILER_PLAIN).putInt(footerOffset).putInt(streamEnd).array();
  }

  static void putHeader(byte[] pack, EpochId epoch) {
    System.arraycopy(SealedObject.frame(ObjectType.PACK, epoch.value()), 0, pack, 0, HEADER);
  }

  /// The epoch that a pack says it was sealed in; believed only when its trailer opens.
  static EpochId allegedEpoch(PackId id, byte[] pack) throws DamagedPackException {
    try {
      SealedObject object = SealedObject.parse(pack);
      if (object.allegedType() == ObjectType.PACK && pack.length >= HEADER + TRAILER)
        return object.allegedEpoch();
    } catch (CryptoException e) {
      throw new DamagedPackException(List.of(id), "it does not begin like a pack", e);
    }
    throw new DamagedPackException(id, "it does not begin like a pack");
  }

  /// Opens trailer and footer and checks that every piece lies inside the stream.
  static PackFooter footer(PackCipher cipher, PackId id, byte[] pack) throws DamagedPackException {
    try {
      int trailerAt = pack.length - TRAILER;
      ByteBuffer trailer =
          ByteBuffer.wrap(cipher.openTrailer(id, Arrays.copyOfRange(pack, trailerAt, pack.length)));
      if (trailer.remaining() != TRAILER_PLAIN)
        throw new IllegalArgumentException("trailer of another length");
      int footerAt = trailer.getInt();
      int streamEnd = trailer.getInt();
      if (streamEnd < HEADER || footerAt < streamEnd || footerAt > trailerAt)
        throw new IllegalArgumentException("offsets");
      PackFooter footer =
          PackFooter.decode(cipher.openFooter(id, Arrays.copyOfRange(pack, footerAt, trailerAt)));
      for (PackFooter.Piece p : footer.pieces()) check(p, streamEnd);
      return footer;
    } catch (IntegrityException | IllegalArgumentException e) {
      throw new DamagedPackException(List.of(id), "its footer does not open", e);
    }
  }

  private static void check(PackFooter.Piece p, int streamEnd) {
    boolean inside = p.offset() >= HEADER && p.length() > 0 && p.length() <= streamEnd - p.offset();
    if (!inside || p.at() > p.total() - p.length())
      throw new IllegalArgumentException("a piece lies outside");
  }
}
