import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the program once through a training file, beside a server, so that the JVM can write an AOT cache: `Train <training file> <log> <java> <flag>...`, where
/// the flags name the class path and the cache. Exits with what the training exits with.
public final class Train {
  private static final int SECONDS = 180;

  private Train() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    System.exit(run(Path.of(words.get(0)), Path.of(words.get(1)), words.subList(2, words.size())));
  }

  /// @param command the program's Java and its flags
  /// @return its exit code, or -1 if it did not come to an end
  static int run(Path training, Path log, List<String> command)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (TrainingServer server = new TrainingServer()) {
      List<String> all = new ArrayList<>(command);
      // The window, too, is opened by the training, where there may be no display.
      all.add(1, "-Dglass.platform=Headless");
      all.add("org.tidelock.app.Training");
      all.add(training.toString());
      all.add(server.url());
      all.add(server.publicKey());
      ProcessBuilder builder =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TIDELOCK_"));
      builder.environment().remove("LC_ALL");
      builder.environment().put("LC_CTYPE", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      if (process.waitFor(SECONDS, TimeUnit.SECONDS)) return process.exitValue();
      process.destroyForcibly().waitFor();
      return -1;
    }
  }
}
