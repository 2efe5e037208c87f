package org.tidelock.app.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;

/// Configures logging in code, found by logback as a service: reading a configuration file would take longer than most commands run.
public final class LogSetup extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    loggers
        .getLogger("org.tidelock")
        .setLevel(Level.toLevel(System.getProperty(Logs.LEVEL), Level.INFO));
    // What fails there is told by exceptions, and logged by whoever handles them.
    loggers.getLogger("org.apache.sshd").setLevel(Level.OFF);
    String file = System.getProperty(Logs.FILE);
    if (file != null) {
      LogFile appender = new LogFile(Path.of(file));
      appender.setContext(loggers);
      appender.start();
      root.addAppender(appender);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
