package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;

class ChunkCodecTest {
  private final TestKeys keys = new TestKeys();
  private final FileCipher cipher = keys.file(LineageKey.random(TestKeys.RANDOM));

  private static byte[] text(int n) {
    return "the same line again and again\n"
        .repeat(n / 30 + 1)
        .substring(0, n)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] seal(Compression compression, byte[] plain) {
    try (ChunkCodec codec = new ChunkCodec(compression)) {
      byte[] frame = ChunkCodec.frame(plain.length);
      System.arraycopy(plain, 0, frame, 1, plain.length);
      return codec.seal(cipher, id(plain), frame);
    }
  }

  private ChunkId id(byte[] plain) {
    return cipher.chunkId(plain, 0, plain.length);
  }

  private byte[] open(ChunkRef ref, byte[] sealed) throws DamagedChunkException {
    try (ChunkCodec codec = new ChunkCodec(Compression.OFF)) {
      ByteBuffer b = codec.open(cipher, ref, sealed);
      byte[] plain = new byte[b.remaining()];
      b.get(plain);
      return plain;
    }
  }

  @Test
  void everyChunkComesBack() throws DamagedChunkException {
    for (Compression c : Compression.values()) {
      for (int n : new int[] {1, 7, 8, 30, 9_000, 200_000, 1 << 20}) {
        for (byte[] plain : new byte[][] {text(n), TestKeys.random(n), new byte[n]}) {
          assertThat(open(new ChunkRef(id(plain), n), seal(c, plain))).isEqualTo(plain);
        }
      }
    }
  }

  @Test
  void textIsCompressedAndNoiseOrOffIsNot() {
    assertThat(seal(Compression.ZSTD, text(1 << 20)).length).isLessThan(100_000);
    assertThat(seal(Compression.OFF, text(1 << 20)).length).isEqualTo((1 << 20) + 41);
    assertThat(seal(Compression.ZSTD, TestKeys.random(1 << 20)).length).isEqualTo((1 << 20) + 41);
  }

  @Test
  void compressionThatSavesLessThanAnEighthIsNotUsed() {
    byte[] mixed = TestKeys.random(100_000);
    System.arraycopy(text(10_000), 0, mixed, 0, 10_000);
    assertThat(seal(Compression.ZSTD, mixed).length).isEqualTo(100_041);
    System.arraycopy(text(14_000), 0, mixed, 0, 14_000);
    assertThat(seal(Compression.ZSTD, mixed).length).isLessThan(88_000);
  }

  @Acceptance(167)
  @Test
  void aBombStopsAtTheListedLength() {
    byte[] zeros = Zstd.compress(new byte[64 << 20], 3);
    byte[] frame = new byte[zeros.length + 1];
    frame[0] = ChunkCodec.ZSTD;
    System.arraycopy(zeros, 0, frame, 1, zeros.length);
    byte[] small = new byte[1000];
    byte[] sealed = cipher.seal(id(small), frame);
    assertThatThrownBy(() -> open(new ChunkRef(id(small), 1000), sealed))
        .isInstanceOf(DamagedChunkException.class);
  }

  @Test
  void otherBytesUnderAChunksNameAreRefused() {
    byte[] plain = text(5000);
    byte[] other = TestKeys.random(5000);
    byte[] frame = ChunkCodec.frame(5000);
    System.arraycopy(other, 0, frame, 1, 5000);
    byte[] sealed = cipher.seal(id(plain), frame); // by a member who lies
    assertThatThrownBy(() -> open(new ChunkRef(id(plain), 5000), sealed))
        .hasMessageContaining("not the one it is listed as");
  }

  @Test
  void alteredCutOffAndForeignBytesAreRefused() {
    byte[] plain = text(300);
    byte[] sealed = seal(Compression.OFF, plain);
    ChunkRef ref = new ChunkRef(id(plain), 300);
    for (int i = 0; i < sealed.length; i++) {
      byte[] flipped = sealed.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> open(ref, flipped)).isInstanceOf(DamagedChunkException.class);
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> open(ref, cut)).isInstanceOf(DamagedChunkException.class);
    }
    assertThatThrownBy(() -> open(new ChunkRef(id(plain), 299), sealed))
        .isInstanceOf(DamagedChunkException.class);
    assertThatThrownBy(() -> open(new ChunkRef(id(text(299)), 300), sealed))
        .isInstanceOf(DamagedChunkException.class);
  }
}
