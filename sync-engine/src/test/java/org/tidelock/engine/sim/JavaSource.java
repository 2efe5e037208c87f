package org.tidelock.engine.sim;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/// Writes a story as source text, to be kept as a test.
final class JavaSource {
  private JavaSource() {}

  /// An expression whose value equals the one given: of records, lists, enums, strings and numbers.
  static String of(Object value) {
    return switch (value) {
      case List<?> list -> list(list);
      case Record record -> record(record);
      case Enum<?> e -> e.getDeclaringClass().getSimpleName() + "." + e.name();
      case String s -> string(s);
      case Long l -> l + "L";
      default -> value.toString();
    };
  }

  private static String list(List<?> list) {
    boolean events = list.stream().anyMatch(e -> e instanceof Event);
    List<String> parts = list.stream().map(JavaSource::of).toList();
    return events
        ? "List.of(\n    " + String.join(",\n    ", parts) + ")"
        : "List.of(" + String.join(", ", parts) + ")";
  }

  private static String record(Record record) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        parts.add(of(accessor.invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    Class<?> outer = record.getClass().getEnclosingClass();
    String name =
        (outer == null ? "" : outer.getSimpleName() + ".") + record.getClass().getSimpleName();
    return "new " + name + "(" + String.join(", ", parts) + ")";
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c >= ' ' && c < 0x7f) out.append(c);
      else out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
    }
    return out.append('"').toString();
  }
}
