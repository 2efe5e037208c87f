package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What only a shell can do: names that are no text, pipes, mounts.
public final class Shell {
  private Shell() {}

  public static String run(Path folder, String script) throws IOException, InterruptedException {
    Result result = tryToRun(folder, script);
    assertThat(result.code()).as(script + "\n" + result.output()).isZero();
    return result.output();
  }

  /// Skips the test, by name, if this machine cannot do it; fails instead where everything is required.
  public static void require(Path folder, String script, String need)
      throws IOException, InterruptedException {
    Result result = tryToRun(folder, script);
    Needs.that(result.code() == 0, need + ": " + result.output());
  }

  private record Result(int code, String output) {}

  private static Result tryToRun(Path folder, String script)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("hangs: " + script);
    }
    return new Result(process.exitValue(), output);
  }
}
