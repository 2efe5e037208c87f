package org.tidelock.app.program;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.System.Logger.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the window, JavaFX and the JDK log goes where the rest goes.
final class SystemLogsTest {
  @Test
  void everySystemLoggerWritesToTheLog() {
    var failure = new IllegalStateException();
    var written =
        written(
            "org.tidelock.app.SystemLogsTest.a",
            log -> {
              log.log(Level.ERROR, "it failed", failure);
              log.log(Level.INFO, "a fact");
              log.log(Level.DEBUG, "a detail");
            });
    assertThat(written.stream().map(e -> e.getLevel() + " " + e.getMessage()).toList())
        .containsExactly("ERROR it failed", "INFO a fact");
    assertThat(written.getFirst().getThrowableProxy().getClassName())
        .isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void ofOthersOnlyWarningsAndWithoutValues() {
    var written =
        written(
            "javafx.SystemLogsTest",
            log -> {
              log.log(Level.WARNING, "cannot load {0}", "canary");
              log.log(Level.INFO, "a fact");
            });
    assertThat(written).hasSize(1);
    assertThat(new LogLine().of(written.getFirst()))
        .endsWith(" WARN javafx.SystemLogsTest: (a message of javafx.SystemLogsTest)\n");
  }

  @Test
  void thatJavaFxIsOnTheClassPathIsMeant() {
    var written =
        written(
            "javafx.SystemLogsTest.b",
            log -> {
              log.log(Level.WARNING, SystemLogs.MEANT + " 'unnamed module @27ddd392'");
              log.log(Level.WARNING, "another");
            });
    assertThat(written.stream().map(ILoggingEvent::getMessage)).containsExactly("another");
  }

  private static List<ILoggingEvent> written(
      String name, java.util.function.Consumer<System.Logger> work) {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    var logger = (Logger) LoggerFactory.getLogger(name);
    logger.addAppender(appender);
    try {
      work.accept(System.getLogger(name));
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list;
  }
}
