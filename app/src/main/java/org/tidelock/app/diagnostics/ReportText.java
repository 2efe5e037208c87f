package org.tidelock.app.diagnostics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.ErrorCode;

/// Writes a report. Whatever has a name comes in by [Line#named] and goes out as a placeholder; there is no way in for any other text than versions, codes and
/// what [ProgramText] has found to be this program's own.
final class ReportText {
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9}){0,5})(-SNAPSHOT)?.*", Pattern.DOTALL);
  private static final Pattern ISSUE_CODE = Pattern.compile("[A-Z]{3,4}-\\d{2}");

  private final StringBuilder out = new StringBuilder(16 << 10);
  private final StandIns standIns = new StandIns();
  private final Set<String> own = new TreeSet<>();

  ReportText() {
    for (Label label : Label.values()) own.addAll(Words.in(label.words()));
    for (Part part : Part.values()) own.addAll(Words.in(part.word()));
    for (StandIns.Kind kind : StandIns.Kind.values()) own.addAll(Words.in(Words.of(kind)));
    own.addAll(Set.of("yes", "no", "other", "snapshot"));
  }

  void begin(Part part) {
    out.append(out.isEmpty() ? "" : "\n").append(part.word()).append('\n');
  }

  /// Not closed: the next one ends it.
  Line line(Label label) {
    out.append("  ").append(label.words()).append(':');
    return new Line();
  }

  /// A line of the log, of words that are this program's own.
  void log(LogExcerpt.Shown shown) {
    own.addAll(shown.words());
    out.append("  ").append(shown.text()).append('\n');
  }

  StandIns standIns() {
    return standIns;
  }

  /// Words that stand in a report without being anybody's name, though somebody may have a file that is called so.
  Set<String> own() {
    return own;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /// What is said, until [#end].
  final class Line {
    Line is(long n) {
      return add(Long.toString(n));
    }

    /// Bytes, up to the next power of two: a vault or a queue may have a single file, and who knows its size to the byte may know it.
    Line size(long bytes) {
      long highest = Long.highestOneBit(bytes);
      return is(highest == bytes || highest == 1L << 62 ? highest : highest << 1);
    }

    Line is(boolean yes) {
      return add(yes ? "yes" : "no");
    }

    Line is(Instant time) {
      return add(Times.text(time));
    }

    Line millis(Duration time) {
      return is(time.toMillis());
    }

    Line is(Enum<?> constant) {
      String word = Words.of(constant).replace(' ', '-');
      own.addAll(Words.in(word));
      return add(word);
    }

    /// What is said of the next value.
    Line and(Label label) {
      return add(label.words());
    }

    /// Something with a name, by a placeholder.
    Line named(StandIns.Kind kind, String name) {
      return add(standIns.of(kind, name));
    }

    /// A code of an issue or of trouble; nothing else.
    Line code(String code) {
      boolean known =
          ISSUE_CODE.matcher(code).matches()
              || Arrays.stream(ErrorCode.values()).anyMatch(c -> c.name().equals(code));
      if (known) own.addAll(Words.in(code));
      return add(known ? code : "other");
    }

    /// The numbers at the beginning of a version; what follows may be anything.
    Line version(String version) {
      Matcher parts = VERSION.matcher(version);
      if (!parts.matches()) return add("other");
      return add(parts.group(1) + (parts.group(2) == null ? "" : parts.group(2)));
    }

    private Line add(String word) {
      out.append(' ').append(word);
      return this;
    }

    void end() {
      out.append('\n');
    }
  }
}
