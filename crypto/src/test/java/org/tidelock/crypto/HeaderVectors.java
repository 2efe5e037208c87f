package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.hex;

import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/// The header, put together by hand, and headers that are none.
final class HeaderVectors {
  private HeaderVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    try (RootKeys root = new RootKeys(VAULT, ROOT_SECRET)) {
      byte[] keys = root.publicKeys().bytes();
      byte[] front =
          Bytes.concat(Bytes.ascii("Tidelock"), new byte[] {1, 1, 0, 1}, VAULT.bytes(), keys);
      byte[] header = Bytes.concat(front, Hash256.sha256(front).bytes());
      VaultHeader product = new VaultHeader(VAULT, root.publicKeys());
      assertThat(product.bytes()).isEqualTo(header);
      assertThat(VaultHeader.parse(header).pinned(product.hash()).bytes()).isEqualTo(header);
      assertThat(product.hash()).isEqualTo(Hash256.sha256(front));
      v.put("vault", hex(VAULT.bytes())).put("rootSecret", hex(ROOT_SECRET));
      v.put("header", hex(header)).put("identity", hex(Hash256.sha256(front).bytes()));
      byte[] rootId = Bytes.slice(Hash256.sha256(keys).bytes(), 0, 16);
      assertThat(root.publicKeys().id().bytes()).isEqualTo(rootId);
      v.put("rootId", hex(rootId));
      refusals(v, header);
    }
    return v;
  }

  /// Long values are told as a change of the header: `at` and the new byte, or the new `length`, zeros behind its end.
  private static void refusals(ObjectNode v, byte[] header) {
    changed(v, header, "other magic", 0, 't', 20);
    changed(v, header, "a later format", 8, 2, 24);
    changed(v, header, "another type", 9, 2, 20);
    changed(v, header, "another suite", 11, 2, 24);
    changed(v, header, "another vault, the hash left", 12, 0, 20);
    changed(v, header, "another identity", 2043, header[2043] ^ 1, 20);
    length(v, header, "cut off", 2043, 20);
    length(v, header, "longer", 2045, 20);
    length(v, header, "longer than a header may be", 4097, 25);
    assertThat(Vectors.code(() -> VaultHeader.parse(header).pinned(new Hash256(1, 2, 3, 4))))
        .isEqualTo(27);
  }

  private static void changed(
      ObjectNode v, byte[] header, String why, int at, int value, int code) {
    byte[] other = header.clone();
    other[at] = (byte) value;
    assertThat(Vectors.code(() -> VaultHeader.parse(other))).as(why).isEqualTo(code);
    v.withArray("refused")
        .addObject()
        .put("why", why)
        .put("at", at)
        .put("byte", value & 0xff)
        .put("code", code);
  }

  private static void length(ObjectNode v, byte[] header, String why, int length, int code) {
    assertThat(Vectors.code(() -> VaultHeader.parse(Arrays.copyOf(header, length))))
        .as(why)
        .isEqualTo(code);
    v.withArray("refused").addObject().put("why", why).put("length", length).put("code", code);
  }
}
