package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;
import static org.tidelock.engine.vectors.Fixture.hexBytes;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.trust.Devices;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The six words of a vault, over the members of the golden vault and a vector, and those of its device.
public final class FingerprintVectors {
  private FingerprintVectors() {}

  public static ObjectNode make() throws Exception {
    JsonNode golden =
        Fixture.JSON.readTree(Files.readString(Fixture.DIR.resolve("crypto/golden-vault.json")));
    Members members = members(golden);
    VersionVector seen =
        VersionVector.EMPTY
            .with(WriterId.of(filled(16, 0xd1)), 1)
            .with(WriterId.of(filled(16, 0x51)), 300);
    ObjectNode v = Fixture.object();
    byte[] input = new byte[0];
    for (Hash256 tip : members.tips()) {
      input = Second.join(input, tip.bytes());
      v.withArray("tips").add(tip.toString());
    }
    for (int writer : new int[] {0x51, 0xd1}) {
      long count = writer == 0x51 ? 300 : 1;
      input = Second.join(input, filled(16, writer), Second.u64(count));
      v.withArray("seen").addObject().put("writer", hex(filled(16, writer))).put("count", count);
    }
    String words = words(Second.sha256(input));
    assertThat(LocalVaults.fingerprint(members, seen)).isEqualTo(words);
    v.put("hashed", hex(input)).put("sha256", hex(Second.sha256(input))).put("fingerprint", words);
    device(v, members.devices().getFirst());
    return v;
  }

  private static void device(ObjectNode v, DeviceEntry device) {
    byte[] keys = device.keys().bytes();
    String words = words(Second.sha256(keys));
    assertThat(Devices.info(device, true, java.util.Optional.empty()).fingerprint())
        .isEqualTo(words);
    v.put("device", device.id().toString())
        .put("devicePublicSha256", hex(Second.sha256(keys)))
        .put("deviceFingerprint", words);
  }

  private static Members members(JsonNode golden) throws Exception {
    List<VaultObject> objects = new ArrayList<>();
    for (JsonNode o : golden.get("objects"))
      objects.add(new VaultObject(o.get("name").asString(), hexBytes(o.get("hex").asString())));
    DeviceFile device =
        DeviceFile.open(
            hexBytes(golden.get("deviceFile").asString()),
            ProfileKey.of(hexBytes(golden.get("profileKey").asString())));
    VaultHeader header = VaultHeader.parse(objects.getLast().bytes()).pinned(device.header());
    return Envelopes.open(
            device.device(), header, of("envelopes/", objects), of("members/", objects))
        .members();
  }

  private static List<VaultObject> of(String prefix, List<VaultObject> objects) {
    return objects.stream().filter(o -> o.name().startsWith(prefix)).toList();
  }

  /// The first 66 bits, eleven to a word of BIP-39's English list.
  private static String words(byte[] hash) {
    List<String> list;
    try (var in = VaultHeader.class.getResourceAsStream("english.txt")) {
      list =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
              .lines()
              .toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    java.math.BigInteger bits = new java.math.BigInteger(1, hash);
    List<String> words = new ArrayList<>();
    for (int i = 1; i <= 6; i++)
      words.add(list.get(bits.shiftRight(256 - 11 * i).intValue() & 2047));
    return String.join(" ", words);
  }
}
