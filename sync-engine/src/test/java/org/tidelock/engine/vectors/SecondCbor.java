package org.tidelock.engine.vectors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The CBOR of segments, heads and footers, straight from RFC 8949: arrays (lists), whole numbers, byte strings, text and null.
public final class SecondCbor {
  public static final Object NULL = new Object();

  private SecondCbor() {}

  public static byte[] encode(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, value);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    if (value == NULL) {
      out.write(0xf6);
      return;
    }
    switch (value) {
      case Integer i -> number(out, i);
      case Long l -> number(out, l);
      case byte[] b -> {
        head(out, 2, b.length);
        out.writeBytes(b);
      }
      case String s -> {
        byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
        head(out, 3, utf8.length);
        out.writeBytes(utf8);
      }
      case List<?> items -> {
        head(out, 4, items.size());
        items.forEach(item -> write(out, item));
      }
      default -> throw new IllegalArgumentException(value.getClass().toString());
    }
  }

  private static void number(ByteArrayOutputStream out, long value) {
    if (value >= 0) head(out, 0, value);
    else head(out, 1, -1 - value);
  }

  private static void head(ByteArrayOutputStream out, int major, long value) {
    byte[] eight = ByteBuffer.allocate(8).putLong(value).array();
    int log = value < 24 ? -1 : value < 1 << 8 ? 0 : value < 1 << 16 ? 1 : value < 1L << 32 ? 2 : 3;
    out.write(major << 5 | (log < 0 ? (int) value : 24 + log));
    if (log >= 0) out.write(eight, 8 - (1 << log), 1 << log);
  }
}
