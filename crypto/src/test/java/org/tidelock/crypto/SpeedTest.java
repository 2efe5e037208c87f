package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ten thousand small files must not drown in key derivation. Bounds are ten times what was measured, so that a loaded machine does not fail them.
class SpeedTest {
  @Test
  void keysOfASmallFileAreCheap() throws Exception {
    SecureRandom random = new SecureRandom();
    VaultId vault = VaultId.random(random);
    EpochKeys epoch = new EpochKeys(vault, EpochId.random(random), 1, NewVault.bytes(random));
    VaultKeys keys = new VaultKeys(vault, NewVault.bytes(random), List.of(epoch));
    byte[] content = new byte[1024];
    List<LineageKey> files = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) files.add(LineageKey.random(random));
    Warmup.run();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      long start = System.nanoTime();
      for (LineageKey file : files) {
        FileKeys f = keys.files(file);
        Hash256 id = f.chunkIds().mac(content);
        f.sealChunk(epoch, id, content);
      }
      best = Math.min(best, (System.nanoTime() - start) / files.size());
    }
    System.out.println("keys, chunk id and seal of a 1 KiB file: " + best / 1000.0 + " us");
    assertThat(best).isLessThan(300_000);
  }
}
