package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps docs/test-vectors/ true. Everything that can be computed again is compared; what random nonces make different each time is opened instead. After an intended
/// change of the format: `-Dtidelock.vectors=write`.
class PublishedVectorsTest {
  private static final Path DIR = Path.of("..", "docs", "test-vectors");
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.vectors"));
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] filled(int length, int first) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) b[i] = (byte) (first + i);
    return b;
  }

  private static String hex(byte[] b) {
    return HEX.formatHex(b);
  }

  private static String hex(long[] words) {
    StringBuilder out = new StringBuilder();
    for (long w : words) out.append(HEX.toHexDigits(w));
    return out.toString();
  }

  private static byte[] bytes(JsonNode node) {
    return HEX.parseHex(node.asString());
  }

  private static void compare(String name, ObjectNode computed) throws IOException {
    Path file = DIR.resolve(name);
    String text = JSON.writeValueAsString(computed) + "\n";
    if (WRITE) {
      Files.createDirectories(DIR);
      Files.writeString(file, text);
    }
    assertThat(JSON.readTree(Files.readString(file)))
        .as("code and docs/test-vectors/" + name)
        .isEqualTo(JSON.readTree(text));
  }

  private static final VaultId VAULT = VaultId.of(filled(16, 0x10));
  private static final EpochKeys EPOCH =
      new EpochKeys(VAULT, EpochId.of(filled(16, 0x20)), 1, filled(32, 0x30));
  private static final VaultKeys KEYS = new VaultKeys(VAULT, filled(32, 0x50), List.of(EPOCH));
  private static final LineageKey LINEAGE = LineageKey.of(filled(32, 0x70));

  @Test
  void keySchedule() throws IOException {
    ObjectNode v = JSON.createObjectNode();
    v.put("vault", VAULT.toString()).put("rootSecret", hex(filled(32, 0x90)));
    v.put("rootWrap", hex(Kdf.derive(filled(32, 0x90), "root wrap", 32, VAULT.bytes())));
    v.put("rootEd25519Seed", hex(Kdf.derive(filled(32, 0x90), "root ed25519", 32, VAULT.bytes())));
    v.put("rootMlDsaSeed", hex(Kdf.derive(filled(32, 0x90), "root ml-dsa-65", 32, VAULT.bytes())));
    v.put("epoch", EPOCH.id().toString())
        .put("epochNumber", 1)
        .put("epochSecret", hex(EPOCH.secretBytes()));
    for (String label : List.of("log", "idx", "mem", "pack", "commit")) {
      v.put(
          "epoch " + label,
          hex(
              Kdf.derive(
                  EPOCH.secretBytes(),
                  "epoch " + label,
                  32,
                  VAULT.bytes(),
                  EPOCH.id().bytes(),
                  Bytes.u32(1))));
    }
    v.put("epochCommitment", EPOCH.commitment().toString());
    v.put("contentSecret", hex(filled(32, 0x50)))
        .put("contentCommitment", KEYS.contentCommitment().toString());
    v.put("lineage", hex(LINEAGE.secretBytes()));
    v.put("chunkIdKey", hex(Kdf.derive(LINEAGE.secretBytes(), "chunk ids", 32, VAULT.bytes())));
    v.put(
        "fileKey",
        hex(
            Kdf.derive(
                EPOCH.packSecret(),
                LINEAGE.secretBytes(),
                "file",
                32,
                VAULT.bytes(),
                EPOCH.id().bytes())));
    v.put("gearTable", hex(KEYS.files(LINEAGE).gearTable()));
    v.put("message", hex(filled(5, 1)));
    v.put("contentIdOfMessage", KEYS.contentIds().mac(filled(5, 1)).toString());
    v.put("chunkIdOfMessage", KEYS.files(LINEAGE).chunkIds().mac(filled(5, 1)).toString());
    assertThat(v.get("epoch commit").asString()).isEqualTo(v.get("epochCommitment").asString());
    compare("key-schedule.json", v);
  }

  /// Sealed by the second implementation with fixed nonces; the product must open them.
  @Test
  void sealedObjects() throws Exception {
    ObjectNode v = JSON.createObjectNode();
    byte[] nonce = filled(24, 0xa0);
    byte[] ids = filled(24, 0xc0);
    byte[] logKey =
        Kdf.derive(
            EPOCH.secretBytes(), "epoch log", 32, VAULT.bytes(), EPOCH.id().bytes(), Bytes.u32(1));
    byte[] ad = SealedObject.associatedData(ObjectType.SEGMENT, VAULT, EPOCH.id().value(), ids);
    byte[] segment =
        Bytes.concat(
            SealedObject.frame(ObjectType.SEGMENT, EPOCH.id().value()),
            XaesOracle.seal(logKey, nonce, filled(5, 1), ad));
    assertThat(SealedObject.parse(segment).open(ObjectType.SEGMENT, VAULT, EPOCH.log(), ids))
        .isEqualTo(filled(5, 1));
    v.put("vault", VAULT.toString())
        .put("epoch", EPOCH.id().toString())
        .put("nonce", hex(nonce))
        .put("plaintext", hex(filled(5, 1)));
    v.put("segmentIds", hex(ids))
        .put("segmentAssociatedData", hex(ad))
        .put("segment", hex(segment));
    Hash256 chunkId = KEYS.files(LINEAGE).chunkIds().mac(filled(5, 1));
    byte[] fileKey =
        Kdf.derive(
            EPOCH.packSecret(),
            LINEAGE.secretBytes(),
            "file",
            32,
            VAULT.bytes(),
            EPOCH.id().bytes());
    byte[] chunkAd =
        SealedObject.associatedData(ObjectType.CHUNK, VAULT, EPOCH.id().value(), chunkId.bytes());
    byte[] chunk = XaesOracle.seal(fileKey, nonce, filled(5, 1), chunkAd);
    assertThat(KEYS.files(LINEAGE).openChunk(EPOCH, chunkId, chunk)).isEqualTo(filled(5, 1));
    v.put("chunkAssociatedData", hex(chunkAd)).put("chunk", hex(chunk));
    v.put(
        "signedBody",
        hex(
            Bytes.slice(
                SignedBody.compose(filled(5, 1), filled(64, 2), SealedObject.OVERHEAD), 0, 80)));
    v.put(
        "signedBodyLength",
        SignedBody.compose(filled(5, 1), filled(64, 2), SealedObject.OVERHEAD).length);
    compare("sealed-objects.json", v);
  }

  @Test
  void headerSignaturesAndEnvelope() throws Exception {
    ObjectNode v = JSON.createObjectNode();
    try (RootKeys root = new RootKeys(VAULT, filled(32, 0x90))) {
      VaultHeader header = new VaultHeader(VAULT, root.publicKeys());
      assertThat(VaultHeader.parse(header.bytes()).pinned(header.hash()).bytes())
          .isEqualTo(header.bytes());
      v.put("header", hex(header.bytes()))
          .put("identity", header.hash().toString())
          .put("rootId", root.publicKeys().id().toString());
      v.put(
          "rootSignatureOf0102ForMember",
          hex(root.sign(SignaturePurpose.MEMBER, new byte[] {1, 2})));
    }
    DeviceKeys device =
        new DeviceKeys(DeviceId.of(filled(16, 0x40)), filled(32, 0x60), filled(32, 0x80));
    v.put("deviceSigningSeed", hex(filled(32, 0x60)))
        .put("deviceSealingSeed", hex(filled(32, 0x80)));
    v.put("devicePublic", hex(device.publicKeys().bytes()));
    for (SignaturePurpose p : SignaturePurpose.values())
      v.put("signatureOf0102For " + p, hex(device.sign(p, new byte[] {1, 2})));
    byte[] ad =
        SealedObject.associatedData(
            ObjectType.ENVELOPE, VAULT, device.id().value(), EPOCH.id().bytes());
    byte[] hpke =
        Hpke.sealDeterministic(device.publicKeys().sealing(), ad, filled(5, 1), filled(64, 0x11));
    assertThat(device.openEnvelope(ad, hpke)).isEqualTo(filled(5, 1));
    v.put("hpkeAssociatedData", hex(ad))
        .put("hpkeRandomness", hex(filled(64, 0x11)))
        .put("hpkePlaintext", hex(filled(5, 1)))
        .put("hpke", hex(hpke));
    v.put("sixWordsOfFingerprintHash", String.join(" ", Words.six(Hash256.sha256(filled(5, 1)))))
        .put("fingerprintHash", Hash256.sha256(filled(5, 1)).toString());
    compare("header-signatures-envelope.json", v);
  }

  @Test
  void refusedCbor() throws Exception {
    ObjectNode v = JSON.createObjectNode();
    for (String bad :
        List.of(
            "",
            "a1",
            "a10001ff",
            "bf0001ff",
            "a1001801",
            "a100c001",
            "a10020",
            "a100f5",
            "a100f6",
            "a100f7",
            "a100f90000",
            "a200010001",
            "a201000000",
            "a1613001",
            "a1005f41004100ff",
            "a10062c328",
            "80",
            "a1009fff",
            "a1001b8000000000000000")) {
      assertThatThrownBy(() -> Cbor.decode(HEX.parseHex(bad)))
          .as(bad)
          .isInstanceOf(IntegrityException.class);
      v.put(bad, "refused");
    }
    compare("cbor-refused.json", v);
  }

  /// A whole small vault with its secrets: slots, members entry, envelopes, header, device file. Opened by passphrase, by recovery words and by the device.
  @Test
  void goldenVault() throws Exception {
    Path file = DIR.resolve("golden-vault.json");
    if (WRITE) Files.createDirectories(DIR);
    if (WRITE && Files.notExists(file))
      Files.writeString(file, JSON.writeValueAsString(newGolden()) + "\n");
    JsonNode v = JSON.readTree(Files.readString(file));
    List<VaultObject> objects = new ArrayList<>();
    for (JsonNode o : v.get("objects"))
      objects.add(new VaultObject(o.get("name").asString(), bytes(o.get("hex"))));
    VaultHeader header =
        VaultHeader.parse(objects.getLast().bytes()).pinned(Hash256.of(bytes(v.get("identity"))));
    ProfileKey profile = ProfileKey.of(bytes(v.get("profileKey")));
    DeviceFile device = DeviceFile.open(bytes(v.get("deviceFile")), profile);
    byte[] profileAgain =
        ProfileKey.open(
                bytes(v.get("profileKeySealed")),
                Passphrase.of(v.get("passphrase").asString().toCharArray()))
            .secretBytes();
    assertThat(profileAgain).isEqualTo(profile.secretBytes());
    OpenedVault byDevice =
        Envelopes.open(device.device(), header, of("envelopes/", objects), of("members/", objects));
    assertThat(hex(byDevice.keys().secretBytes())).isEqualTo(v.get("vaultKeys").asString());
    assertThat(byDevice.members().tips()).hasToString(v.get("membersTips").asString());
    OwnerObjects owner =
        new OwnerObjects(of("slots/", objects), of("envelopes/", objects), of("members/", objects));
    for (OwnerSecret secret :
        List.of(
            Passphrase.of(v.get("passphrase").asString().toCharArray()),
            RecoveryKey.parse(v.get("recoveryWords").asString()))) {
      UnverifiedHeader unverified = VaultHeader.parse(objects.getLast().bytes());
      try (OwnerSession session =
          OwnerSession.open(
              unverified, secret, owner, new SecureRandom(), InstantSource.system())) {
        assertThat(hex(session.keys().secretBytes())).isEqualTo(v.get("vaultKeys").asString());
      }
    }
  }

  private static List<VaultObject> of(String prefix, List<VaultObject> objects) {
    return objects.stream().filter(o -> o.name().startsWith(prefix)).toList();
  }

  private static ObjectNode newGolden() throws CryptoException {
    SecureRandom random = new SecureRandom();
    Passphrase passphrase = Passphrase.of("golden vault".toCharArray());
    CreatedVault made =
        NewVault.create(
            passphrase, Argon2Params.FLOOR, "golden", random, InstantSource.fixed(Instant.EPOCH));
    ProfileKey profile = ProfileKey.random(random);
    ObjectNode v = JSON.createObjectNode();
    v.put("warning", "Every secret of this vault is published here.")
        .put("passphrase", "golden vault");
    v.put("recoveryWords", String.join(" ", made.recoveryKey().words()))
        .put("identity", made.header().hash().toString());
    v.put("vaultKeys", hex(made.keys().secretBytes()))
        .put("membersTips", made.members().tips().toString());
    v.put("profileKey", hex(profile.secretBytes()))
        .put("profileKeySealed", hex(profile.sealUnder(passphrase, Argon2Params.FLOOR, random)));
    v.put(
        "deviceFile",
        hex(
            new DeviceFile(made.header().vault(), made.header().hash(), made.device())
                .seal(profile)));
    for (VaultObject o : made.objects())
      v.withArray("objects").addObject().put("name", o.name()).put("hex", hex(o.bytes()));
    return v;
  }

  @Test
  void everyFileIsChecked() throws IOException {
    String[] known = {
      "cbor-refused.json",
      "golden-vault.json",
      "header-signatures-envelope.json",
      "key-schedule.json",
      "sealed-objects.json"
    };
    assertThat(Arrays.stream(known).map(DIR::resolve)).allMatch(Files::exists);
  }
}
