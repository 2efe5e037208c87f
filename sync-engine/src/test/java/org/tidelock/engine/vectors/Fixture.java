package org.tidelock.engine.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The fixed values of docs/test-vectors/engine, the same vault as in docs/test-vectors/crypto, and how files are written: bytes as lower-case hexadecimal.
public final class Fixture {
  public static final Path DIR = Path.of("..", "docs", "test-vectors");
  public static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  public static final byte[] VAULT = filled(16, 0x10);
  public static final byte[] EPOCH = filled(16, 0x20);
  public static final byte[] EPOCH_SECRET = filled(32, 0x30);
  public static final byte[] CONTENT_SECRET = filled(32, 0x50);
  public static final byte[] SIGNING_SEED = filled(32, 0x60);
  public static final byte[] LINEAGE = filled(32, 0x70);
  public static final byte[] NONCE = filled(24, 0xa0);

  private Fixture() {}

  /// `first`, `first + 1`, and so on.
  public static byte[] filled(int length, int first) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) b[i] = (byte) (first + i);
    return b;
  }

  /// As a device keeps its keys: a map, which the second CBOR does not have, of known lengths.
  public static VaultKeys keys() {
    byte[] epoch = Second.join(hexBytes("a30050"), EPOCH, hexBytes("0101025820"), EPOCH_SECRET);
    byte[] all =
        Second.join(
            hexBytes("a30050"), VAULT, hexBytes("015820"), CONTENT_SECRET, hexBytes("0281"), epoch);
    try {
      return VaultKeys.of(all);
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] epochKey(String label) {
    return Second.derive(EPOCH_SECRET, "epoch " + label, 32, VAULT, EPOCH, Second.u32(1));
  }

  /// The device of the other module's vectors.
  public static DeviceKeys device() {
    try {
      JsonNode profile = JSON.readTree(Files.readString(DIR.resolve("crypto/profile.json")));
      return DeviceFile.open(
              hexBytes(profile.get("deviceFile").asString()),
              ProfileKey.of(hexBytes(profile.get("profileKey").asString())))
          .device();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  /// A new file that begins with the vault's secrets.
  public static ObjectNode vault() {
    return object()
        .put("vault", hex(VAULT))
        .put("epoch", hex(EPOCH))
        .put("epochNumber", 1)
        .put("epochSecret", hex(EPOCH_SECRET));
  }

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  public static String hex(byte[] b) {
    return HexFormat.of().formatHex(b);
  }

  public static byte[] hexBytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// What a reader must refuse, with the code it must give.
  public static void refused(ObjectNode file, String why, String field, byte[] value, int code) {
    file.withArray("refused").addObject().put("why", why).put(field, hex(value)).put("code", code);
  }

  /// Runs something that must be refused with a code of the format; 0 if it is not.
  public static int code(Attempt attempt) throws Exception {
    try {
      attempt.run();
      return 0;
    } catch (CryptoException e) {
      return e.code();
    }
  }

  public interface Attempt {
    void run() throws Exception;
  }

  public static List<Object> list(Object... items) {
    return List.of(items);
  }
}
