package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A started [FakeMain], whose output goes to files.
final class FakeProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private final Process process;
  private final Path out;
  private final Path err;

  private FakeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static List<String> command(Path home, String... words) {
    List<String> command = new ArrayList<>(hearingHangups());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "-Dtidelock.terminal=",
            FakeMain.class.getName(),
            home.toString()));
    command.addAll(List.of(words));
    return command;
  }

  /// Under `nohup` a process is born deaf to SIGHUP, and so are its children.
  private static List<String> hearingHangups() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return List.of();
    try {
      boolean deaf =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
      return deaf ? List.of("env", "--default-signal=HUP") : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeProcess start(Path directory, Path home, String... words) throws IOException {
    return start(directory, home, Map.of(), words);
  }

  static FakeProcess start(
      Path directory, Path home, Map<String, String> environment, String... words)
      throws IOException {
    Path out = Files.createTempFile(directory, "fake", ".out");
    return start(out, out.resolveSibling(out.getFileName() + ".err"), home, environment, words);
  }

  /// What it prints goes to a place that a test chooses.
  static FakeProcess printingTo(Path out, Path directory, Path home, String... words)
      throws IOException {
    return start(out, Files.createTempFile(directory, "fake", ".err"), home, Map.of(), words);
  }

  private static FakeProcess start(
      Path out, Path err, Path home, Map<String, String> environment, String... words)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(home, words))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new FakeProcess(builder.start(), out, err);
  }

  /// What it prints stays in a pipe, which is full at some time.
  static FakeProcess printingToAFullPipe(Path directory, Path home, String work, String... words)
      throws IOException {
    Path err = Files.createTempFile(directory, "fake", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command(home, words))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(err.toFile());
    builder.environment().put("FAKE_WORK", work);
    return new FakeProcess(builder.start(), Path.of("/dev/null"), err);
  }

  /// Nobody reads what it prints.
  static FakeProcess printingToNobody(Path directory, Path home, String... words)
      throws IOException {
    Path err = Files.createTempFile(directory, "fake", ".err");
    Process process =
        new ProcessBuilder(command(home, words))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(err.toFile())
            .start();
    process.getInputStream().close();
    return new FakeProcess(process, Path.of("/dev/null"), err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String printed() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  String complained() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  void awaitLines(int count) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (printed().lines().count() < count || !printed().endsWith("\n")) {
      assertThat(process.isAlive()).as(printed() + complained()).isTrue();
      assertThat(System.nanoTime()).as(count + " lines came in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  void awaitComplaint(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!complained().contains(text)) {
      assertThat(process.isAlive()).as(printed() + complained()).isTrue();
      assertThat(System.nanoTime()).as(text + " came in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    int sent = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    // Nobody is there any more a moment before Java knows that it has ended.
    assertThat(sent == 0 || process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  int exit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
