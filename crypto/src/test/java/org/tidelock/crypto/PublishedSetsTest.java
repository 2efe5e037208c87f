package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Wycheproof's sets and those of the drafts of X-Wing and HPKE, run through the very lines that the vault uses. How many of each set are used is part of the test.
class PublishedSetsTest {
  private static final byte[] INFO = Bytes.ascii("Tidelock 1 envelope");
  private static final byte[] AD = {7};
  private static final byte[] MESSAGE = {1, 2, 3};

  /// Tests used, and how many the original has. The README beside the files says what was left out, and why.
  private static final Map<String, int[]> USED =
      Map.of(
          "ed25519", new int[] {151, 151},
          "hkdf", new int[] {86, 86},
          "hmac", new int[] {84, 174},
          "mldsa-verify", new int[] {203, 210},
          "mldsa-sign", new int[] {83, 105},
          "mlkem-encaps", new int[] {265, 265},
          "x25519", new int[] {518, 518});

  private static PublishedSet set(String name) throws IOException {
    PublishedSet set = PublishedSet.read(name);
    assertThat(new int[] {set.tests().size(), set.of()})
        .as("used and all of " + name)
        .isEqualTo(USED.get(name));
    return set;
  }

  @Test
  void everyFileIsReadAndNamedInItsReadme() throws IOException {
    try (Stream<Path> files = Files.list(PublishedSet.DIR)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      USED.keySet().stream().map(n -> n + ".json"),
                      Stream.of("README.md", "xwing.json", "hpke-xwing.json"))
                  .toList());
    }
    String readme = Files.readString(PublishedSet.DIR.resolve("README.md"));
    USED.forEach(
        (name, n) ->
            assertThat(readme)
                .as(name)
                .contains("| `" + name + ".json` |")
                .contains("| " + n[0] + " of " + n[1] + " |"));
  }

  @Test
  void ed25519() throws IOException {
    for (JsonNode t : set("ed25519").tests())
      assertThat(
              Ed25519.verify(
                  PublishedSet.hex(t, "key"),
                  PublishedSet.hex(t, "msg"),
                  PublishedSet.hex(t, "sig")))
          .as(PublishedSet.name(t))
          .isEqualTo(PublishedSet.valid(t));
  }

  @Test
  void hkdfSha256() throws IOException {
    for (JsonNode t : set("hkdf").tests()) {
      int size = t.get("size").asInt();
      if (PublishedSet.valid(t))
        assertThat(hkdf(t, size)).as(PublishedSet.name(t)).isEqualTo(PublishedSet.hex(t, "okm"));
      else
        assertThatThrownBy(() -> hkdf(t, size))
            .as(PublishedSet.name(t))
            .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] hkdf(JsonNode t, int size) {
    return Kdf.hkdf(
        PublishedSet.hex(t, "ikm"), PublishedSet.hex(t, "salt"), PublishedSet.hex(t, "info"), size);
  }

  /// HMAC pads keys with zeros, so a shorter key is a key of ours.
  @Test
  void hmacSha256() throws IOException {
    for (JsonNode t : set("hmac").tests()) {
      MacKey key = MacKey.of(Arrays.copyOf(PublishedSet.hex(t, "key"), 32));
      Hash256 tag = Hash256.of(PublishedSet.hex(t, "tag"));
      assertThat(key.mac(PublishedSet.hex(t, "msg")).equals(tag))
          .as(PublishedSet.name(t))
          .isEqualTo(PublishedSet.valid(t));
    }
  }

  @Test
  void mlDsa65Verification() throws IOException {
    byte[] key = new byte[0];
    for (JsonNode t : set("mldsa-verify").tests()) {
      if (!t.get("key").asString().equals("same")) key = PublishedSet.hex(t, "key");
      assertThat(MlDsa.verify(key, PublishedSet.hex(t, "msg"), PublishedSet.hex(t, "sig")))
          .as(PublishedSet.name(t))
          .isEqualTo(PublishedSet.valid(t));
    }
  }

  /// Signing is deterministic, so the signatures are those of the set, which is kept as hashes.
  @Test
  void mlDsa65KeysAndSignatures() throws IOException {
    for (JsonNode t : set("mldsa-sign").tests()) {
      byte[] seed = PublishedSet.hex(t, "seed");
      if (PublishedSet.valid(t)) {
        assertThat(sha256(MlDsa.publicKey(seed)))
            .as(PublishedSet.name(t))
            .isEqualTo(t.get("keySha256").asString());
        assertThat(sha256(MlDsa.sign(seed, PublishedSet.hex(t, "msg"))))
            .as(PublishedSet.name(t))
            .isEqualTo(t.get("sigSha256").asString());
      } else
        assertThatThrownBy(() -> MlDsa.publicKey(seed))
            .as(PublishedSet.name(t))
            .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// A device's key may be anything; what is no key is refused, and what is one is encapsulated to as FIPS 203 says: the shared secret of the set, and nothing else,
  /// opens what the product sealed.
  @Test
  void mlKem768InsideXWing() throws Exception {
    byte[] x25519 = new byte[32];
    Arrays.fill(x25519, (byte) 0x42);
    byte[] x25519Key = HpkeOracle.x25519Key(x25519);
    int opened = 0;
    for (JsonNode t : set("mlkem-encaps").tests()) {
      byte[] key = Bytes.concat(PublishedSet.hex(t, "ek"), x25519Key);
      if (!PublishedSet.valid(t)) {
        assertThatThrownBy(() -> Hpke.seal(key, AD, MESSAGE))
            .as(PublishedSet.name(t))
            .isInstanceOf(IntegrityException.class);
        continue;
      }
      byte[] sealed =
          Hpke.sealDeterministic(key, AD, MESSAGE, Bytes.concat(PublishedSet.hex(t, "m"), x25519));
      assertThat(sha256(Bytes.slice(sealed, 0, 1088)))
          .as(PublishedSet.name(t))
          .isEqualTo(t.get("cSha256").asString());
      byte[] secret =
          HpkeOracle.xWing(
              PublishedSet.hex(t, "K"), HpkeOracle.x25519(x25519, x25519Key), x25519Key, x25519Key);
      assertThat(HpkeOracle.open(secret, INFO, AD, tail(sealed)))
          .as(PublishedSet.name(t))
          .isEqualTo(MESSAGE);
      opened++;
    }
    assertThat(opened).isEqualTo(133);
  }

  /// Points of small order give no secret at all: refused. All others agree with the set.
  @Test
  void x25519InsideXWing() throws Exception {
    JsonNode mlKem =
        set("mlkem-encaps").tests().stream().filter(PublishedSet::valid).findFirst().orElseThrow();
    int refused = 0;
    for (JsonNode t : set("x25519").tests()) {
      byte[] point = PublishedSet.hex(t, "public");
      byte[] key = Bytes.concat(PublishedSet.hex(mlKem, "ek"), point);
      byte[] shared = PublishedSet.hex(t, "shared");
      if (Arrays.equals(shared, new byte[32])) {
        assertThatThrownBy(() -> Hpke.seal(key, AD, MESSAGE))
            .as(PublishedSet.name(t))
            .isInstanceOf(IntegrityException.class);
        assertNoEncapsulation(point, PublishedSet.name(t));
        refused++;
        continue;
      }
      byte[] secret = PublishedSet.hex(t, "private");
      byte[] sealed =
          Hpke.sealDeterministic(
              key, AD, MESSAGE, Bytes.concat(PublishedSet.hex(mlKem, "m"), secret));
      byte[] ciphertext = Bytes.slice(sealed, 1088, 32);
      assertThat(ciphertext).as(PublishedSet.name(t)).isEqualTo(HpkeOracle.x25519Key(secret));
      assertThat(
              HpkeOracle.open(
                  HpkeOracle.xWing(PublishedSet.hex(mlKem, "K"), shared, ciphertext, point),
                  INFO,
                  AD,
                  tail(sealed)))
          .as(PublishedSet.name(t))
          .isEqualTo(MESSAGE);
    }
    assertThat(refused).isEqualTo(31);
  }

  /// Such a point as a sender's, and a message sealed under the very secret that would come of it, its X25519 part being zeros.
  private static void assertNoEncapsulation(byte[] point, String name) throws Exception {
    byte[] seed = new byte[Hpke.SEED];
    byte[] key = Hpke.publicKey(seed);
    SecretWithEncapsulation mlKem =
        new MLKEMGenerator(new SecureRandom())
            .generateEncapsulated(
                new MLKEMPublicKeyParameters(
                    MLKEMParameters.ml_kem_768, Bytes.slice(key, 0, 1184)));
    byte[] secret =
        HpkeOracle.xWing(mlKem.getSecret(), new byte[32], point, Bytes.slice(key, 1184, 32));
    byte[] sealed =
        Bytes.concat(mlKem.getEncapsulation(), point, HpkeOracle.seal(secret, INFO, AD, MESSAGE));
    assertThatThrownBy(() -> Hpke.open(seed, AD, sealed))
        .as(name)
        .isInstanceOf(IntegrityException.class);
  }

  /// ML-KEM does not refuse a ciphertext that was altered: it gives another secret (implicit rejection), with which nothing opens.
  @Test
  void alteredMlKemCiphertextsOpenNothing() throws Exception {
    byte[] seed = new byte[Hpke.SEED];
    byte[] sealed = Hpke.seal(Hpke.publicKey(seed), AD, MESSAGE);
    assertThat(Hpke.open(seed, AD, sealed)).isEqualTo(MESSAGE);
    for (int at = 0; at < 1088; at += 17) {
      byte[] altered = sealed.clone();
      altered[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> Hpke.open(seed, AD, altered))
          .as("byte " + at)
          .isInstanceOf(IntegrityException.class);
    }
    for (byte filling : new byte[] {0, -1}) {
      byte[] altered = sealed.clone();
      Arrays.fill(altered, 0, 1088, filling);
      assertThatThrownBy(() -> Hpke.open(seed, AD, altered)).isInstanceOf(IntegrityException.class);
    }
  }

  /// All vectors of draft-connolly-cfrg-xwing-kem, appendix C, whole, and both ways: what the product seals opens with the draft's secret, and what is sealed with the
  /// draft's secret the product opens.
  @Test
  void xWingOfTheDraft() throws Exception {
    JsonNode all = PublishedSet.json("xwing.json");
    assertThat(all.size()).isEqualTo(3);
    for (JsonNode v : all)
      exchange(
          PublishedSet.hex(v, "seed"),
          PublishedSet.hex(v, "pk"),
          PublishedSet.hex(v, "eseed"),
          PublishedSet.hex(v, "ct"),
          PublishedSet.hex(v, "ss"));
  }

  /// draft-ietf-hpke-pq has X-Wing and HKDF-SHA256 with ChaCha20Poly1305 only: its key schedule is checked on the second implementation, which then checks the product.
  @Test
  void hpkeOfTheDraft() throws Exception {
    JsonNode v = PublishedSet.json("hpke-xwing.json");
    HpkeOracle.Keys keys =
        HpkeOracle.schedule(
            PublishedSet.hex(v, "shared_secret"),
            PublishedSet.hex(v, "info"),
            HpkeOracle.CHACHA20_POLY1305);
    assertThat(keys.key()).isEqualTo(PublishedSet.hex(v, "key"));
    assertThat(keys.nonce()).isEqualTo(PublishedSet.hex(v, "base_nonce"));
    assertThat(keys.exporter()).isEqualTo(PublishedSet.hex(v, "exporter_secret"));
    exchange(
        PublishedSet.hex(v, "skRm"),
        PublishedSet.hex(v, "pkRm"),
        PublishedSet.hex(v, "ikmE"),
        PublishedSet.hex(v, "enc"),
        PublishedSet.hex(v, "shared_secret"));
  }

  private static void exchange(
      byte[] seed, byte[] key, byte[] randomness, byte[] encapsulation, byte[] secret)
      throws Exception {
    assertThat(Hpke.publicKey(seed)).isEqualTo(key);
    byte[] sealed = Hpke.sealDeterministic(key, AD, MESSAGE, randomness);
    assertThat(Bytes.slice(sealed, 0, Hpke.ENCAPSULATION)).isEqualTo(encapsulation);
    assertThat(HpkeOracle.open(secret, INFO, AD, tail(sealed))).isEqualTo(MESSAGE);
    byte[] other = {9, 8, 7, 6};
    assertThat(
            Hpke.open(
                seed, AD, Bytes.concat(encapsulation, HpkeOracle.seal(secret, INFO, AD, other))))
        .isEqualTo(other);
  }

  private static byte[] tail(byte[] sealed) {
    return Bytes.slice(sealed, Hpke.ENCAPSULATION, sealed.length - Hpke.ENCAPSULATION);
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hash256.sha256(bytes).bytes());
  }
}
