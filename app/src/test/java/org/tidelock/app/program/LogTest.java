package org.tidelock.app.program;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// No name of a file, folder or vault gets into the log (I1, attack A15).
final class LogTest {
  private static final String CANARY = "Geheimnis-canary.txt";

  @TempDir Path temp;
  private final LoggerContext loggers = new LoggerContext();
  private Path home;
  private LogFile file;

  @BeforeEach
  void open() {
    home = temp.resolve("home");
    file = new LogFile(home.resolve("logs/tidelock.log"));
    file.setContext(loggers);
    file.start();
    Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.TRACE);
    root.addAppender(file);
  }

  @AfterEach
  void close() {
    loggers.stop();
  }

  private String written() throws Exception {
    return Files.readString(home.resolve("logs/tidelock.log"));
  }

  @Test
  void numbersIdsAndConstantsAreWritten() throws Exception {
    Files.createDirectories(home);
    Logger ours = loggers.getLogger("org.tidelock.engine.Ring");
    ours.info(
        "{} of {} in {} for {}: {}",
        12,
        "packs/3f/3fa9c0ffee3fa9c0ffee3fa9c0ffee00",
        Duration.ofSeconds(2),
        ErrorCode.MISSING,
        "heads/3fa9c0ffee3fa9c0ffee3fa9c0ffee00-0000000000000012");
    assertThat(written())
        .endsWith(
            " INFO engine.Ring: 12 of packs/3f/3fa9c0ffee3fa9c0ffee3fa9c0ffee00 in PT2S for MISSING:"
                + " heads/3fa9c0ffee3fa9c0ffee3fa9c0ffee00-0000000000000012\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANARY,
        "diary",
        "2024-11-24",
        "0151-23456789",
        "photos/2024",
        "photos/2024/11",
        "dead-beef-cafe-dead-beef-cafe",
        "/home/mira/x",
        "Mira’s ThinkPad"
      })
  void namesAreNot(String name) throws Exception {
    Files.createDirectories(home);
    loggers.getLogger("org.tidelock.engine.Ring").info("{} and {}", name, Path.of(name));
    assertThat(written()).endsWith(" INFO engine.Ring: (hidden) and (hidden)\n");
  }

  @Test
  void ofAnExceptionTypeCodeAndPlacesAreWrittenAndItsMessageIsNot() throws Exception {
    Files.createDirectories(home);
    Exception cause = new java.nio.file.NoSuchFileException("/home/mira/" + CANARY);
    loggers
        .getLogger("org.tidelock.engine.Ring")
        .warn(
            "a round failed",
            new TidelockException(
                ErrorCode.LOCAL, CANARY + " cannot be read.", "", "", CANARY, cause));
    assertThat(written())
        .contains(
            "WARN engine.Ring: a round failed\n",
            "org.tidelock.engine.TidelockException LOCAL\n",
            "java.nio.file.NoSuchFileException\n",
            "LogTest.java:")
        .doesNotContain("canary", "mira");
  }

  /// Another library may put a name into the message itself.
  @Test
  void theMessagesOfOthersAreNotWritten() throws Exception {
    Files.createDirectories(home);
    loggers.getLogger("io.methvin.watcher").warn("cannot watch " + CANARY);
    loggers.getLogger("io.methvin.watcher").warn("cannot watch {}", CANARY);
    assertThat(written())
        .contains(
            "WARN io.methvin.watcher: (a message of io.methvin.watcher)\n",
            "cannot watch (hidden)\n")
        .doesNotContain("canary");
  }

  @Test
  void aLogNeverMakesAProfile() {
    loggers.getLogger("org.tidelock.x").error("nothing to see");
    assertThat(home).doesNotExist();
  }

  @Test
  void thereAreTwoFilesAtMost() throws Exception {
    Files.createDirectories(home);
    Logger ours = loggers.getLogger("org.tidelock.x");
    ours.info("first");
    for (int round = 0; round < 3; round++) {
      Files.writeString(home.resolve("logs/tidelock.log"), "x".repeat(3 << 20));
      ours.info("after {}", round);
    }
    try (var files = Files.list(home.resolve("logs"))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted().toList())
          .isEqualTo(List.of("tidelock.log", "tidelock.log.1"));
    }
    assertThat(written()).endsWith("after 2\n").hasSizeLessThan(200);
  }

  @Test
  void aLogThatCannotBeWrittenCostsOnlyTheLog() throws Exception {
    Files.createDirectories(home);
    Files.writeString(home.resolve("logs"), "a file where the folder should be");
    loggers.getLogger("org.tidelock.x").info("nobody hears this");
    assertThat(home.resolve("logs")).hasContent("a file where the folder should be");
  }
}
