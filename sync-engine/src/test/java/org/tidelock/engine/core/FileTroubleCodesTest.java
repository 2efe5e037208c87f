package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.effects.MeddledPlaces;
import org.tidelock.engine.local.LocalPath;

/// What stands in the way of one file has the code that says what to do about it, whether it is to be read or to be put here.
final class FileTroubleCodesTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MeddledPlaces reading = new MeddledPlaces();
  private final Refusing writing = new Refusing();
  private TestDevice a;
  private TestDevice b;

  /// A disk on which some moves fail.
  private static final class Refusing extends CallsOfDisk {
    @Nullable IOException refusal;

    @Override
    public void before(String call, Object[] arguments) throws IOException {
      boolean there = call.equals("move") && arguments[1].equals(LocalPath.of("file"));
      if (there && refusal != null) throw refusal;
    }
  }

  @BeforeEach
  void twoDevices() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(reading));
    b = TestDevice.join(root, "b", TestDevice.vaults(writing));
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private static Optional<String> code(TestDevice device, String path) {
    return device.vault.issues().stream()
        .filter(i -> i.path().equals(Optional.of(path)))
        .map(Issue::code)
        .findFirst();
  }

  private static FileSystemException said(String reason) {
    return new FileSystemException("file", null, reason);
  }

  private static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(said("Text file busy"), "LOC-03"),
        Arguments.of(said("Device or resource busy"), "LOC-03"),
        Arguments.of(
            said("The process cannot access the file because it is being used by another process."),
            "LOC-03"),
        Arguments.of(said("File name too long"), "LOC-07"),
        Arguments.of(said("The filename or extension is too long."), "LOC-07"),
        Arguments.of(
            new FileSystemException("File name too long, busy", null, "Input/output error"),
            "LOC-13"),
        Arguments.of(new AccessDeniedException("file"), "LOC-13"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatCannotBePutHere(IOException trouble, String code) throws Exception {
    a.write("file", "text");
    a.sync();
    writing.refusal = trouble;
    assertThat(b.sync().state()).isEqualTo(State.ATTENTION);
    assertThat(code(b, "file")).contains(code);
    writing.refusal = null;
    b.sync();
    assertThat(code(b, "file")).isEmpty();
    assertThat(b.read("file")).isEqualTo("text");
  }

  @Test
  void whatAnotherProgramKeepsFromBeingRead() throws Exception {
    a.write("file", "text");
    reading.beforeReading(
        "file",
        () -> {
          throw said(
              "The process cannot access the file because another process has locked a portion of the file.");
        });
    assertThat(a.sync().state()).isEqualTo(State.ATTENTION);
    assertThat(code(a, "file")).contains("LOC-03");
    reading.beforeReading(
        "file",
        () -> {
          throw said("Input/output error");
        });
    a.sync();
    assertThat(code(a, "file")).contains("LOC-04");
    reading.stop();
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(code(a, "file")).isEmpty();
  }

  /// On a real disk: the path is just short enough on one device, and the other one's folder lies deeper.
  @Test
  void aPathThatIsTooLongHere() throws Exception {
    Path deeper = Files.createDirectories(root.resolve("d".repeat(200)).resolve("e".repeat(200)));
    int most = 4095 - a.folder.toString().length();
    StringBuilder path = new StringBuilder("f".repeat(150));
    while (path.length() + 152 < most) path.append('/').append("f".repeat(150));
    a.write(path.toString(), "deep");
    a.write("beside", "text");
    a.sync();
    Files.createSymbolicLink(deeper.resolve("store"), root.resolve("store"));
    try (TestDevice deep = TestDevice.setUp(root, deeper, "c", TestDevice.vaults(), false)) {
      assertThat(deep.sync().state()).isEqualTo(State.ATTENTION);
      assertThat(deep.vault.issues()).extracting(Issue::code).contains("LOC-07");
      assertThat(deep.read("beside")).isEqualTo("text");
    }
  }
}
