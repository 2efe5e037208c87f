package org.tidelock.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The CBOR of bodies written a second time, straight from RFC 8949 §3 and §4.2.1: what vectors say does not come from the codec that they check.
final class SecondCbor {
  private static final int UINT = 0;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  private SecondCbor() {}

  /// Key, value, key, value.
  static SortedMap<Integer, Object> map(Object... entries) {
    SortedMap<Integer, Object> map = new TreeMap<>();
    for (int i = 0; i < entries.length; i += 2) map.put((Integer) entries[i], entries[i + 1]);
    return map;
  }

  static byte[] encode(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, value);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case Integer i -> head(out, UINT, i);
      case Long l -> head(out, UINT, l);
      case byte[] b -> {
        head(out, BYTES, b.length);
        out.writeBytes(b);
      }
      case String s -> {
        byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
        head(out, TEXT, utf8.length);
        out.writeBytes(utf8);
      }
      case List<?> items -> {
        head(out, ARRAY, items.size());
        for (Object item : items) write(out, item);
      }
      case Map<?, ?> map -> {
        head(out, MAP, map.size());
        map.forEach(
            (k, v) -> {
              write(out, k);
              write(out, v);
            });
      }
      default -> throw new IllegalArgumentException(value.getClass().toString());
    }
  }

  private static void head(ByteArrayOutputStream out, int major, long value) {
    int length =
        value < 24 ? 0 : value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : value < 1L << 32 ? 4 : 8;
    int info = length == 0 ? (int) value : 24 + Integer.numberOfTrailingZeros(length);
    out.write(major << 5 | info);
    out.write(ByteBuffer.allocate(8).putLong(value).array(), 8 - length, length);
  }
}
