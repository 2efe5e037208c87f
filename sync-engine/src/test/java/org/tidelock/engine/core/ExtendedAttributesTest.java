package org.tidelock.engine.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Needs;

/// What is attached to a file beside its content stays on this device, and stays there.
final class ExtendedAttributesTest extends TwoDevices {
  private static final Instant LONG_AGO = Instant.parse("2020-02-02T20:20:02Z");

  @BeforeEach
  void bothHaveAFile() throws Exception {
    Needs.that(
        Files.getFileStore(root).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "a file system with extended attributes");
    a.write("file", "1");
    exchange();
  }

  @Acceptance(112)
  @Test
  void theyOutliveAReplacementAndAreNotSynced() throws Exception {
    attach(b.folder.resolve("file"), "tags", "holiday, 2020");
    attach(b.folder.resolve("file"), "empty", "");
    attach(a.folder.resolve("file"), "rating", "5");
    a.write("file", "2, and longer");
    Files.setLastModifiedTime(a.folder.resolve("file"), FileTime.from(LONG_AGO));
    exchange();

    Path replaced = b.folder.resolve("file");
    assertThat(replaced).hasContent("2, and longer");
    assertThat(attached(replaced)).isEqualTo(Map.of("tags", "holiday, 2020", "empty", ""));
    assertThat(Files.getLastModifiedTime(replaced).toInstant()).isEqualTo(LONG_AGO);
    assertThat(attached(a.folder.resolve("file"))).isEqualTo(Map.of("rating", "5"));
  }

  @Test
  void attachingSomethingSendsNothing() throws Exception {
    attach(a.folder.resolve("file"), "tags", "holiday");
    assertThat(a.sync().sent().requests()).isZero();
  }

  private static void attach(Path file, String name, String value) throws IOException {
    view(file).write(name, ByteBuffer.wrap(value.getBytes(UTF_8)));
  }

  private static Map<String, String> attached(Path file) throws IOException {
    Map<String, String> attached = new TreeMap<>();
    for (String name : view(file).list()) {
      ByteBuffer value = ByteBuffer.allocate(view(file).size(name));
      view(file).read(name, value);
      attached.put(name, new String(value.array(), UTF_8));
    }
    return attached;
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
