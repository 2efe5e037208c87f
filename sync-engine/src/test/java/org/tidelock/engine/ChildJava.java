package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A main class of the tests in a Java process of its own: to be killed, or to be somebody else. What it says goes to a file.
public final class ChildJava implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 300;
  private static final int KILLED = 137;

  private static final List<String> WITHOUT_POWERS =
      List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs");

  private final Process process;
  private final Path said;

  private ChildJava(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /// @param before words that come before `java`: under which powers, with which limits
  /// @param temporary an existing directory for what it says, and for the native libraries it unpacks
  public static ChildJava start(
      List<String> before, List<String> options, Path temporary, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            classPath(),
            main.getName()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(temporary, "said", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    return new ChildJava(process, said);
  }

  /// Words before `java` that take root's powers away: the owner of a file is then bound by its permissions, as anybody else is. Skips the test, by
  /// name, where root cannot do without them.
  public static List<String> asPlainUser(Path folder) throws IOException, InterruptedException {
    if (!Shell.run(folder, "id -u").strip().equals("0")) return List.of();
    Shell.require(
        folder,
        String.join(" ", WITHOUT_POWERS) + " true",
        "root needs setpriv to be without its powers");
    return WITHOUT_POWERS;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String said() throws IOException {
    return Files.readString(said);
  }

  /// Waits until it has said this, or has ended.
  public void awaitSaid(String word) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 200 && isAlive(); i++) {
      if (said().contains(word)) return;
      Thread.sleep(5);
    }
  }

  /// @return whether it has ended by then
  public boolean endsWithin(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /// The exit code, in the end.
  public int await() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends: " + said()).isTrue();
    return process.exitValue();
  }

  /// As `kill -9` does.
  ///
  /// @return whether it was still running
  public boolean kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    return await() == KILLED;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
