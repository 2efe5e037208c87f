package org.tidelock.app.cli;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A JSON object under construction, in the order its fields are put. Written by hand because a mapper costs more time than most commands.
final class Json {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  static Json object() {
    return new Json();
  }

  Json put(String name, String value) {
    fields.put(name, value);
    return this;
  }

  Json put(String name, long value) {
    fields.put(name, value);
    return this;
  }

  Json put(String name, double value) {
    fields.put(name, value);
    return this;
  }

  Json put(String name, boolean value) {
    fields.put(name, value);
    return this;
  }

  Json put(String name, Json value) {
    fields.put(name, value);
    return this;
  }

  Json put(String name, Instant value) {
    fields.put(name, value.toString());
    return this;
  }

  /// Absent values are `null`, so that every field is always there.
  Json put(String name, Optional<?> value) {
    Object known = value.orElse(null);
    fields.put(
        name,
        known instanceof Instant || known instanceof java.nio.file.Path ? known.toString() : known);
    return this;
  }

  /// The fields of another one, too.
  Json with(Json other) {
    fields.putAll(other.fields);
    return this;
  }

  /// An enum constant as its lower-case name with hyphens: `UP_TO_DATE` is `up-to-date`.
  Json put(String name, Enum<?> value) {
    return put(name, word(value));
  }

  Json strings(String name, List<String> values) {
    fields.put(name, values);
    return this;
  }

  <T> Json list(String name, List<T> values, Function<T, Json> view) {
    fields.put(name, values.stream().map(view).toList());
    return this;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(256);
    write(out, this);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Json json -> {
        char before = '{';
        for (Map.Entry<String, @Nullable Object> field : json.fields.entrySet()) {
          out.append(before);
          quote(out, field.getKey());
          out.append(':');
          write(out, field.getValue());
          before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
      }
      case List<?> list -> {
        out.append('[');
        for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
          write(out, i.next());
          if (i.hasNext()) {
            out.append(',');
          }
        }
        out.append(']');
      }
      case Number number -> out.append(number);
      case Boolean bool -> out.append(bool);
      default -> quote(out, value.toString());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          // A lone surrogate has no UTF-8; the escape keeps it (a name on disk may hold one).
          if (c < 0x20 || c == 0x7f || lone(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
