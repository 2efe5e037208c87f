package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole small vault with its secrets, as the product made it once: slots, members entry, envelopes, header, device file. Opened by passphrase, by recovery words and
/// by the device. It is made again only if the file is gone: its nonces are random.
class GoldenVaultTest {
  private static byte[] text(JsonNode node) {
    return Vectors.bytes(node.asString());
  }

  @Test
  void goldenVault() throws Exception {
    Path file = Path.of("..", "docs", "test-vectors", "crypto", "golden-vault.json");
    if ("write".equals(System.getProperty("tidelock.vectors")) && Files.notExists(file))
      Files.writeString(file, Vectors.JSON.writeValueAsString(newGolden()) + "\n");
    JsonNode v = Vectors.JSON.readTree(Files.readString(file));
    List<VaultObject> objects = new ArrayList<>();
    for (JsonNode o : v.get("objects"))
      objects.add(new VaultObject(o.get("name").asString(), text(o.get("hex"))));
    VaultHeader header =
        VaultHeader.parse(objects.getLast().bytes()).pinned(Hash256.of(text(v.get("identity"))));
    ProfileKey profile = ProfileKey.of(text(v.get("profileKey")));
    DeviceFile device = DeviceFile.open(text(v.get("deviceFile")), profile);
    byte[] profileAgain =
        ProfileKey.open(
                text(v.get("profileKeySealed")),
                Passphrase.of(v.get("passphrase").asString().toCharArray()))
            .secretBytes();
    assertThat(profileAgain).isEqualTo(profile.secretBytes());
    OpenedVault byDevice =
        Envelopes.open(device.device(), header, of("envelopes/", objects), of("members/", objects));
    assertThat(Vectors.hex(byDevice.keys().secretBytes())).isEqualTo(v.get("vaultKeys").asString());
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
        assertThat(Vectors.hex(session.keys().secretBytes()))
            .isEqualTo(v.get("vaultKeys").asString());
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
    ObjectNode v = Vectors.JSON.createObjectNode();
    v.put("warning", "Every secret of this vault is published here.")
        .put("passphrase", "golden vault");
    v.put("recoveryWords", String.join(" ", made.recoveryKey().words()))
        .put("identity", made.header().hash().toString());
    v.put("vaultKeys", Vectors.hex(made.keys().secretBytes()))
        .put("membersTips", made.members().tips().toString());
    v.put("profileKey", Vectors.hex(profile.secretBytes()))
        .put(
            "profileKeySealed",
            Vectors.hex(profile.sealUnder(passphrase, Argon2Params.FLOOR, random)));
    v.put(
        "deviceFile",
        Vectors.hex(
            new DeviceFile(made.header().vault(), made.header().hash(), made.device())
                .seal(profile)));
    for (VaultObject o : made.objects())
      v.withArray("objects").addObject().put("name", o.name()).put("hex", Vectors.hex(o.bytes()));
    return v;
  }
}
