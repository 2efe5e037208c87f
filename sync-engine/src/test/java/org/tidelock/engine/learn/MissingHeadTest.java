package org.tidelock.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.core.TwoDevices;

/// A device that dies right after it stored a segment leaves no head that tells of it.
final class MissingHeadTest extends TwoDevices {
  @BeforeEach
  void bothKnowAFile() throws Exception {
    a.write("known", "1");
    exchange();
  }

  @Acceptance(122)
  @Test
  void aSegmentWithoutItsHeadIsFoundByADeviceThatGoesOn() throws Exception {
    diesBeforeItsHead();

    int rounds = 0;
    while (!b.has("unannounced") && rounds < 20) {
      b.sync();
      rounds++;
    }
    assertThat(b.has("unannounced")).isTrue();
    assertThat(rounds).as("most rounds cost one request").isGreaterThan(1);
  }

  @Test
  void nothingIsMissingWhereAHeadNeverCame() throws Exception {
    diesBeforeItsHead();
    while (!b.has("unannounced")) b.sync();
    assertThat(b.vault.verify(true, _ -> {}).findings()).isEmpty();
  }

  @Test
  void aHeadThatWasSeenIsMissing() throws Exception {
    a.write("announced", "2");
    exchange();
    Path seen = headOfA();
    Files.delete(seen);
    String older = seen.getFileName().toString().replaceFirst("-.*", "-" + "0".repeat(16));
    Files.write(seen.resolveSibling(older), new byte[10]); // is none the better
    assertThat(b.vault.verify(false, _ -> {}).findings())
        .extracting(f -> f.code() + " " + f.object())
        .containsExactly("MISSING heads/" + seen.getFileName());
  }

  @Test
  void aWriterWithoutAnyHeadLacksOne() throws Exception {
    diesBeforeItsHead();
    while (!b.has("unannounced")) b.sync();
    Files.delete(headOfA());
    assertThat(b.vault.verify(false, _ -> {}).findings())
        .extracting(f -> f.code())
        .containsExactly(ErrorCode.MISSING);
  }

  private void diesBeforeItsHead() throws Exception {
    List<Path> before = heads();
    Path kept = Files.createDirectories(root.resolve("kept"));
    for (Path head : before) Files.copy(head, kept.resolve(head.getFileName()));
    a.write("unannounced", "2");
    a.sync();
    for (Path head : heads()) if (!before.contains(head)) Files.delete(head);
    for (Path head : before)
      if (Files.notExists(head)) Files.copy(kept.resolve(head.getFileName()), head);
  }

  /// The other one has written its first segment only.
  private Path headOfA() throws IOException {
    return heads().stream()
        .filter(head -> !head.toString().endsWith("-0000000000000000"))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> heads() throws IOException {
    try (Stream<Path> heads = Files.list(root.resolve("store/heads"))) {
      return heads.toList();
    }
  }
}
