package org.tidelock.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.core.TestDevice;

/// A device that dies right after it stored a segment leaves no head that tells of it.
final class MissingHeadTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;
  private TestDevice b;

  @BeforeEach
  void twoDevices() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    a.write("known", "1");
    a.sync();
    b.sync();
    a.sync();
    b.sync();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

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
