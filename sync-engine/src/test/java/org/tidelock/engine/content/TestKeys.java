package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.VaultKeys;

/// Keys of a vault that exists in a test only.
final class TestKeys {
  static final SecureRandom RANDOM = new SecureRandom();
  final VaultKeys vault;

  TestKeys() {
    vault = vault();
  }

  EpochKeys epoch() {
    return vault.current();
  }

  FileCipher file(LineageKey lineage) {
    return new FileCipher(vault, lineage, epoch());
  }

  PackCipher packs() {
    return new PackCipher(vault.vault(), epoch());
  }

  /// The CBOR form in which a device keeps its keys: vault id, content secret, one epoch.
  private static VaultKeys vault() {
    ByteBuffer b = ByteBuffer.allocate(256);
    b.put((byte) 0xa3).put((byte) 0).put((byte) 0x50).put(random(16));
    b.put((byte) 1).put((byte) 0x58).put((byte) 32).put(random(32));
    b.put((byte) 2)
        .put((byte) 0x81)
        .put((byte) 0xa3)
        .put((byte) 0)
        .put((byte) 0x50)
        .put(random(16))
        .put((byte) 1)
        .put((byte) 1);
    b.put((byte) 2).put((byte) 0x58).put((byte) 32).put(random(32));
    byte[] cbor = new byte[b.flip().remaining()];
    b.get(cbor);
    try {
      return VaultKeys.of(cbor);
    } catch (IntegrityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] random(int n) {
    byte[] b = new byte[n];
    RANDOM.nextBytes(b);
    return b;
  }
}
