package org.tidelock.engine.content;

import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// The bounded stock of pack-sized buffers: memory for packs on the way never exceeds `count` times `packSize` (I10). Thread-safe.
public final class PackBuffers {
  private final int packSize;
  private final Semaphore free;
  private final ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();

  public PackBuffers(int packSize, int count) {
    if (packSize < PackFormat.FLOOR
        || packSize > PackFormat.MAX_PACK_SIZE
        || packSize % PackFormat.WINDOW != 0) {
      throw new IllegalArgumentException(
          "a pack size is a multiple of 256 KiB, at most 64 MiB: " + packSize);
    }
    this.packSize = packSize;
    this.free = new Semaphore(count);
  }

  public int packSize() {
    return packSize;
  }

  /// Waits for a buffer. A small pack gets one of its own size: to make a large one costs more than to fill a small one.
  ///
  /// @param bytes that the pack needs
  byte[] take(int bytes) throws InterruptedIOException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packs are on their way");
    }
    byte[] b = idle.poll();
    if (b != null) return b;
    return new byte[bytes <= packSize / 2 ? bytes : packSize];
  }

  void giveBack(byte[] buffer) {
    if (buffer.length == packSize) idle.add(buffer);
    free.release();
  }
}
