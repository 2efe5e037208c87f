package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.tidelock.engine.vectors.Fixture;
import tools.jackson.databind.node.ObjectNode;

/// Padmé, from its formula, and the length of a flush's last pack.
public final class PaddingVectors {
  private PaddingVectors() {}

  public static ObjectNode make() {
    ObjectNode v = Fixture.object();
    long[] lengths = {
      0,
      1,
      2,
      3,
      4,
      7,
      8,
      9,
      100,
      5_000,
      65_535,
      65_536,
      65_537,
      100_000,
      9_900_050,
      16_777_215,
      16_777_216,
      16_777_217,
      1L << 40,
      (1L << 40) + 1
    };
    for (long length : lengths) {
      long padded = padme(length);
      assertThat(Padme.size(length)).as("%d", length).isEqualTo(padded);
      v.withArray("padme").addObject().put("length", length).put("padded", padded);
    }
    for (int full : new int[] {4 << 20, 16 << 20})
      for (int content :
          new int[] {112, 65_536, 65_537, 1_000_000, 4_160_000, 4_194_304, 16_500_000}) {
        if (content > full) continue;
        long length = Math.min(full, padme(Math.max(65_536, content)));
        assertThat(PackFormat.paddedSize(content, full)).isEqualTo((int) length);
        v.withArray("lastPackOfAFlush")
            .addObject()
            .put("fullPack", full)
            .put("content", content)
            .put("length", length);
      }
    return v;
  }

  /// E = ⌊log2 L⌋, S = ⌊log2 E⌋ + 1, up to a multiple of 2^(E − S).
  private static long padme(long length) {
    if (length < 2) return length;
    int e = BigInteger.valueOf(length).bitLength() - 1;
    int s = e == 0 ? 0 : BigInteger.valueOf(e).bitLength();
    long step = e > s ? 1L << e - s : 1;
    return (length + step - 1) / step * step;
  }
}
