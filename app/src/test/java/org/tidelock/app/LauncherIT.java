package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.Launcher.Result;
import org.tidelock.app.program.Version;
import org.tidelock.engine.Needs;

/// The script that the package phase made. Runs after it, in the integration-test phase.
final class LauncherIT {
  private static final Path LAUNCHER = Launcher.SCRIPT;
  private static final String JDK = System.getProperty("java.home");

  private static final long LIMIT_MILLIS = 500;

  /// Where sh finds readlink.
  private static final String TOOLS = "/usr/bin:/bin";

  @TempDir Path temp;

  @BeforeEach
  void launcherIsBuilt() {
    Launcher.require();
  }

  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
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

  /// Else the caches would lack what a line was to load, and nobody would see it.
  @ParameterizedTest
  @ValueSource(strings = {"tidelock", "tidelock-window"})
  void eachLineOfTheTrainingDidWhatItIsFor(String cache) throws Exception {
    Path built = LAUNCHER.resolveSibling(cache + ".aot");
    assertThat(built).isNotEmptyFile();
    List<String> lines = Files.readAllLines(LAUNCHER.resolveSibling(cache + ".log"));
    List<String> failed = new ArrayList<>();
    String command = "";
    int ended = 0;
    for (String line : lines) {
      if (line.startsWith("$ ")) command = line;
      if (!line.startsWith("= ")) continue;
      ended++;
      if (!line.startsWith("= 0 ")) failed.add(command);
    }
    assertThat(failed)
        .allSatisfy(line -> assertThat(line).as("it is to fail").endsWith("--no-such-option"));
    assertThat(ended).isGreaterThanOrEqualTo(2);
  }

  /// JAVA_HOME and the first Java on the PATH, each absent, too old or right: whatever a person has, a JDK 25 is found.
  @ParameterizedTest
  @CsvSource({
    "right, right",
    "right, old",
    "right, none",
    "old, right",
    "none, right",
    "old, old",
    "none, old",
    "none, none"
  })
  void whenTheJavaOfTheBuildIsGoneAnotherOneIsFound(String javaHome, String onPath)
      throws Exception {
    Path script = launcherWithoutItsJava();
    Path user = Files.createDirectories(temp.resolve("user/.jdks")).getParent();
    Files.createSymbolicLink(user.resolve(".jdks/jdk-25"), Path.of(JDK));
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", user.toString());
    environment.put("JAVA_HOME", place(javaHome));
    environment.put("PATH", (onPath.equals("none") ? "" : place(onPath) + "/bin:") + TOOLS);
    Result result = run(temp, environment, script.toString(), "--version");
    assertThat(result).isEqualTo(new Result(0, "tidelock " + Version.current() + "\n", ""));
  }

  /// Even where everything this machine has is too old: a plain sentence, and no start of that Java.
  @Test
  void withoutAJava25ItSaysSo() throws Exception {
    Path script = launcherWithoutItsJava();
    Files.writeString(
        script,
        Files.readString(script)
            .replaceAll("/usr/lib/jvm/\\*|/usr/java/\\*|/opt/[*a-z/]+", "/nowhere"));
    Result result =
        run(
            temp,
            Map.of("HOME", temp.toString(), "JAVA_HOME", old(), "PATH", old() + "/bin:" + TOOLS),
            script.toString(),
            "--version");
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("tidelock: No Java 25 was found on this computer. Nothing was changed.")
        .doesNotContain("old Java was started");
  }

  private String place(String which) throws IOException {
    return switch (which) {
      case "right" -> JDK;
      case "old" -> old();
      default -> "";
    };
  }

  /// A Java 17 that complains if it is started.
  private String old() throws IOException {
    Path old = temp.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.15\"\n");
    Path java = old.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\necho old Java was started >&2\nexit 9\n");
    java.toFile().setExecutable(true);
    return old.toString();
  }

  private Path launcherWithoutItsJava() throws IOException {
    Path script = copyOfTheBuild().resolve("tidelock");
    String text = Files.readString(script);
    String named = "java_home='" + JDK + "'";
    assertThat(text).as("the launcher names the JDK that runs this test").contains(named);
    Files.writeString(script, text.replace(named, "java_home='/nowhere/jdk'"));
    return script;
  }

  /// Java opens its own files first, and then those of the vault: none of them may be what is written to.
  @Test
  void aClosedStreamIsTheNumberOfNoOtherFile() throws Exception {
    Needs.that(Files.exists(Path.of("/proc/self/fd")), "a system that shows what is open");
    Path script = launcherWithoutItsJava();
    Path jdk = temp.resolve("jdk-25");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(
        java, "#!/bin/sh\nfor n in 0 1 2; do cp -P /proc/$$/fd/$n '" + temp + "'; done\n");
    java.toFile().setExecutable(true);
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "HOME", temp.toString());
    String closed = "exec '" + script + "' status <&- >&- 2>&-";
    assertThat(run(temp, environment, "/bin/sh", "-c", closed).code()).isZero();
    for (String stream : List.of("0", "1", "2")) {
      assertThat(temp.resolve(stream)).as(stream).isSymbolicLink();
      assertThat(Files.readSymbolicLink(temp.resolve(stream))).hasToString("/dev/null");
    }
  }

  @Test
  void anAnswerIntoAClosedStreamIsALostOne() throws Exception {
    for (String command : List.of("--version", "help", "status --home " + temp.resolve("none"))) {
      String closed = "exec '" + LAUNCHER + "' " + command + " >&-";
      Result result = run(temp, Map.of(), "/bin/sh", "-c", closed);
      assertThat(result.code())
          .as(command + ": " + result)
          .isEqualTo(command.startsWith("status") ? 3 : 6);
    }
  }

  /// A name beyond ASCII reaches Java whatever the locale: none, one of another encoding, or one that is not installed.
  @ParameterizedTest
  @CsvSource({
    "xx_XX.UTF-8, '', ''",
    "'', xx_XX.UTF-8, ''",
    "'', '', xx_XX.UTF-8",
    "'', C.UTF-8, xx_XX.UTF-8",
    "xx_XX.ISO-8859-1, '', ''",
    "POSIX, '', ''",
    "C.UTF-8, '', xx_XX.UTF-8",
    "'', '', ''"
  })
  void everyNameCanBeSaid(String all, String ctype, String lang) throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", ctype, "LANG", lang);
    String named = "exec '" + LAUNCHER + "' status --home \"$(printf 'B\\303\\274cher')\"";
    Result result = run(temp, environment, "/bin/sh", "-c", named);
    assertThat(result.code()).as(result.toString()).isEqualTo(3);
    assertThat(result.err()).contains("There is no vault in this profile yet.");
  }

  /// `tidelock --version` in at most half a second: the best of up to forty, as the machine may be busy.
  @Test
  void startsInHalfASecond() throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 40 && (i < 5 || best > LIMIT_MILLIS); i++) {
      long start = System.nanoTime();
      run(temp, Map.of(), LAUNCHER.toString(), "--version");
      best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    assertThat(best).isLessThanOrEqualTo(LIMIT_MILLIS);
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
    Files.createSymbolicLink(copy.resolve("native"), LAUNCHER.resolveSibling("native"));
    return copy;
  }

  private static Result run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return Launcher.run(directory, environment, List.of(command));
  }
}
