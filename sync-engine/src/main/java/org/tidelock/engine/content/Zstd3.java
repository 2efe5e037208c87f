package org.tidelock.engine.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Compresses chunks with zstd level 3 (RFC 8878) if that pays. Keeps the few native contexts that are in use at once. Thread-safe.
final class Zstd3 implements AutoCloseable {
  static final int LEVEL = 3;

  /// Chunks of at least this length are sampled first: most large files are pictures, films or archives and do not compress.
  private static final int SAMPLED = 128 << 10;

  private static final int SAMPLE = 8 << 10;
  private static final int MAX_IDLE = 4;

  private final BlockingQueue<Worker> idle = new LinkedBlockingQueue<>(MAX_IDLE);

  /// One byte of `head` and the compressed form, or null if that does not save at least an eighth.
  byte @Nullable [] compress(byte head, byte[] data, int offset, int length) {
    int limit = length - (length + 7) / 8;
    if (limit <= 0) return null;
    Worker w = idle.poll();
    if (w == null) w = new Worker();
    try {
      return length >= SAMPLED && !w.promising(data, offset, length)
          ? null
          : w.compress(head, data, offset, length, limit);
    } finally {
      if (!idle.offer(w)) w.context.close();
    }
  }

  @Override
  public void close() {
    for (Worker w = idle.poll(); w != null; w = idle.poll()) w.context.close();
  }

  private static final class Worker {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private byte[] out = new byte[64 << 10];

    Worker() {
      context.setLevel(LEVEL).setChecksum(false).setContentSize(true);
    }

    /// Whether one of four samples shrinks at all noticeably.
    boolean promising(byte[] data, int offset, int length) {
      for (int i = 0; i < 4; i++) {
        int at = offset + (int) ((long) (length - SAMPLE) * i / 3);
        if (run(data, at, SAMPLE, SAMPLE - SAMPLE / 16) >= 0) return true;
      }
      return false;
    }

    byte @Nullable [] compress(byte head, byte[] data, int offset, int length, int limit) {
      int n = run(data, offset, length, limit);
      if (n < 0) return null;
      byte[] result = new byte[n + 1];
      result[0] = head;
      System.arraycopy(out, 0, result, 1, n);
      return result;
    }

    /// Returns -1 if it does not fit the limit. There is room for any result: zstd-jni throws where there is not, which costs more than the compression of
    /// a small file.
    private int run(byte[] data, int offset, int length, int limit) {
      int bound = Math.toIntExact(Zstd.compressBound(length));
      if (out.length < bound) out = new byte[Math.max(bound, 2 * out.length)];
      int n = context.compressByteArray(out, 0, bound, data, offset, length);
      return n <= limit ? n : -1;
    }
  }
}
