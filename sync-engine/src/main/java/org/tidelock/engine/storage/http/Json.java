package org.tidelock.engine.storage.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.http.HttpException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON of a server: one value, nested 20 deep at most, no name twice in an object. What is not there, or is of another kind than asked for, is
/// absent. Immutable.
public final class Json {
  private static final int DEEPEST = 20;
  private static final int LONGEST_NUMBER = 30;
  private static final int MOST_VALUES = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  /// A map, a list, a string, a long, or null for all else.
  private final @Nullable Object value;

  private Json(@Nullable Object value) {
    this.value = value;
  }

  /// @param text UTF-8; how long it may be is the caller's to say
  /// @throws HttpException if it is none
  public static Json parse(byte[] text) throws HttpException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      Json json = new Json(new Reader(parser).value(parser.nextToken()));
      if (parser.nextToken() != null) throw unusable(null);
      return json;
    } catch (JacksonException e) {
      throw unusable(e);
    }
  }

  private static HttpException unusable(@Nullable JacksonException e) {
    return new HttpException(Kind.UNUSABLE, "The server's answer is no JSON that can be read.", e);
  }

  private static final class Reader {
    private final JsonParser parser;
    private int values;

    Reader(JsonParser parser) {
      this.parser = parser;
    }

    @Nullable Object value(@Nullable JsonToken token) throws HttpException {
      if (token == null || ++values > MOST_VALUES) throw unusable(null);
      return switch (token) {
        case START_OBJECT -> object();
        case START_ARRAY -> array();
        case VALUE_STRING -> parser.getString();
        case VALUE_NUMBER_INT -> integer();
        default -> null; // true, false, null, fractions: nothing that is asked for here
      };
    }

    private @Nullable Object integer() {
      return switch (parser.getNumberType()) {
        case INT, LONG -> parser.getLongValue();
        default -> null;
      };
    }

    private Map<String, @Nullable Object> object() throws HttpException {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        fields.put(name, value(parser.nextToken()));
      }
      return fields;
    }

    private List<@Nullable Object> array() throws HttpException {
      List<@Nullable Object> elements = new ArrayList<>();
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken())
        elements.add(value(t));
      return elements;
    }
  }

  /// What is at a path of names.
  public Optional<Json> at(String... path) {
    Object at = value;
    for (String name : path) {
      if (!(at instanceof Map<?, ?> fields) || !fields.containsKey(name)) return Optional.empty();
      at = fields.get(name);
    }
    return Optional.of(new Json(at));
  }

  public Optional<String> text(String... path) {
    return at(path).flatMap(j -> j.value instanceof String s ? Optional.of(s) : Optional.empty());
  }

  /// An integer, also one that is written as a text.
  public OptionalLong number(String... path) {
    Object found = at(path).map(j -> j.value).orElse(null);
    if (found instanceof Long n) return OptionalLong.of(n);
    if (found instanceof String s && s.matches("\\d{1,18}"))
      return OptionalLong.of(Long.parseLong(s));
    return OptionalLong.empty();
  }

  /// The elements of an array; none if it is none.
  public List<Json> list(String... path) {
    return at(path)
        .map(
            j ->
                j.value instanceof List<?> all ? all.stream().map(e -> new Json(e)).toList() : null)
        .orElse(List.of());
  }

  /// Whether there is an object at a path.
  public boolean hasObject(String... path) {
    return at(path).filter(j -> j.value instanceof Map).isPresent();
  }
}
