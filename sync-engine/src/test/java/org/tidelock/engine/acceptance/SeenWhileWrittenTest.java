package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Hold;

/// Files that an engine saw in the moment in which they were written, so that it reads them again: the guard against encryption (0112) takes that for no rewriting by itself.
final class SeenWhileWrittenTest extends FleetFixture {
  private static final int MANY = 60;
  private static final int SIZE = 1_400;
  private final Random random = new Random(112);

  private byte[] noise() {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(int number) {
    return ("The harbour of letter " + number + " is quiet. ").repeat(SIZE).substring(0, SIZE);
  }

  @Test
  void whatLooksEncryptedByNatureIsNotHeldWhereItArrives() throws Exception {
    twoDevices();
    for (int i = 0; i < MANY; i++) a.user().write("d/" + i + ".txt", noise());
    a.sync();
    b.sync();
    b.sync();
    assertThat(b.vault().holds()).isEmpty();
    same();
  }

  @Test
  void whatIsEncryptedWithinThatMomentIsHeld() throws Exception {
    twoDevices();
    for (int i = 0; i < MANY; i++) a.user().write("d/" + i + ".txt", text(i));
    a.sync();
    for (int i = 0; i < MANY; i++) {
      String path = "d/" + i + ".txt";
      Instant time = a.user().modified(path);
      a.user().overwrite(path, 0, noise());
      a.user().touch(path, time);
    }
    a.sync();
    assertThat(a.vault().holds())
        .extracting(Hold::kind)
        .containsExactly(Hold.Kind.REWRITE_EVERYWHERE);
    b.sync();
    assertThat(b.user().bytes("d/7.txt")).isEqualTo(text(7).getBytes(StandardCharsets.UTF_8));
  }
}
