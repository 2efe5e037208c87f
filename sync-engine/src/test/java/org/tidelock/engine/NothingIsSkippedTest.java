package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/// A test that is skipped says why, and is not skipped where everything is required: docs/testing.md.
class NothingIsSkippedTest {
  /// JUnit's and AssertJ's ways to leave a test out.
  private static final Pattern SKIPS =
      Pattern.compile(
          "\\b(assum(e|ing)(True|False|That|NoException|Code)?|abort)\\s*\\(|\\.Assumptions\\b|@(Disabled|Enabled)\\w*");

  /// What a system cannot have is said at the class, with the reason in the same words.
  private static final Pattern WITH_REASON =
      Pattern.compile(
          "@(Disabled|Enabled)OnOs\\(value = OS\\.\\w+, disabledReason = \"not run: [^\"]+\"\\)");

  @Test
  void onlyOneClassSkipsTests() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(150);
    assertThat(sources.stream().filter(source -> skips(text(source))))
        .extracting(source -> source.getFileName().toString())
        .containsExactlyInAnyOrder("Needs.java", "NothingIsSkippedTest.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "assumeTrue(x);",
        "assumeThat(x).isTrue();",
        "Assumptions.assumeFalse (x);",
        "assumingThat(x, () -> {});",
        "import static org.assertj.core.api.Assumptions.*;",
        "@Disabled void x() {}",
        "@Disabled(\"not run: later\")",
        "@EnabledIf(\"x\")",
        "@DisabledOnOs(OS.WINDOWS)",
        "@DisabledOnOs(value = OS.WINDOWS, disabledReason = \"\")"
      })
  void itWouldBeSeen(String code) {
    assertThat(skips(code)).isTrue();
  }

  @Test
  void aReasonAtTheClassIsEnough() {
    assertThat(skips("@DisabledOnOs(value = OS.WINDOWS, disabledReason = \"not run: no signals\")"))
        .isFalse();
    assertThat(skips("presume(x); resumeTrue(x);")).isFalse();
  }

  @Test
  void whatIsMissingIsSaidOrFails() {
    Needs.that(true, "nothing");
    boolean all = "all".equals(System.getProperty("tidelock.require"));
    assertThatThrownBy(() -> Needs.that(false, "no moon here"))
        .isInstanceOf(all ? AssertionError.class : TestAbortedException.class)
        .hasMessageContaining("no moon here");
  }

  private static boolean skips(String code) {
    return SKIPS.matcher(WITH_REASON.matcher(code).replaceAll("")).find();
  }

  private static List<Path> sources() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> files =
        Stream.of("crypto", "sync-engine", "app").flatMap(m -> walk(root.resolve(m)))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Stream<Path> walk(Path module) {
    try {
      return Files.walk(module.resolve("src/test/java"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
