package org.tidelock.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process holds the lock, whatever others and it itself try.
final class InstanceLockTest {
  @TempDir Path home;

  private String tried() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InstanceLockMain.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /// To close a file gives up all locks that the process has on it.
  @Test
  void aSecondTryOfTheSameProcessGivesNothingAway() throws Exception {
    try (InstanceLock held = InstanceLock.take(home).orElseThrow()) {
      assertThat(InstanceLock.take(home)).isEmpty();
      assertThat(InstanceLock.take(home.resolve("../" + home.getFileName()))).isEmpty();
      assertThat(tried()).isEqualTo("held");
      held.close();
      assertThat(tried()).isEqualTo("taken");
    }
    InstanceLock.take(home).orElseThrow().close();
  }
}
