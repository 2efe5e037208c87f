package org.tidelock.app.diagnostics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What was logged last.
final class LogFacts {
  /// Of each of the two files a log has, its end.
  private static final int MOST = 512 << 10;

  private LogFacts() {}

  static void into(ReportText text, Path log) {
    List<String> lines = new ArrayList<>();
    lines.addAll(end(log.resolveSibling(log.getFileName() + ".1")));
    lines.addAll(end(log));
    if (lines.isEmpty()) {
      text.line(Label.NO_LOG).end();
      return;
    }
    LogExcerpt.Excerpt excerpt = new LogExcerpt(text.standIns()).of(lines);
    if (excerpt.left() > 0) text.line(Label.LINES_OF_OTHERS).is(excerpt.left()).end();
    excerpt.shown().forEach(text::log);
  }

  private static List<String> end(Path log) {
    if (!Files.isRegularFile(log)) return List.of();
    try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
      long from = Math.max(0, in.size() - MOST);
      ByteBuffer bytes = ByteBuffer.allocate((int) (in.size() - from));
      while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) >= 0) {}
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of(); // it costs only the log
    }
  }
}
