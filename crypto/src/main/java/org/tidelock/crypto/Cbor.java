package org.tidelock.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// The CBOR of the vault format: deterministic (RFC 8949 §4.2.1), maps with small unsigned keys, unsigned numbers, byte strings, text, arrays;
/// nothing else. Whatever does not encode back to the very same bytes is refused, which covers odd lengths, tags, order and duplicates.
final class Cbor {
  private static final int DEPTH = 8;
  private static final int MAX_ITEMS = 65_536;
  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNameLength(20)
                  .maxStringLength(4096)
                  .maxNumberLength(20)
                  .maxTokenCount(MAX_ITEMS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Cbor() {}

  static byte[] encode(CborMap map) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write((CBORGenerator) generator, map);
    }
    return out.toByteArray();
  }

  private static void write(CBORGenerator out, Object value) {
    switch (value) {
      case CborMap map -> {
        out.writeStartObject(map, map.entries().size());
        for (Map.Entry<Integer, Object> e : map.entries().entrySet()) {
          out.writePropertyId(e.getKey());
          write(out, e.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray(list, list.size());
        for (Object item : list) write(out, item);
        out.writeEndArray();
      }
      case Long number -> out.writeNumber(number.longValue());
      case byte[] bytes -> out.writeBinary(bytes);
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeUTF8String(utf8, 0, utf8.length);
      }
      default -> throw new IllegalArgumentException("not in the format: " + value.getClass());
    }
  }

  static CborMap decode(byte[] bytes) throws IntegrityException {
    CborMap map;
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT) throw new IntegrityException("not a CBOR map");
      map = readMap(in);
      if (in.nextToken() != null) throw new IntegrityException("something follows the CBOR map");
    } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IntegrityException("malformed CBOR");
    }
    if (!Arrays.equals(encode(map), bytes))
      throw new IntegrityException("CBOR that is not in its one allowed encoding");
    return map;
  }

  private static CborMap readMap(JsonParser in) throws IntegrityException {
    CborMap map = new CborMap();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      map.put(Integer.parseInt(in.currentName()), read(in, in.nextToken()));
    }
    return map;
  }

  private static Object read(JsonParser in, JsonToken token) throws IntegrityException {
    return switch (token) {
      case START_OBJECT -> readMap(in);
      case START_ARRAY -> readList(in);
      case VALUE_NUMBER_INT -> number(in);
      case VALUE_STRING -> in.getString();
      case VALUE_EMBEDDED_OBJECT -> bytes(in.getEmbeddedObject());
      default ->
          throw new IntegrityException("a CBOR value of a kind that the format does not have");
    };
  }

  /// Jackson also calls CBOR's `undefined` and unassigned simple values embedded objects.
  private static byte[] bytes(@Nullable Object embedded) throws IntegrityException {
    if (!(embedded instanceof byte[] b))
      throw new IntegrityException("a CBOR value of a kind that the format does not have");
    return b;
  }

  private static List<Object> readList(JsonParser in) throws IntegrityException {
    List<Object> list = new ArrayList<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken())
      list.add(read(in, t));
    return list;
  }

  private static Long number(JsonParser in) throws IntegrityException {
    long value = in.getLongValue();
    if (value < 0) throw new IntegrityException("a negative number");
    return value;
  }
}
