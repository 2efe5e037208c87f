package org.tidelock.crypto;

import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The fixed values from which all files of docs/test-vectors/crypto are made, and how they are written: bytes as lower-case hexadecimal.
final class Vectors {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  static final byte[] ROOT_SECRET = filled(32, 0x90);
  static final byte[] NONCE = filled(24, 0xa0);
  static final VaultId VAULT = VaultId.of(filled(16, 0x10));
  static final EpochKeys EPOCH =
      new EpochKeys(VAULT, EpochId.of(filled(16, 0x20)), 1, filled(32, 0x30));
  static final VaultKeys KEYS = new VaultKeys(VAULT, filled(32, 0x50), List.of(EPOCH));
  static final LineageKey LINEAGE = LineageKey.of(filled(32, 0x70));
  static final DeviceKeys DEVICE =
      new DeviceKeys(DeviceId.of(filled(16, 0x40)), filled(32, 0x60), filled(32, 0x80));

  private Vectors() {}

  /// `first`, `first + 1`, and so on.
  static byte[] filled(int length, int first) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) b[i] = (byte) (first + i);
    return b;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static String hex(byte[] b) {
    return HexFormat.of().formatHex(b);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// What a reader must refuse, with the code it must give.
  static void refused(ObjectNode file, String why, String field, byte[] value, int code) {
    file.withArray("refused").addObject().put("why", why).put(field, hex(value)).put("code", code);
  }

  /// The code with which this is refused, or 0.
  static int code(Attempt attempt) {
    try {
      attempt.run();
      return 0;
    } catch (CryptoException e) {
      return e.code();
    }
  }

  interface Attempt {
    void run() throws CryptoException;
  }

  /// A copy with one byte changed.
  static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }
}
