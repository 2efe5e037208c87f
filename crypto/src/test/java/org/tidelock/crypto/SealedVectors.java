package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.EPOCH;
import static org.tidelock.crypto.Vectors.KEYS;
import static org.tidelock.crypto.Vectors.LINEAGE;
import static org.tidelock.crypto.Vectors.NONCE;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/// The frame, the associated data and the sealing, by the second implementation; the product opens it, and the second implementation opens the product's.
final class SealedVectors {
  private static final byte[] PLAINTEXT = filled(5, 1);
  private static final byte[] IDS = filled(24, 0xc0);

  private SealedVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    v.put("vault", hex(VAULT.bytes()))
        .put("epoch", hex(EPOCH.id().bytes()))
        .put("nonce", hex(NONCE))
        .put("plaintext", hex(PLAINTEXT));
    framed(v);
    bare(v);
    signedBody(v);
    return v;
  }

  static byte[] frame(int type, byte[] keyId) {
    return Bytes.concat(Bytes.ascii("Tidelock"), new byte[] {1, (byte) type}, keyId);
  }

  private static void framed(ObjectNode v) throws CryptoException {
    byte[] key =
        SecondKdf.derive(
            EPOCH.secretBytes(),
            "epoch log",
            32,
            VAULT.bytes(),
            EPOCH.id().bytes(),
            new byte[] {0, 0, 0, 1});
    byte[] frame = frame(5, EPOCH.id().bytes());
    byte[] ad = Bytes.concat(frame, VAULT.bytes(), IDS);
    byte[] object = Bytes.concat(frame, XaesOracle.seal(key, NONCE, PLAINTEXT, ad));
    assertThat(open(object)).isEqualTo(PLAINTEXT);
    byte[] product =
        SealedObject.seal(ObjectType.SEGMENT, VAULT, EPOCH.id(), EPOCH.log(), IDS, PLAINTEXT);
    assertThat(XaesOracle.open(key, Bytes.slice(product, 26, product.length - 26), ad))
        .isEqualTo(PLAINTEXT);
    v.put("segmentIds", hex(IDS)).put("segmentAssociatedData", hex(ad)).put("segment", hex(object));
    refuse(v, "other magic", Vectors.flipped(object, 0), 20);
    refuse(v, "a later format", changed(object, 8, 2), 24);
    refuse(v, "a type that does not exist", changed(object, 9, 15), 20);
    refuse(v, "another type", changed(object, 9, 6), 20);
    refuse(v, "another key id", Vectors.flipped(object, 10), 20);
    refuse(v, "another nonce", Vectors.flipped(object, 26), 20);
    refuse(v, "another ciphertext", Vectors.flipped(object, 50), 20);
    refuse(v, "another tag", Vectors.flipped(object, object.length - 1), 20);
    refuse(v, "cut off in the frame", Arrays.copyOf(object, 25), 20);
    refuse(v, "cut off in the nonce", Arrays.copyOf(object, 40), 20);
    refuse(v, "cut off in the tag", Arrays.copyOf(object, object.length - 1), 20);
    refuse(v, "one byte longer", Arrays.copyOf(object, object.length + 1), 20);
  }

  private static byte[] open(byte[] object) throws CryptoException {
    return SealedObject.parse(object).open(ObjectType.SEGMENT, VAULT, EPOCH.log(), IDS);
  }

  private static byte[] changed(byte[] object, int at, int value) {
    byte[] other = object.clone();
    other[at] = (byte) value;
    return other;
  }

  private static void refuse(ObjectNode v, String why, byte[] object, int code) {
    assertThat(Vectors.code(() -> open(object))).as(why).isEqualTo(code);
    Vectors.refused(v, why, "segment", object, code);
  }

  /// A chunk has no frame in front, but its associated data has.
  private static void bare(ObjectNode v) throws CryptoException {
    byte[] chunkId =
        SecondKdf.hmac(
            SecondKdf.derive(LINEAGE.secretBytes(), "chunk ids", 32, VAULT.bytes()), PLAINTEXT);
    byte[] fileKey =
        SecondKdf.derive(
            EPOCH.packSecret(),
            LINEAGE.secretBytes(),
            "file",
            32,
            Bytes.concat(VAULT.bytes(), EPOCH.id().bytes()));
    byte[] ad = Bytes.concat(frame(9, EPOCH.id().bytes()), VAULT.bytes(), chunkId);
    byte[] chunk = XaesOracle.seal(fileKey, NONCE, PLAINTEXT, ad);
    assertThat(KEYS.files(LINEAGE).openChunk(EPOCH, Hash256.of(chunkId), chunk))
        .isEqualTo(PLAINTEXT);
    assertThat(
            Vectors.code(
                () -> KEYS.files(LINEAGE).openChunk(EPOCH, new Hash256(1, 2, 3, 4), chunk)))
        .isEqualTo(20);
    v.put("chunkId", hex(chunkId)).put("chunkAssociatedData", hex(ad)).put("chunk", hex(chunk));
  }

  private static void signedBody(ObjectNode v) throws CryptoException {
    byte[] signature = filled(64, 2);
    byte[] used = Bytes.concat(new byte[] {0, 0, 0, 5}, PLAINTEXT, signature);
    byte[] whole = Arrays.copyOf(used, 4096 - 66);
    assertThat(SignedBody.compose(PLAINTEXT, signature, 66)).isEqualTo(whole);
    SignedBody parsed = SignedBody.parse(whole);
    assertThat(parsed.allegedBody()).isEqualTo(PLAINTEXT);
    assertThat(parsed.signature(64)).isEqualTo(signature);
    ObjectNode s = v.putObject("signedBody");
    s.put("body", hex(PLAINTEXT)).put("signature", hex(signature));
    s.put("plaintextWithoutZeros", hex(used)).put("plaintextLength", whole.length);
    for (int length :
        new int[] {0, 3_958, 3_959, 16_246, 16_247, 65_398, 65_399, 262_006, 262_007, 1_048_438}) {
      int plain = SignedBody.compose(new byte[length], signature, 66).length;
      assertThat(plain + 66).isIn(4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20);
      s.withArray("objectLengths").addObject().put("body", length).put("object", plain + 66);
    }
    assertThat(Vectors.code(() -> SignedBody.compose(new byte[1_048_443], signature, 66)))
        .isEqualTo(25);
    byte[] behind = whole.clone();
    behind[behind.length - 1] = 1;
    refuse(s, "something behind the signature", behind);
    refuse(
        s,
        "a length beyond the end",
        Bytes.concat(Bytes.u32(whole.length), Bytes.slice(whole, 4, whole.length - 4)));
    refuse(
        s,
        "a negative length",
        Bytes.concat(Bytes.u32(-1), Bytes.slice(whole, 4, whole.length - 4)));
    refuse(
        s,
        "no room for the signature",
        Bytes.concat(Bytes.u32(whole.length - 67), Bytes.slice(whole, 4, whole.length - 4)));
  }

  private static void refuse(ObjectNode s, String why, byte[] plaintext) {
    assertThat(Vectors.code(() -> SignedBody.parse(plaintext).signature(64))).as(why).isEqualTo(20);
    s.withArray("refused")
        .addObject()
        .put("why", why)
        .put("begin", hex(Bytes.slice(plaintext, 0, 4)))
        .put("lastByte", plaintext[plaintext.length - 1])
        .put("code", 20);
  }
}
