package org.tidelock.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/// Single vectors of RFCs and C2SP, run through the very lines that the vault uses. Whole sets: [PublishedSetsTest].
class KnownVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(US_ASCII);

  private static byte[] hex(String s) {
    return HEX.parseHex(s);
  }

  private static byte[] filled(int length, int value) {
    byte[] b = new byte[length];
    Arrays.fill(b, (byte) value);
    return b;
  }

  @Test
  void xaesOfC2sp() throws Exception {
    byte[] plain = "XAES-256-GCM".getBytes(US_ASCII);
    byte[] one =
        Bytes.concat(NONCE, hex("ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"));
    assertThat(SealingKey.of(filled(32, 1)).open(one, new byte[0])).isEqualTo(plain);
    assertThat(XaesOracle.seal(filled(32, 1), NONCE, plain, new byte[0])).isEqualTo(one);
    byte[] two =
        Bytes.concat(NONCE, hex("986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"));
    byte[] ad = "c2sp.org/XAES-256-GCM".getBytes(US_ASCII);
    assertThat(SealingKey.of(filled(32, 3)).open(two, ad)).isEqualTo(plain);
    assertThatThrownBy(() -> SealingKey.of(filled(32, 3)).open(two, new byte[0]))
        .isInstanceOf(IntegrityException.class);
  }

  /// The specification's accumulated vector: 10,000 random keys, nonces and messages in one hash.
  @Test
  void tenThousandXaesMessagesOfC2sp() throws Exception {
    SHAKEDigest in = new SHAKEDigest(128);
    SHAKEDigest out = new SHAKEDigest(128);
    for (int i = 0; i < 10_000; i++) {
      byte[] key = read(in, 32);
      byte[] nonce = read(in, 24);
      byte[] plain = read(in, read(in, 1)[0] & 0xff);
      byte[] ad = read(in, read(in, 1)[0] & 0xff);
      byte[] sealed = XaesOracle.seal(key, nonce, plain, ad);
      assertThat(SealingKey.of(key).open(sealed, ad)).isEqualTo(plain);
      out.update(sealed, 24, sealed.length - 24);
    }
    assertThat(HEX.formatHex(read(out, 32)))
        .isEqualTo("e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939");
  }

  private static byte[] read(SHAKEDigest shake, int length) {
    byte[] bytes = new byte[length];
    shake.doOutput(bytes, 0, length);
    return bytes;
  }

  @Test
  void whatTinkSealsTheSpecificationOpens() {
    byte[] key = filled(32, 9);
    byte[] sealed = SealingKey.of(key).seal(new byte[] {1, 2, 3}, new byte[] {4});
    assertThat(sealed).hasSize(3 + SealingKey.OVERHEAD);
    assertThat(
            XaesOracle.seal(key, Bytes.slice(sealed, 0, 24), new byte[] {1, 2, 3}, new byte[] {4}))
        .isEqualTo(sealed);
  }

  @Test
  void hkdfOfRfc5869() {
    byte[] okm =
        Kdf.hkdf(
            filled(22, 0x0b), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42);
    assertThat(HEX.formatHex(okm))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    byte[] bare = Kdf.hkdf(filled(22, 0x0b), new byte[0], new byte[0], 42);
    assertThat(HEX.formatHex(bare))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  @Test
  void hmacOfRfc4231() {
    byte[] data = filled(50, 0xdd);
    MacKey key =
        MacKey.of(Bytes.concat(filled(20, 0xaa), new byte[12])); // HMAC pads keys with zeros
    assertThat(key.mac(data).toString())
        .isEqualTo("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    MacKey.Running running = key.start();
    running.update(data, 0, 7);
    running.update(data, 7, 43);
    assertThat(running.finish()).isEqualTo(key.mac(data));
  }

  @Test
  void argon2idOfRfc9106() throws Exception {
    Argon2Parameters p =
        Argon2.builder(new Argon2Params(32, 3, 4))
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .build();
    assertThat(HEX.formatHex(Argon2.derive(p, filled(32, 1), 32)))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  @Test
  void ed25519OfRfc8032() {
    byte[] seed = hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    byte[] pub = Ed25519.publicKey(seed);
    assertThat(HEX.formatHex(pub))
        .isEqualTo("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    byte[] sig = Ed25519.sign(seed, pub, hex("af82"));
    assertThat(HEX.formatHex(sig))
        .isEqualTo(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    assertThat(Ed25519.verify(pub, hex("af82"), sig)).isTrue();
    assertThat(Ed25519.verify(pub, hex("af83"), sig)).isFalse();
  }

  /// S + L verifies in implementations that skip the range check of RFC 8032 §5.1.7.
  @Test
  void malleableEd25519IsRefused() {
    byte[] seed = filled(32, 5);
    byte[] pub = Ed25519.publicKey(seed);
    byte[] sig = Ed25519.sign(seed, pub, new byte[] {1});
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] s = new BigInteger(1, reverse(Bytes.slice(sig, 32, 32))).add(order).toByteArray();
    byte[] padded = new byte[32];
    System.arraycopy(
        s, s.length > 32 ? 1 : 0, padded, 32 - Math.min(32, s.length), Math.min(32, s.length));
    assertThat(
            Ed25519.verify(
                pub, new byte[] {1}, Bytes.concat(Bytes.slice(sig, 0, 32), reverse(padded))))
        .isFalse();
    assertThat(Ed25519.verify(new byte[32], new byte[] {1}, sig)).isFalse();
    assertThat(Ed25519.verify(filled(32, 0xff), new byte[] {1}, sig)).isFalse();
  }

  private static byte[] reverse(byte[] b) {
    byte[] r = new byte[b.length];
    for (int i = 0; i < b.length; i++) r[i] = b[b.length - 1 - i];
    return r;
  }

  /// The JDK's own ML-DSA is the oracle: same public key from the seed, and each side's signatures verify.
  @Test
  void mlDsaAgreesWithTheJdk() throws Exception {
    byte[] seed = filled(32, 6);
    byte[] pub = MlDsa.publicKey(seed);
    byte[] message = {1, 2, 3};
    byte[] sig = MlDsa.sign(seed, message);
    assertThat(sig).hasSize(MlDsa.SIGNATURE).isEqualTo(MlDsa.sign(seed, message));
    byte[] prefix = hex("308207b2300b0609608648016503040312038207a100");
    Signature jdk = Signature.getInstance("ML-DSA-65");
    jdk.initVerify(
        KeyFactory.getInstance("ML-DSA-65")
            .generatePublic(new X509EncodedKeySpec(Bytes.concat(prefix, pub))));
    jdk.update(message);
    assertThat(jdk.verify(sig)).isTrue();
    sig[100] ^= 1;
    assertThat(MlDsa.verify(pub, message, sig)).isFalse();
    assertThat(MlDsa.verify(filled(MlDsa.PUBLIC, 0xff), message, sig)).isFalse();
  }

  @Test
  void whatIsNoEnvelopeIsRefused() throws Exception {
    byte[] seed = filled(32, 4);
    byte[] sealed = Hpke.seal(Hpke.publicKey(seed), new byte[] {7}, new byte[] {1, 2});
    assertThat(sealed).hasSize(2 + Hpke.OVERHEAD);
    assertThat(Hpke.open(seed, new byte[] {7}, sealed)).containsExactly(1, 2);
    assertThatThrownBy(() -> Hpke.open(seed, new byte[] {8}, sealed))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> Hpke.open(seed, new byte[] {7}, Bytes.slice(sealed, 0, 1100)))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> Hpke.seal(filled(Hpke.PUBLIC, 0xff), new byte[0], new byte[1]))
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void oneSlotAtTheFullCostOpens() throws Exception {
    Argon2Params policy = Argon2Params.POLICY;
    byte[] secret = filled(32, 8);
    try (Passphrase p = Passphrase.of("policy".toCharArray())) {
      Slot slot =
          Slot.create(
              ObjectType.SLOT, new VaultId(new Id128(1, 2)), p, policy, secret, new SecureRandom());
      assertThat(slot.bytes()).hasSize(Slot.BYTES);
      assertThat(slot.open(p)).get().isEqualTo(secret);
    }
  }
}
