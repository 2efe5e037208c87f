import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/// Run by the package phase with the JDK 25 of the build: `MakeLauncher <src/launcher> <target> <jar name> [<runtime>]`. Writes `target/tidelock` and
/// `target/tidelock.cmd`, prepares the libraries ([Libraries]), then trains the AOT caches (one for commands, one for the window) with the very flags and class path the launcher uses. No cache is no failure.
/// With a runtime, a folder of the target, the launcher takes that instead of this JDK, wherever the target is moved to (the packages).
public final class MakeLauncher {
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
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
    train(source.resolve("training.txt"), target, "tidelock", home, jar, flags);
    train(source.resolve("training-window.txt"), target, "tidelock-window", home, jar, flags);
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

  /// @param name of the cache
  private static void train(
      Path training, Path target, String name, String home, String jar, List<String> flags)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path cache = target.resolve(name + ".aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    Path log = target.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "bin", "java").toString());
    command.addAll(flags);
    command.add("-Dorg.sqlite.lib.path=" + target.toRealPath().resolve("native"));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-cp");
    // As the launcher names it: absolute, through the real path.
    command.add(target.toRealPath().resolve(jar).toString());
    if (Train.run(training, log, command) < 0) Files.deleteIfExists(cache);
    if (!Files.exists(cache)) {
      System.err.println("No AOT cache could be made; Tidelock will start more slowly. See " + log);
    }
  }
}
