package org.tidelock.engine.content;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tidelock.crypto.LineageKey;

/// Writes 300 MiB of noise into packs that are held for a while, as slow uploads hold them. Run by [ContentMemoryTest] in a small heap.
final class ContentMemory {
  private static final int STEP = 1 << 20;

  private ContentMemory() {}

  /// Of which no two parts are alike, so that all of it is stored.
  private static ByteSource noise(long length) {
    SplittableRandom random = new SplittableRandom(length);
    byte[] noise = new byte[(int) Math.min(STEP, length)];
    long[] at = {0};
    return (into, offset, n) -> {
      int some = (int) Math.min(Math.min(n, noise.length), length - at[0]);
      if (some == 0) return -1;
      random.nextBytes(noise);
      System.arraycopy(noise, 0, into, offset, some);
      at[0] += some;
      return some;
    };
  }

  public static void main(String[] args) throws IOException {
    TestKeys keys = new TestKeys();
    try (ChunkCodec codec = new ChunkCodec(Compression.ZSTD);
        ExecutorService uploads = Executors.newFixedThreadPool(4);
        ExecutorService two = Executors.newFixedThreadPool(2)) {
      PackSink slow =
          p ->
              uploads.execute(
                  () -> {
                    try (p) {
                      Thread.sleep(30);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      PackWriter writer =
          new PackWriter(
              keys.packs(), TestKeys.RANDOM, new PackBuffers(PackFormat.PACK_SIZE, 4), slow);
      FileEncoder encoder =
          new FileEncoder(keys.vault.contentIds(), codec, writer, c -> false, two);
      encode(keys, encoder, 150 << 20);
      for (int i = 0; i < 1000; i++) encode(keys, encoder, 50 << 10);
      encode(keys, encoder, 101 << 20);
      System.out.println("packs " + writer.flush().size());
    }
  }

  private static void encode(TestKeys keys, FileEncoder encoder, long size) throws IOException {
    LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
    encoder.encode(
        new FileEncoder.Request(lineage, keys.file(lineage), ChunkClass.of(size), size),
        noise(size));
  }
}
