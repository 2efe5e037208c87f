package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.vectors.Fixture.EPOCH;
import static org.tidelock.engine.vectors.Fixture.LINEAGE;
import static org.tidelock.engine.vectors.Fixture.NONCE;
import static org.tidelock.engine.vectors.Fixture.VAULT;
import static org.tidelock.engine.vectors.Fixture.hex;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import tools.jackson.databind.node.ObjectNode;

/// A chunk's sealed form, plain and compressed, and what is none.
public final class ChunkVectors {
  private static final byte[] PLAIN = letters(200);

  /// RFC 8878 by hand: magic; one segment whose size takes one byte; the size; the last block, which repeats one byte so many times.
  private static final byte[] ZSTD = Fixture.hexBytes("28b52ffd20c843060061");

  private final ObjectNode file = Fixture.vault();
  private final ChunkCodec codec = new ChunkCodec(Compression.ZSTD);
  private final FileCipher cipher;
  private final byte[] fileKey =
      Second.derive(Fixture.epochKey("pack"), LINEAGE, "file", 32, VAULT, EPOCH);

  private ChunkVectors() {
    VaultKeys keys = Fixture.keys();
    cipher = new FileCipher(keys, LineageKey.of(LINEAGE), keys.current());
  }

  public static ObjectNode make() throws Exception {
    return new ChunkVectors().run();
  }

  private static byte[] letters(int length) {
    byte[] a = new byte[length];
    Arrays.fill(a, (byte) 'a');
    return a;
  }

  /// §2 of the page on packs, by hand.
  static byte[] id(byte[] plain) {
    return Second.hmac(Second.derive(LINEAGE, "chunk ids", 32, VAULT), plain);
  }

  static byte[] seal(byte[] fileKey, byte[] id, byte[] content) {
    return Second.seal(fileKey, NONCE, content, Second.frame(9, EPOCH), VAULT, id);
  }

  private ObjectNode run() throws Exception {
    byte[] id = id(PLAIN);
    file.put("lineage", hex(LINEAGE))
        .put("plaintext", hex(PLAIN))
        .put("chunkId", hex(id))
        .put("nonce", hex(NONCE));
    accepted("plain", Second.join(new byte[] {0}, PLAIN));
    accepted("zstd", Second.join(new byte[] {1}, ZSTD));
    product(id);
    refused("an unknown codec", id, Second.join(new byte[] {2}, PLAIN));
    refused("nothing", id, new byte[0]);
    refused("one byte less than the reference says", id, Second.join(new byte[] {0}, letters(199)));
    refused("one byte more than the reference says", id, Second.join(new byte[] {0}, letters(201)));
    refused(
        "other bytes than the id's",
        id,
        Second.join(new byte[] {0}, letters(199), new byte[] {'b'}));
    refused(
        "a zstd frame of more",
        id,
        Second.join(new byte[] {1}, Fixture.hexBytes("28b52ffd20c94b060061")));
    refused(
        "a zstd frame of less",
        id,
        Second.join(new byte[] {1}, Fixture.hexBytes("28b52ffd20c73b060061")));
    refused("no zstd frame", id, Second.join(new byte[] {1}, PLAIN));
    refused("sealed for another id", id(letters(7)), Second.join(new byte[] {0}, PLAIN));
    codec.close();
    return file;
  }

  private void accepted(String what, byte[] content) throws Exception {
    byte[] id = id(PLAIN);
    byte[] sealed = seal(fileKey, id, content);
    assertThat(bytes(codec.open(cipher, new ChunkRef(ChunkId.of(id), PLAIN.length), sealed)))
        .isEqualTo(PLAIN);
    file.withArray("accepted")
        .addObject()
        .put("what", what)
        .put("content", hex(content))
        .put("sealed", hex(sealed));
  }

  /// What the product seals, plain where compressing does not pay, opens by hand.
  private void product(byte[] id) {
    byte[] compressed =
        content(codec.seal(cipher, ChunkId.of(id), Second.join(new byte[1], PLAIN)), id);
    assertThat(compressed[0]).isEqualTo((byte) 1);
    assertThat(Zstd.decompress(Arrays.copyOfRange(compressed, 1, compressed.length), PLAIN.length))
        .isEqualTo(PLAIN);
    byte[] noise = ChunkingVectors.noise(1000);
    byte[] plain =
        content(
            codec.seal(cipher, ChunkId.of(id(noise)), Second.join(new byte[1], noise)), id(noise));
    assertThat(plain).isEqualTo(Second.join(new byte[1], noise));
  }

  private byte[] content(byte[] sealed, byte[] id) {
    return Second.open(fileKey, sealed, Second.frame(9, EPOCH), VAULT, id);
  }

  /// `sealedFor` is the id in the associated data; the reference names the id of the plaintext.
  private void refused(String why, byte[] sealedFor, byte[] content) {
    byte[] sealed = seal(fileKey, sealedFor, content);
    assertThatThrownBy(
            () -> codec.open(cipher, new ChunkRef(ChunkId.of(id(PLAIN)), PLAIN.length), sealed))
        .as(why)
        .isInstanceOf(DamagedChunkException.class);
    Fixture.refused(file, why, "sealed", sealed, 20);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
