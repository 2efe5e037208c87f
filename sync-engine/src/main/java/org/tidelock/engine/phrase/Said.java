package org.tidelock.engine.phrase;

import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A phrase with what it is about: compared by value, put into words where it is shown.
///
/// @param arguments each a [String], a [Long], a [Size], an [Instant] or a [Said]
public record Said(Phrase phrase, List<Object> arguments) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  /// A number of bytes, written with its unit.
  public record Size(long bytes) {}

  /// How what is filled in is written.
  public interface Writing {
    /// What a phrase is called, with its places.
    String phrase(Phrase phrase);

    String number(long n);

    String size(long bytes);

    String time(Instant time);
  }

  public Said {
    arguments = arguments.stream().map(Said::plain).toList();
  }

  private static Object plain(Object argument) {
    return switch (argument) {
      case Long n -> n;
      case Integer n -> n.longValue();
      case Size size -> size;
      case Instant time -> time;
      case Said said -> said;
      default -> argument.toString();
    };
  }

  /// Words that are not translated.
  public static Said plain(String text) {
    return Plain.TEXT.of(text);
  }

  /// This, then that.
  public Said and(Said next) {
    return Plain.BOTH.of(this, next);
  }

  /// As the command line and the log say it: times in UTC.
  public String english() {
    return words(English.WRITING);
  }

  /// As somebody else says it.
  public String words(Writing writing) {
    return PLACE
        .matcher(writing.phrase(phrase))
        .replaceAll(place -> Matcher.quoteReplacement(argument(place, writing)));
  }

  private String argument(MatchResult place, Writing writing) {
    return switch (arguments.get(Integer.parseInt(place.group(1)))) {
      case Long n -> writing.number(n);
      case Size(long bytes) -> writing.size(bytes);
      case Instant time -> writing.time(time);
      case Said said -> said.words(writing);
      case Object text -> text.toString();
    };
  }

  /// In English: an exception's message, and what a failed test shows.
  @Override
  public String toString() {
    return english();
  }
}
