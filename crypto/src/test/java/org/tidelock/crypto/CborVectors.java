package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Bodies that are not in the one encoding, and one that is.
final class CborVectors {
  private static final String EIGHT_LEVELS = "a1008181818181818100";

  private CborVectors() {}

  private static final Map<String, String> REFUSED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("", "nothing"),
              Map.entry("a1", "cut off"),
              Map.entry("a10001ff", "something follows"),
              Map.entry("bf0001ff", "a map without a length"),
              Map.entry("a1001801", "a number in a longer form"),
              Map.entry("a100c001", "a tag"),
              Map.entry("a10020", "a negative number"),
              Map.entry("a100f5", "true"),
              Map.entry("a100f6", "null"),
              Map.entry("a100f7", "undefined"),
              Map.entry("a100f90000", "a float"),
              Map.entry("a200010001", "a key twice"),
              Map.entry("a201000000", "keys that descend"),
              Map.entry("a1613001", "a text as key"),
              Map.entry("a12001", "a negative key"),
              Map.entry("a1005f41004100ff", "bytes in pieces"),
              Map.entry("a10062c328", "text that is not UTF-8"),
              Map.entry("80", "no map"),
              Map.entry("a1009fff", "an array without a length"),
              Map.entry("a100818181818181818100", "nine levels"),
              Map.entry("a1001b8000000000000000", "a number from 2^63 on")));

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    byte[] good =
        SecondCbor.encode(
            SecondCbor.map(
                0,
                0,
                1,
                23,
                2,
                24,
                3,
                255,
                4,
                256,
                5,
                65_535,
                6,
                65_536,
                7,
                4_294_967_295L,
                8,
                4_294_967_296L,
                9,
                Long.MAX_VALUE,
                10,
                new byte[] {1, 2},
                11,
                "ä",
                12,
                java.util.List.of(1, SecondCbor.map(0, "x"))));
    assertThat(Cbor.encode(Cbor.decode(good))).isEqualTo(good);
    v.withArray("accepted").add(Vectors.hex(good)).add(EIGHT_LEVELS);
    Cbor.decode(Vectors.bytes(EIGHT_LEVELS));
    REFUSED.forEach(
        (hex, why) -> {
          assertThat(Vectors.code(() -> Cbor.decode(Vectors.bytes(hex)))).as(why).isEqualTo(20);
          Vectors.refused(v, why, "cbor", Vectors.bytes(hex), 20);
        });
    return v;
  }
}
