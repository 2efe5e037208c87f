package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that the package phase made. Runs after it, in the integration-test phase.
final class LauncherIT {
  private static final Path LAUNCHER = Path.of("target", "tidelock").toAbsolutePath();

  @TempDir Path temp;

  @BeforeEach
  void launcherIsBuilt() {
    boolean built = Files.isExecutable(LAUNCHER);
    if ("all".equals(System.getProperty("tidelock.require"))) {
      assertThat(built).as("target/tidelock was made by the package phase").isTrue();
    }
    assumeTrue(built, "not run: target/tidelock is made by the package phase");
  }

  @Test
  void versionIsPrintedFromAnyDirectory() throws Exception {
    Result result = run(temp, Map.of(), LAUNCHER.toString(), "--version");
    assertThat(result).isEqualTo(new Result(0, "tidelock " + Version.current() + "\n", ""));
  }

  @Test
  void symbolicLinksToTheLauncherWork() throws Exception {
    Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(temp.resolve("first"), LAUNCHER);
    Files.createSymbolicLink(temp.resolve("bin/tidelock"), Path.of("../first"));
    Result result = run(temp, Map.of(), "bin/tidelock", "--version");
    assertThat(result.code()).as(result.toString()).isZero();
  }

  @Test
  void aForeignOrMissingCacheCostsOnlyTime() throws Exception {
    Path copy = copyOfTheBuild();
    Files.writeString(copy.resolve("tidelock.aot"), "not a cache");
    assertThat(run(temp, Map.of(), copy.resolve("tidelock").toString(), "--version").code())
        .isZero();
    assertThat(run(temp, Map.of(), copy.resolve("tidelock").toString(), "--version").err())
        .isEmpty();
    Files.delete(copy.resolve("tidelock.aot"));
    assertThat(run(temp, Map.of(), copy.resolve("tidelock").toString(), "--version").code())
        .isZero();
  }

  @Test
  void whenTheJavaOfTheBuildIsGoneAnotherOneIsFound() throws Exception {
    Path copy = copyOfTheBuild();
    Path script = copy.resolve("tidelock");
    Files.writeString(
        script, Files.readString(script).replace(System.getProperty("java.home"), "/nowhere/jdk"));
    assertThat(Files.readString(script)).contains("java_home='/nowhere/jdk'");
    Result result =
        run(
            temp,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            script.toString(),
            "--version");
    assertThat(result.code()).as(result.toString()).isZero();
  }

  /// `tidelock --version` in at most half a second (the best of five, as the machine may be busy).
  @Test
  void startsInHalfASecond() throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      run(temp, Map.of(), LAUNCHER.toString(), "--version");
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThanOrEqualTo(500);
  }

  private Path copyOfTheBuild() throws IOException {
    Path copy = Files.createDirectories(temp.resolve("copy of it"));
    try (Stream<Path> files = Files.list(LAUNCHER.getParent())) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> f.getFileName().toString().startsWith("tidelock"))
              .toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(copy.resolve("lib"), LAUNCHER.resolveSibling("lib"));
    return copy;
  }

  record Result(int code, String out, String err) {}

  private static Result run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("launcher", ".out");
    Path err = Files.createTempFile("launcher", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(command))).directory(directory.toFile());
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended within a minute").isTrue();
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
