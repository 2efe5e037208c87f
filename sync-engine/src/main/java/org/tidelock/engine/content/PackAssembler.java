package org.tidelock.engine.content;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.SealingKey;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackId;

/// Fills one pack with pieces of sealed chunks and closes it. The footer grows with every piece, so room is counted with it. Not thread-safe.
final class PackAssembler {
  /// A piece below this length would cost more in the footer than it carries; the bytes become padding instead.
  private static final int SMALLEST_PIECE = 64;

  private final PackId id;
  private final byte[] buffer;
  private final int size;
  private final List<PackFooter.Piece> pieces = new ArrayList<>();
  private final List<PendingChunk> begun = new ArrayList<>();
  private final List<PendingChunk> ended = new ArrayList<>();
  private int used = PackLayout.HEADER;
  private int footer = PackFooter.MAX_HEAD + SealingKey.OVERHEAD;

  /// @param buffer as long as a pack may be, or as [#sizeFor] all that will be added
  PackAssembler(PackId id, byte[] buffer) {
    this.id = id;
    this.buffer = buffer;
    this.size = buffer.length;
  }

  /// The padded length of a pack with all that is left of these chunks, or more; a full pack's, if they do not all fit in.
  static int sizeFor(Collection<PendingChunk> chunks, int packSize) {
    long bytes = PackLayout.HEADER + PackFooter.MAX_HEAD + SealingKey.OVERHEAD + PackLayout.TRAILER;
    for (PendingChunk chunk : chunks) bytes += chunk.left() + PackFooter.MAX_PIECE;
    return PackFormat.paddedSize((int) Math.min(packSize, bytes), packSize);
  }

  /// Takes what fits of the chunk's remaining bytes; false when the pack is full, whether or not some were taken.
  boolean add(PendingChunk chunk) {
    int entry =
        PackFooter.sizeOf(
            new PackFooter.Piece(
                chunk.id(), chunk.placed(), chunk.total(), used, Integer.MAX_VALUE));
    int room = size - PackLayout.TRAILER - used - footer - entry;
    int n = Math.min(room, chunk.left());
    if (n < Math.min(SMALLEST_PIECE, chunk.left())) return false;
    if (chunk.placed() == 0) begun.add(chunk);
    PackFooter.Piece piece =
        new PackFooter.Piece(chunk.id(), chunk.placed(), chunk.total(), used, n);
    pieces.add(piece);
    footer += PackFooter.sizeOf(piece);
    chunk.place(new Extent(id, used, n), buffer);
    used += n;
    if (chunk.left() > 0) return false;
    ended.add(chunk);
    return true;
  }

  /// Pads and seals: to the full size, or for the last pack of a flush to the smallest allowed size.
  Done finish(boolean full, PackCipher cipher, SecureRandom random, PackBuffers owner) {
    byte[] sealedFooter = cipher.sealFooter(id, new PackFooter(pieces).encode());
    int length =
        full ? size : PackFormat.paddedSize(used + sealedFooter.length + PackLayout.TRAILER, size);
    int trailerAt = length - PackLayout.TRAILER;
    int footerAt = trailerAt - sealedFooter.length;
    byte[] padding = new byte[footerAt - used];
    random.nextBytes(padding);
    System.arraycopy(padding, 0, buffer, used, padding.length);
    PackLayout.putHeader(buffer, cipher.epoch());
    System.arraycopy(sealedFooter, 0, buffer, footerAt, sealedFooter.length);
    System.arraycopy(
        cipher.sealTrailer(id, PackLayout.trailer(footerAt, used)),
        0,
        buffer,
        trailerAt,
        PackLayout.TRAILER);
    SealedPack pack = new SealedPack(id, buffer, length, owner, ended);
    return new Done(pack, new Record(pack, cipher.epoch(), begun), used - PackLayout.HEADER);
  }

  record Done(SealedPack pack, Record record, long streamBytes) {}

  /// What the directory will say, as soon as the last chunk that begins here is written whole.
  record Record(SealedPack pack, EpochId epoch, List<PendingChunk> begun) {
    PackEntry entry() {
      return new PackEntry(
          pack.id(),
          pack.length(),
          pack.sha256(),
          epoch,
          begun.stream().map(PendingChunk::stored).toList());
    }
  }
}
