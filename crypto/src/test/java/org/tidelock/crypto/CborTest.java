package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborTest {
  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }

  @Test
  void valuesComeBack() throws Exception {
    String hundred = "x".repeat(100);
    for (long n :
        new long[] {0, 23, 24, 255, 256, 65535, 65536, 4294967295L, 4294967296L, Long.MAX_VALUE}) {
      CborMap map =
          new CborMap()
              .put(0, n)
              .put(1, new byte[300])
              .put(2, "ä" + hundred)
              .put(30, List.of(new CborMap().put(5, 1), new byte[0]))
              .put(200, "new");
      CborMap read = Cbor.decode(Cbor.encode(map));
      assertThat(read.uint64(0)).isEqualTo(n);
      assertThat(read.bytes(1, 300)).hasSize(300);
      assertThat(read.text(2, 102)).isEqualTo("ä" + hundred);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "a1, cut off",
    "a10001ff, trailing",
    "bf0001ff, indefinite map",
    "a1001801, long number",
    "a100c001, tag",
    "a10020, negative",
    "a100f5, boolean",
    "a100f6, null",
    "a100f90000, float",
    "a200010001, duplicate",
    "a201000000, wrong order",
    "a1613001, text key",
    "a1005f41004100ff, chunked bytes",
    "a10062c328, bad UTF-8",
    "80, no map",
    "a1009fff, indefinite array",
    "a1001b8000000000000000, above 2^63",
    "a1005bffffffffffffffff, huge length",
    "a1009a7fffffff, huge array",
    "a100818181818181818181818100, too deep",
    "a12001, negative key",
    "a11b000000010000000001, key above 2^31"
  })
  void everythingElseIsRefused(String bytes, String why) {
    assertThatThrownBy(() -> Cbor.decode(hex(bytes)))
        .as(why)
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void unknownCriticalFieldsAreRefusedAndOthersIgnored() throws Exception {
    Cbor.decode(Cbor.encode(new CborMap().put(0, 1).put(128, 1))).knowsUpTo(0);
    CborMap newer = Cbor.decode(Cbor.encode(new CborMap().put(0, 1).put(1, 1)));
    assertThatThrownBy(() -> newer.knowsUpTo(0)).isInstanceOf(UnsupportedException.class);
  }

  @Test
  void noiseNeverEscapesAsAnotherException() {
    Random random = new Random(20261124);
    byte[] good =
        Cbor.encode(
            new CborMap().put(0, 7).put(1, List.of(new byte[20], "text", new CborMap().put(0, 1))));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(Cbor.encode(Cbor.decode(bytes))).isEqualTo(bytes);
      } catch (IntegrityException expected) {
        assertThat(expected.code()).isEqualTo(20);
      }
    }
  }
}
