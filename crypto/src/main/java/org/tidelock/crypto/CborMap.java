package org.tidelock.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A CBOR map with typed, bounded access. Keys below 128 are critical: a reader that does not know one refuses the object. Others may be ignored.
final class CborMap {
  private static final int FIRST_IGNORABLE = 128;
  private final TreeMap<Integer, Object> entries = new TreeMap<>();

  CborMap put(int key, Object value) {
    if (key < 0) throw new IllegalArgumentException("a negative key");
    entries.put(key, value instanceof Integer i ? (Object) i.longValue() : value);
    return this;
  }

  SortedMap<Integer, Object> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /// @throws UnsupportedException for a critical key beyond `last`
  void knowsUpTo(int last) throws UnsupportedException {
    for (int key : entries.keySet()) {
      if (key > last && key < FIRST_IGNORABLE) {
        throw new UnsupportedException(
            "an object has field "
                + key
                + ", which a newer version of Tidelock must have written: update first");
      }
    }
  }

  int uint(int key) throws IntegrityException {
    long value = uint64(key);
    if (value > Integer.MAX_VALUE) throw bad(key);
    return (int) value;
  }

  long uint64(int key) throws IntegrityException {
    return get(key, Long.class);
  }

  byte[] bytes(int key, int length) throws IntegrityException {
    byte[] value = get(key, byte[].class);
    if (value.length != length) throw bad(key);
    return value;
  }

  Id128 id(int key) throws IntegrityException {
    return Id128.of(bytes(key, Id128.BYTES));
  }

  Hash256 hash(int key) throws IntegrityException {
    return Hash256.of(bytes(key, Hash256.BYTES));
  }

  String text(int key, int maxBytes) throws IntegrityException {
    String value = get(key, String.class);
    if (value.getBytes(StandardCharsets.UTF_8).length > maxBytes) throw bad(key);
    return value;
  }

  /// Byte strings of one length, strictly ascending: a set has one encoding only.
  List<byte[]> sortedSet(int key, int length, int max) throws IntegrityException {
    List<byte[]> out = new ArrayList<>();
    for (Object item : list(key, max)) {
      if (!(item instanceof byte[] b) || b.length != length) throw bad(key);
      if (!out.isEmpty() && Arrays.compareUnsigned(out.getLast(), b) >= 0) throw bad(key);
      out.add(b);
    }
    return out;
  }

  List<CborMap> maps(int key, int max) throws IntegrityException {
    List<CborMap> out = new ArrayList<>();
    for (Object item : list(key, max)) {
      if (!(item instanceof CborMap m)) throw bad(key);
      out.add(m);
    }
    return out;
  }

  private List<?> list(int key, int max) throws IntegrityException {
    List<?> list = get(key, List.class);
    if (list.size() > max) throw bad(key);
    return list;
  }

  private <T> T get(int key, Class<T> type) throws IntegrityException {
    Object value = entries.get(key);
    if (!type.isInstance(value)) throw bad(key);
    return type.cast(value);
  }

  private static IntegrityException bad(int key) {
    return new IntegrityException("field " + key + " of an object is missing or out of its bounds");
  }
}
