package org.tidelock.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What looks encrypted, and what does not.
final class ScrambledTest {
  private static final String ENGLISH =
      "It was a bright cold day in April, and the clocks were striking thirteen; the wind was vile, and gritty dust went with it. ";

  private static boolean is(byte[] bytes) {
    return Scrambled.is(bytes, bytes.length);
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void randomBytesOfAnyLength() {
    for (int length : new int[] {100, 200, 400, 1_000, 4_096}) {
      int seen = 0;
      for (int seed = 0; seed < 200; seed++) if (is(random(length, seed))) seen++;
      assertThat(seen).as("of 200 with " + length + " bytes").isGreaterThanOrEqualTo(195);
    }
  }

  @Test
  void noText() {
    for (int length : new int[] {64, 100, 400, 4_096}) {
      String text = ENGLISH.repeat(40).substring(0, length);
      assertThat(is(text.getBytes(StandardCharsets.UTF_8))).as("" + length).isFalse();
      assertThat(is(text.getBytes(StandardCharsets.UTF_16LE))).as("" + length).isFalse();
    }
  }

  @Test
  void noBase64() {
    for (int seed = 0; seed < 200; seed++) {
      String text = Base64.getEncoder().encodeToString(random(300, seed));
      assertThat(is(text.getBytes(StandardCharsets.US_ASCII))).isFalse();
    }
  }

  @Test
  void tooFewBytesTellNothing() {
    assertThat(is(random(63, 1))).isFalse();
  }

  @Test
  void whatIsCompressedIsToldByItsMark() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      Random random = new Random(5);
      for (int i = 0; i < 3_000; i++)
        out.write(
            (ENGLISH.substring(random.nextInt(60)) + random.nextInt())
                .getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    assertThat(Scrambled.is(bytes, Scrambled.SAMPLE)).isTrue();
    assertThat(FileTypes.isMarked(bytes, bytes.length)).isTrue();
    byte[] mp4 = random(4_096, 3);
    System.arraycopy("ftypisom".getBytes(StandardCharsets.US_ASCII), 0, mp4, 4, 8);
    assertThat(FileTypes.isMarked(mp4, mp4.length)).isTrue();
    assertThat(FileTypes.isMarked(random(4_096, 3), 4_096)).isFalse();
    assertThat(FileTypes.isMarked(new byte[] {'P', 'K'}, 2)).isFalse();
  }

  @Test
  void namesTellWhatIsToBeExpected() {
    assertThat(FileTypes.isToldByName("a/b.JPG")).isTrue();
    assertThat(FileTypes.isToldByName("notes.txt")).isTrue();
    assertThat(FileTypes.isToldByName("backup.enc")).isFalse();
    assertThat(FileTypes.isToldByName("7")).isFalse();
    assertThat(FileTypes.isCompressed("x.pdf")).isTrue();
    assertThat(FileTypes.isCompressed("x.txt")).isFalse();
  }
}
