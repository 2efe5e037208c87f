package org.tidelock.engine.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads deterministic CBOR (RFC 8949 §4.2.1) into longs, byte arrays, strings, lists, maps with whole numbers as keys, and [SecondCbor#NULL]. Anything else, and any
/// other encoding, is an IllegalArgumentException.
final class CborReader {
  private final ByteBuffer in;

  private CborReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  static Object read(byte[] bytes) {
    CborReader reader = new CborReader(bytes);
    try {
      Object value = reader.value();
      if (reader.in.hasRemaining()) throw new IllegalArgumentException("something follows");
      return value;
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("cut off", e);
    }
  }

  private Object value() {
    int first = in.get() & 0xff;
    if (first == 0xf6) return SecondCbor.NULL;
    long n = argument(first & 31);
    return switch (first >> 5) {
      case 0 -> n;
      case 1 -> -1 - n;
      case 2 -> bytes(n);
      case 3 -> text(bytes(n));
      case 4 -> list(n);
      case 5 -> map(n);
      default -> throw new IllegalArgumentException("a kind of item that the format does not have");
    };
  }

  private long argument(int info) {
    if (info < 24) return info;
    if (info > 27) throw new IllegalArgumentException("no length");
    long n = 0;
    for (int i = 1 << info - 24; i > 0; i--) n = n << 8 | in.get() & 0xff;
    long least = info == 24 ? 24 : 1L << (4 << info - 24);
    if (n < least) throw new IllegalArgumentException("a longer form than needed, or above 2^63");
    return n;
  }

  private byte[] bytes(long length) {
    if (length > in.remaining()) throw new IllegalArgumentException("cut off");
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("no UTF-8", e);
    }
  }

  private List<Object> list(long length) {
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < length; i++) list.add(value());
    return list;
  }

  private SortedMap<Long, Object> map(long length) {
    TreeMap<Long, Object> map = new TreeMap<>();
    for (long i = 0; i < length; i++) {
      if (!(value() instanceof Long key) || key < 0 || (!map.isEmpty() && map.lastKey() >= key))
        throw new IllegalArgumentException("keys that do not ascend");
      map.put(key, value());
    }
    return map;
  }
}
