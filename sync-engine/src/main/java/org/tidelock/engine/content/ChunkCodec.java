package org.tidelock.engine.content;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;

/// Between a chunk's plaintext and its sealed form: one codec byte and the bytes, raw or compressed, sealed for one file and epoch.
/// Thread-safe; [#close] frees native memory and is called when nothing is in progress.
public final class ChunkCodec implements AutoCloseable {
  static final byte RAW = 0;
  static final byte ZSTD = 1;
  private static final int MAX_IDLE = 4;
  private final Compression compression;
  private final Zstd3 zstd = new Zstd3();
  private final BlockingQueue<ZstdDecompressCtx> idle = new LinkedBlockingQueue<>(MAX_IDLE);

  public ChunkCodec(Compression compression) {
    this.compression = compression;
  }

  /// A frame with room for `length` bytes of plaintext from index 1 on.
  static byte[] frame(int length) {
    byte[] frame = new byte[1 + length];
    frame[0] = RAW;
    return frame;
  }

  /// Seals the plaintext of a [#frame].
  byte[] seal(FileCipher cipher, ChunkId id, byte[] frame) {
    byte[] packed =
        compression == Compression.ZSTD ? zstd.compress(ZSTD, frame, 1, frame.length - 1) : null;
    return cipher.seal(id, packed != null ? packed : frame);
  }

  /// The plaintext of a sealed chunk, checked against its id and length, so that nothing else than what was referred to comes out.
  ByteBuffer open(FileCipher cipher, ChunkRef ref, byte[] sealed) throws DamagedChunkException {
    byte[] frame;
    try {
      frame = cipher.open(ref.id(), sealed);
    } catch (IntegrityException e) {
      throw new DamagedChunkException("a chunk does not open", e);
    }
    ByteBuffer plain = unpack(frame, ref.length());
    if (!cipher.chunkId(plain.array(), plain.position(), plain.remaining()).equals(ref.id())) {
      throw new DamagedChunkException("a chunk is not the one it is listed as", null);
    }
    return plain;
  }

  private ByteBuffer unpack(byte[] frame, int length) throws DamagedChunkException {
    int codec = frame.length == 0 ? -1 : frame[0];
    if (codec == RAW && frame.length - 1 == length) return ByteBuffer.wrap(frame, 1, length);
    if (codec == ZSTD) return ByteBuffer.wrap(inflate(frame, length));
    throw new DamagedChunkException(
        "a chunk has an unknown form or another length than listed", null);
  }

  /// Never allocates more than the length that the signed reference states, whatever the frame claims (attacks B14).
  private byte[] inflate(byte[] frame, int length) throws DamagedChunkException {
    byte[] plain = new byte[length];
    ZstdDecompressCtx context = idle.poll();
    if (context == null) context = new ZstdDecompressCtx();
    try {
      if (context.decompressByteArray(plain, 0, length, frame, 1, frame.length - 1) == length)
        return plain;
    } catch (ZstdException e) {
      throw new DamagedChunkException("a chunk does not decompress to the length listed", e);
    } finally {
      if (!idle.offer(context)) context.close();
    }
    throw new DamagedChunkException("a chunk does not decompress to the length listed", null);
  }

  @Override
  public void close() {
    zstd.close();
    for (ZstdDecompressCtx c = idle.poll(); c != null; c = idle.poll()) c.close();
  }
}
