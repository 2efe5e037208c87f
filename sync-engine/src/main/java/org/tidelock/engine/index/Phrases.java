package org.tidelock.engine.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tidelock.engine.phrase.Phrase;
import org.tidelock.engine.phrase.Said;

/// What was said, as a text in the index: the phrase's id, then each argument with a letter for its kind, apart by a character that is escaped in
/// them. What another version has said, and this one cannot, stays as its text.
final class Phrases {
  private static final char APART = '|';
  private static final char ESCAPE = '\\';
  private static final Map<String, Phrase> BY_ID =
      Phrase.all().stream().collect(Collectors.toUnmodifiableMap(Phrase::id, Function.identity()));

  private Phrases() {}

  static String text(Said said) {
    var text = new StringBuilder(said.phrase().id());
    for (Object argument : said.arguments())
      switch (argument) {
        case Long n -> add(text, 'n', n.toString());
        case Said.Size size -> add(text, 'b', Long.toString(size.bytes()));
        case Instant time -> add(text, 't', time.toString());
        case Said inner -> add(text, 's', text(inner));
        case Object other -> add(text, '-', other.toString());
      }
    return text.toString();
  }

  private static void add(StringBuilder text, char kind, String argument) {
    text.append(APART).append(kind);
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == APART || c == ESCAPE) text.append(ESCAPE);
      text.append(c);
    }
  }

  static Said said(String text) {
    List<String> parts = parts(text);
    Phrase phrase = BY_ID.get(parts.getFirst());
    if (phrase == null) return Said.plain(text);
    return new Said(
        phrase, parts.subList(1, parts.size()).stream().map(Phrases::argument).toList());
  }

  private static Object argument(String part) {
    String value = part.substring(1);
    return switch (part.charAt(0)) {
      case 'n' -> Long.valueOf(value);
      case 'b' -> new Said.Size(Long.parseLong(value));
      case 't' -> Instant.parse(value);
      case 's' -> said(value);
      default -> value;
    };
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == APART) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c == ESCAPE ? text.charAt(++i) : c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
