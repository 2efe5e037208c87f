package org.tidelock.engine.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.WriterId;

/// Numbers of seven bits a byte, lengths before texts, and writer ids once each: a byte for the layout, the table of writers, the body.
final class Blob {
  private static final int WRITER = 16;

  private Blob() {}

  static final class Writer {
    private final Map<WriterId, Integer> writers = new LinkedHashMap<>();
    private byte[] body = new byte[192];
    private int length;

    void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      put((byte) rest);
    }

    void bytes(byte[] bytes) {
      reserve(bytes.length);
      System.arraycopy(bytes, 0, body, length, bytes.length);
      length += bytes.length;
    }

    void text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number(utf8.length);
      bytes(utf8);
    }

    void writer(WriterId writer) {
      int next = writers.size();
      number(writers.computeIfAbsent(writer, _ -> next));
    }

    byte[] finish(int layout) {
      Writer head = new Writer();
      head.number(layout);
      head.number(writers.size());
      writers.keySet().forEach(w -> head.bytes(w.bytes()));
      head.bytes(Arrays.copyOf(body, length));
      return Arrays.copyOf(head.body, head.length);
    }

    private void put(byte value) {
      reserve(1);
      body[length++] = value;
    }

    private void reserve(int more) {
      if (length + more > body.length)
        body = Arrays.copyOf(body, Math.max(length + more, 2 * body.length));
    }
  }

  static final class Reader {
    private final byte[] in;
    private final @Nullable WriterId[] writers;
    private final int firstWriter;
    private int at;

    Reader(byte[] blob, int layout) {
      in = blob;
      if (number() != layout) throw new IllegalArgumentException("a node blob of another layout");
      int count = count();
      firstWriter = at;
      if (count > (in.length - at) / WRITER) throw endsTooEarly();
      skip(count * WRITER);
      writers = new WriterId[count];
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at == in.length) throw endsTooEarly();
        byte b = in[at++];
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0) return value;
      }
      throw new IllegalArgumentException("a number without an end");
    }

    /// A number that is an index or a count of things in memory.
    int count() {
      long value = number();
      if (value < 0 || value > Integer.MAX_VALUE)
        throw new IllegalArgumentException("a count out of range");
      return (int) value;
    }

    byte[] bytes(int count) {
      skip(count);
      return Arrays.copyOfRange(in, at - count, at);
    }

    void skip(int count) {
      if (count < 0 || count > in.length - at) throw endsTooEarly();
      at += count;
    }

    private static IllegalArgumentException endsTooEarly() {
      return new IllegalArgumentException("a node blob that ends too early");
    }

    String text() {
      int length = count();
      skip(length);
      return new String(in, at - length, length, StandardCharsets.UTF_8);
    }

    WriterId writer() {
      int index = writerIndex();
      WriterId writer = writers[index];
      if (writer == null) {
        int from = firstWriter + index * WRITER;
        writer = WriterId.of(Arrays.copyOfRange(in, from, from + WRITER));
        writers[index] = writer;
      }
      return writer;
    }

    /// Without making it.
    void skipWriter() {
      writerIndex();
    }

    private int writerIndex() {
      int index = count();
      if (index >= writers.length)
        throw new IllegalArgumentException("an unknown writer in a node blob");
      return index;
    }

    void end() {
      if (at != in.length) throw new IllegalArgumentException("bytes after a node blob");
    }
  }
}
