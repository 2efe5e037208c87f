package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.history.ChunkId;

class PackFooterTest {
  private static PackFooter.Piece piece(int at, int total, int offset, int length) {
    byte[] id = new byte[32];
    id[31] = 7;
    return new PackFooter.Piece(ChunkId.of(id), at, total, offset, length);
  }

  @Test
  void theBytesAreAsPublished() {
    byte[] cbor = new PackFooter(List.of(piece(0, 300, 26, 300))).encode();
    assertThat(HexFormat.of().formatHex(cbor))
        .isEqualTo("81855820" + "00".repeat(31) + "07" + "0019012c181a19012c");
  }

  @Test
  void whatIsWrittenIsReadAndItsSizeIsKnownBefore() {
    List<PackFooter.Piece> pieces = new ArrayList<>();
    for (int v : new int[] {0, 23, 24, 255, 256, 65_535, 65_536, 16_777_216, Integer.MAX_VALUE})
      pieces.add(piece(v, v, v, v));
    PackFooter footer = new PackFooter(pieces);
    byte[] cbor = footer.encode();
    assertThat(cbor.length).isEqualTo(1 + pieces.stream().mapToInt(PackFooter::sizeOf).sum());
    assertThat(PackFooter.decode(cbor)).isEqualTo(footer);
    assertThat(PackFooter.decode(new PackFooter(List.of()).encode()).pieces()).isEmpty();
  }

  @Test
  void anyOtherEncodingIsRefused() {
    byte[] cbor = new PackFooter(List.of(piece(0, 300, 26, 300))).encode();
    for (int n = 0; n < cbor.length; n++) refused(Arrays.copyOf(cbor, n));
    refused(Arrays.copyOf(cbor, cbor.length + 1));
    for (String bad :
        List.of("9fff", "a0", "1801", "98010000", "9affffffff", "9b0000000000000001", "9a7fffffff"))
      refused(HexFormat.of().parseHex(bad));
    String longZero = "81855820" + "00".repeat(32) + "180019012c181a19012c";
    refused(HexFormat.of().parseHex(longZero));
  }

  private static void refused(byte[] cbor) {
    assertThatThrownBy(() -> PackFooter.decode(cbor)).isInstanceOf(IllegalArgumentException.class);
  }
}
