package org.tidelock.app.diagnostics;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.ErrorCode;

/// The newest of what was logged, written anew from what is recognised in it: times, levels, messages that stand in the class which logged them, and of what was
/// filled in numbers, times and codes; of an exception its class and the places, if there are such classes and methods. Whatever else a log holds is left out, however it got there.
final class LogExcerpt {
  /// Of what was logged, the newest; and of each exception, the innermost places.
  private static final int MOST_EVENTS = 200;

  private static final int MOST_PLACES = 12;

  /// No line that the program writes is longer.
  private static final int LONGEST = 1000;

  private static final Pattern EVENT =
      Pattern.compile("(\\S+Z) (TRACE|DEBUG|INFO|WARN|ERROR) ([\\w.$]+): (.*)");
  private static final Pattern THROWN = Pattern.compile("  ([\\w.$]+)(?: ([A-Z_]+))?");
  private static final Pattern PLACE =
      Pattern.compile(
          "    at (?:[^/()]*/){0,2}([\\w.$]+)\\.([\\w$<>]+)\\((?:[^:()]*)(?::(\\d{1,7}))?\\)");
  private static final Pattern FILLED_IN = Pattern.compile("\\{}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,13}(\\.\\d{1,9})?");
  private static final Pattern OBJECT =
      Pattern.compile("([a-z]{1,12}/([0-9a-f]{2,64}/)?)?[0-9a-f]{16,64}(-[0-9]{16})?");

  /// As the log shortens it.
  private static final String OURS = "org.tidelock.";

  private static final String HIDDEN = "(hidden)";

  private final ProgramText program = new ProgramText();
  private final StandIns standIns;

  LogExcerpt(StandIns standIns) {
    this.standIns = standIns;
  }

  /// @param words of the program's own in it
  record Shown(String text, Set<String> words) {}

  /// @param left how many lines were left out that are none of this version's
  record Excerpt(List<Shown> shown, long left) {}

  Excerpt of(List<String> lines) {
    List<List<String>> events = events(lines);
    Deque<List<Shown>> recognised = new ArrayDeque<>();
    long left = 0;
    for (List<String> event : events.reversed()) {
      if (recognised.size() == MOST_EVENTS) break;
      Optional<Shown> first = event(event.getFirst());
      if (first.isEmpty()) {
        left++;
        continue;
      }
      List<Shown> shown = new ArrayList<>(List.of(first.get()));
      shown.addAll(thrown(event.subList(1, event.size())));
      recognised.addFirst(shown);
    }
    return new Excerpt(recognised.stream().flatMap(List::stream).toList(), left);
  }

  /// Each with the lines of its exception.
  private static List<List<String>> events(List<String> lines) {
    List<List<String>> events = new ArrayList<>();
    for (String line : lines) {
      boolean isTooLong = line.length() > LONGEST;
      if (!line.startsWith(" ")) events.add(new ArrayList<>(List.of(isTooLong ? "" : line)));
      else if (!events.isEmpty() && !isTooLong) events.getLast().add(line);
    }
    return events;
  }

  private Optional<Shown> event(String line) {
    Matcher parts = EVENT.matcher(line);
    if (!parts.matches()) return Optional.empty();
    Optional<Instant> time = time(parts.group(1));
    if (time.isEmpty()) return Optional.empty();
    String start = Times.text(time.get()) + " " + parts.group(2) + " ";
    String logger = parts.group(3);
    String ofClass = OURS + logger;
    if (!program.hasClass(ofClass)) return foreign(start, parts.group(2), logger);
    return program.texts(ofClass).stream()
        .flatMap(text -> filled(text, parts.group(4), ofClass).stream())
        // Of several the one that says most.
        .max((a, b) -> Integer.compare(a.words().size(), b.words().size()))
        .map(
            m -> shown(start + logger + ": " + m.text(), parts.group(2) + " " + logger, m.words()));
  }

  /// What another library says may hold anything.
  private Optional<Shown> foreign(String start, String level, String logger) {
    return program.hasClass(logger)
        ? Optional.of(shown(start + logger, level + " " + logger, Set.of()))
        : Optional.empty();
  }

  private static Shown shown(String text, String own, Set<String> more) {
    Set<String> words = new TreeSet<>(more);
    words.addAll(Words.in(own));
    return new Shown(text, words);
  }

  /// A message, if it is this text with values filled in.
  private Optional<Shown> filled(String text, String message, String logger) {
    String[] around = FILLED_IN.split(text, -1);
    if (around.length == 1 && !text.equals(message)) return Optional.empty();
    if (String.join("", around).isBlank()) return Optional.empty();
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < around.length; i++)
      form.append(i == 0 ? "" : "(.+?)").append(Pattern.quote(around[i]));
    Matcher values = Pattern.compile(form.toString()).matcher(message);
    if (!values.matches()) return Optional.empty();
    StringBuilder out = new StringBuilder(around[0]);
    Set<String> words = new TreeSet<>(Words.in(text));
    for (int i = 1; i < around.length; i++) {
      Shown value = value(values.group(i), logger);
      words.addAll(value.words());
      out.append(value.text()).append(around[i]);
    }
    return Optional.of(new Shown(out.toString(), words));
  }

  /// @return nothing but numbers, times, codes, what stands for a name, and classes beside the one that logged
  private Shown value(String value, String logger) {
    boolean isOwn =
        value.equals("true")
            || value.equals("false")
            || Arrays.stream(ErrorCode.values()).anyMatch(code -> code.name().equals(value))
            || program.hasClass(logger.substring(0, logger.lastIndexOf('.') + 1) + value);
    if (isOwn) return new Shown(value, Words.in(value));
    // Before numbers: a folder may be called by digits only, and be taken for an id by the log.
    if (OBJECT.matcher(value).matches())
      return new Shown(standIns.of(StandIns.Kind.OBJECT, value), Set.of());
    if (NUMBER.matcher(value).matches()) return new Shown(value, Set.of());
    return time(value)
        .map(time -> new Shown(Times.text(time), Set.of()))
        .or(() -> millis(value).map(millis -> new Shown(millis, Set.of("ms"))))
        .orElse(new Shown(HIDDEN, Words.in(HIDDEN)));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> millis(String text) {
    try {
      return Optional.of(Duration.parse(text).toMillis() + " ms");
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private List<Shown> thrown(List<String> lines) {
    List<Shown> shown = new ArrayList<>();
    int places = 0;
    for (String line : lines) {
      Matcher type = THROWN.matcher(line);
      Matcher place = PLACE.matcher(line);
      if (type.matches()) {
        places = 0;
        shown.add(thrown(type.group(1), type.group(2)));
      } else if (place.matches() && places++ < MOST_PLACES) {
        place(place).ifPresent(shown::add);
      }
    }
    return shown;
  }

  private Shown thrown(String type, String code) {
    if (!program.hasClass(type)) return new Shown("  " + HIDDEN, Words.in(HIDDEN));
    String known =
        code != null && Arrays.stream(ErrorCode.values()).anyMatch(c -> c.name().equals(code))
            ? type + " " + code
            : type;
    return new Shown("  " + known, Words.in(known));
  }

  private Optional<Shown> place(Matcher place) {
    String type = place.group(1);
    String method = place.group(2);
    if (!program.hasMethod(type, method)) return Optional.empty();
    String at = "at " + type + "." + method;
    return Optional.of(
        new Shown(
            "    " + at + (place.group(3) == null ? "" : ":" + place.group(3)), Words.in(at)));
  }
}
