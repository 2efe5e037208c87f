package org.tidelock.app.program;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;
import org.tidelock.engine.TidelockException;

/// Renders an event so that no name of a file, folder or vault gets into the log (I1): the words of a message are the program's own, but of
/// its arguments only numbers, constants and ids are kept, and of an exception its type and places, as its message often holds a path.
final class LogLine {
  /// Ids and object names of the storage (`packs/3f/3fa9...`), which are too long and random to be the name of a file.
  private static final Pattern HARMLESS =
      Pattern.compile("([a-z]{1,12}/([0-9a-f]{2,64}/)?)?[0-9a-f]{16,64}(-[0-9]{16})?");

  private static final String OURS = "org.tidelock.";

  String of(ILoggingEvent event) {
    StringBuilder out = new StringBuilder(160);
    out.append(Instant.ofEpochMilli(event.getTimeStamp()))
        .append(' ')
        .append(event.getLevel())
        .append(' ');
    String logger = event.getLoggerName();
    // The whole class: a report shows only messages that stand in the class that logged them.
    out.append(logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger)
        .append(": ")
        .append(message(event))
        .append('\n');
    for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
      out.append("  ").append(t.getClassName()).append(code(t)).append('\n');
      for (StackTraceElementProxy element : t.getStackTraceElementProxyArray()) {
        out.append("    ").append(element.getSTEAsString()).append('\n');
      }
    }
    return out.toString();
  }

  private static String message(ILoggingEvent event) {
    Object[] given = event.getArgumentArray();
    boolean ours = event.getLoggerName().startsWith(OURS);
    if (given == null || given.length == 0) {
      // Another library may have put a name into the message itself.
      return ours ? event.getMessage() : "(a message of " + event.getLoggerName() + ")";
    }
    Object[] shown = new Object[given.length];
    for (int i = 0; i < given.length; i++) {
      shown[i] = shown(given[i]);
    }
    return MessageFormatter.arrayFormat(event.getMessage(), shown).getMessage();
  }

  private static Object shown(@Nullable Object argument) {
    return switch (argument) {
      case null -> "null";
      case Number n -> n;
      case Boolean b -> b;
      case Enum<?> e -> e.name();
      case java.time.Instant t -> t;
      case java.time.Duration d -> d;
      case Class<?> c -> c.getSimpleName();
      default -> {
        String text = argument.toString();
        yield HARMLESS.matcher(text).matches() ? text : "(hidden)";
      }
    };
  }

  private static String code(IThrowableProxy t) {
    return t instanceof ch.qos.logback.classic.spi.ThrowableProxy proxy
            && proxy.getThrowable() instanceof TidelockException e
        ? " " + e.code()
        : "";
  }
}
