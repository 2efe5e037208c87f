package org.tidelock.engine.content;

import java.io.IOException;

/// Cuts one file into chunks while it is being read, in a buffer of the class's maximum and one read. Not thread-safe.
///
/// ```
/// while (chunker.next()) use(chunker.array(), chunker.offset(), chunker.length());
/// ```
final class Chunker {
  /// Sees every byte once, in order, as it is read.
  interface Tap {
    void update(byte[] data, int offset, int length);
  }

  private final Cutter cutter;
  private final ByteSource in;
  private final Tap tap;
  private final byte[] buffer;
  private int start;
  private int length;
  private int end;
  private boolean eof;

  Chunker(Cutter cutter, ByteSource in, Tap tap) {
    this(cutter, in, tap, new byte[0]);
  }

  /// Begins with bytes that were read (and tapped) before.
  Chunker(Cutter cutter, ByteSource in, Tap tap, byte[] before) {
    this.cutter = cutter;
    this.in = in;
    this.tap = tap;
    this.buffer = new byte[Math.max(cutter.limits().max(), before.length) + ByteSource.READ];
    this.end = before.length;
    System.arraycopy(before, 0, buffer, 0, before.length);
  }

  /// Moves on to the next chunk; false at the end of the file. The chunk's bytes stay valid until the next call.
  boolean next() throws IOException {
    start += length;
    Cutter.Scan scan = cutter.scan();
    while ((length = scan.end(buffer, start, end - start, eof)) < 0) fill();
    return length > 0;
  }

  private void fill() throws IOException {
    if (end == buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int n = in.read(buffer, end, Math.min(ByteSource.READ, buffer.length - end));
    if (n < 0) {
      eof = true;
    } else {
      tap.update(buffer, end, n);
      end += n;
    }
  }

  byte[] array() {
    return buffer;
  }

  int offset() {
    return start;
  }

  int length() {
    return length;
  }
}
