package org.tidelock.engine.history;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.VaultKeys;

/// Vault keys for tests, from a seed: one epoch, number 1.
public final class TestKeys {
  private TestKeys() {}

  public static VaultKeys vault(long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.writeBytes(new byte[] {(byte) 0xa3, 0x00, 0x50});
    cbor.writeBytes(bytes(random, 16));
    cbor.writeBytes(new byte[] {0x01, 0x58, 0x20});
    cbor.writeBytes(bytes(random, 32));
    cbor.writeBytes(new byte[] {0x02, (byte) 0x81, (byte) 0xa3, 0x00, 0x50});
    cbor.writeBytes(bytes(random, 16));
    cbor.writeBytes(new byte[] {0x01, 0x01, 0x02, 0x58, 0x20});
    cbor.writeBytes(bytes(random, 32));
    try {
      return VaultKeys.of(cbor.toByteArray());
    } catch (IntegrityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(Random random, int n) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    return bytes;
  }
}
