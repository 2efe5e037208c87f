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
    List<Path> before = heads();
    Path kept = Files.createDirectories(root.resolve("kept"));
    for (Path head : before) Files.copy(head, kept.resolve(head.getFileName()));
    a.write("unannounced", "2");
    a.sync();
    for (Path head : heads()) if (!before.contains(head)) Files.delete(head);
    for (Path head : before)
      if (Files.notExists(head)) Files.copy(kept.resolve(head.getFileName()), head);

    int rounds = 0;
    while (!b.has("unannounced") && rounds < 20) {
      b.sync();
      rounds++;
    }
    assertThat(b.has("unannounced")).isTrue();
    assertThat(rounds).as("most rounds cost one request").isGreaterThan(1);
  }

  private List<Path> heads() throws IOException {
    try (Stream<Path> heads = Files.list(root.resolve("store/heads"))) {
      return heads.toList();
    }
  }
}
