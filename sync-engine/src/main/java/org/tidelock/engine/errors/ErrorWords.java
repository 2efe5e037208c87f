package org.tidelock.engine.errors;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knows errors by what exceptions say, in English and in the words of one system, which is asked only when English does not tell. Thread-safe.
final class ErrorWords {
  private final SystemWords words;
  private @Nullable Map<SystemError, List<String>> local;

  ErrorWords(SystemWords words) {
    this.words = words;
  }

  boolean is(SystemError error, IOException e) {
    String reason = reason(e);
    if (reason.isEmpty()) return false;
    return error.english().stream().anyMatch(reason::contains)
        || local(error).stream().anyMatch(reason::contains);
  }

  private synchronized List<String> local(SystemError error) {
    Map<SystemError, List<String>> known = local;
    if (known == null) {
      known = new EnumMap<>(SystemError.class);
      for (SystemError one : SystemError.values()) known.put(one, said(one));
      local = known;
    }
    return known.getOrDefault(error, List.of());
  }

  private List<String> said(SystemError error) {
    return error.numbers(words.family()).stream()
        .flatMap(number -> words.of(number).stream())
        .map(ErrorWords::plain)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /// What the system says, without the name of the file.
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? "" : plain(reason);
  }

  /// Some ways to a system's words keep the line's end or the full stop, others do not.
  private static String plain(String text) {
    return text.strip().replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
  }
}
