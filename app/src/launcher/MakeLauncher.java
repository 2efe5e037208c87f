import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Run by the package phase with the JDK 25 of the build: `MakeLauncher <src/launcher> <target> <jar name> [<runtime>]`. Writes `target/tidelock` and
/// `target/tidelock.cmd`, prepares the libraries ([Libraries]), then trains the AOT cache with the very flags and class path the launcher uses. No cache is no failure.
/// With a runtime, a folder of the target, the launcher takes that instead of this JDK, wherever the target is moved to (the packages).
public final class MakeLauncher {
  private static final int TRAINING_SECONDS = 120;

  public static void main(String[] args) throws IOException, InterruptedException {
    Path source = Path.of(args[0]);
    Path target = Path.of(args[1]);
    String jar = args[2];
    if (Runtime.version().feature() != 25) {
      // A launcher that names an older Java, and no cache, would be found only when somebody waits
      // for it.
      throw new IllegalStateException(
          "the build must run this with its JDK 25, not with Java " + Runtime.version());
    }
    new Libraries(target).prepare();
    List<String> flags = meaningful(source.resolve("jvm-flags"));
    boolean hasRuntime = args.length > 3;
    String home =
        hasRuntime
            ? target.resolve(args[3]).toRealPath().toString()
            : System.getProperty("java.home");
    String inShell = hasRuntime ? "\"$here/" + args[3] + "\"" : "'" + home + "'";
    write(source.resolve("tidelock.sh"), target.resolve("tidelock"), inShell, jar, flags);
    String inBatch = hasRuntime ? "%here%" + args[3] : home;
    write(source.resolve("tidelock.cmd"), target.resolve("tidelock.cmd"), inBatch, jar, flags);
    train(source, target, home, jar, flags);
  }

  private static List<String> meaningful(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static void write(Path from, Path to, String home, String jar, List<String> flags)
      throws IOException {
    String text = Files.readString(from);
    text =
        text.replace("@JAVA_HOME@", home)
            .replace("@JAR@", jar)
            .replace("@NAME@", "tidelock")
            .replace("@FLAGS@", String.join(" ", flags));
    Files.writeString(to, text, StandardCharsets.UTF_8);
    to.toFile().setExecutable(true, false);
  }

  private static void train(Path source, Path target, String home, String jar, List<String> flags)
      throws IOException, InterruptedException {
    Path cache = target.resolve("tidelock.aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    Path log = target.resolve("training.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "bin", "java").toString());
    command.addAll(flags);
    command.add("-Dorg.sqlite.lib.path=" + target.toRealPath().resolve("native"));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-cp");
    // As the launcher names it: absolute, through the real path.
    command.add(target.toRealPath().resolve(jar).toString());
    command.add("org.tidelock.app.Training");
    command.add(source.resolve("training.txt").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDELOCK_"));
    builder.environment().remove("LC_ALL");
    builder.environment().put("LC_CTYPE", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(cache);
    }
    if (!Files.exists(cache)) {
      System.err.println("No AOT cache could be made; Tidelock will start more slowly. See " + log);
    }
  }
}
