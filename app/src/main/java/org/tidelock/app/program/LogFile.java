package org.tidelock.app.program;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Appends to the profile's log. Makes nothing before there is something to say, and never the profile itself. Two files at most: a full one
/// becomes `tidelock.log.1`. A log that cannot be written costs only the log.
final class LogFile extends AppenderBase<ILoggingEvent> {
  private static final long LARGEST = 2 << 20;
  private final Path file;
  private final LogLine line = new LogLine();

  LogFile(Path file) {
    this.file = file;
    setName("profile");
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      Path logs = file.getParent();
      Path home = logs == null ? null : logs.getParent();
      if (logs == null || home == null || !Files.isDirectory(home)) {
        return;
      }
      Files.createDirectories(logs);
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(
          file,
          line.of(event).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      addWarn("the log cannot be written", e);
    }
  }
}
