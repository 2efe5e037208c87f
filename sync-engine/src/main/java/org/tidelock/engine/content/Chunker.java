package org.tidelock.engine.content;

import java.io.IOException;

/// Cuts one file into chunks while it is being read, in a buffer of the class's maximum and one read. Not thread-safe.
///
/// ```
/// while (chunker.next()) use(chunker.frame());
/// ```
final class Chunker {
  private final Cutter cutter;
  private final ByteSource in;
  private final byte[] buffer;
  private int start;
  private int length;
  private int end;
  private boolean eof;

  /// @param before what was read of the file already
  Chunker(Cutter cutter, ByteSource in, byte[] before) {
    this.cutter = cutter;
    this.in = in;
    this.buffer = new byte[Math.max(cutter.limits().max(), before.length) + ByteSource.READ];
    this.end = before.length;
    System.arraycopy(before, 0, buffer, 0, before.length);
  }

  /// Moves on to the next chunk; false at the end of the file.
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
    if (n < 0) eof = true;
    else end += n;
  }

  /// A copy of the chunk's bytes as [ChunkCodec#frame].
  byte[] frame() {
    byte[] frame = ChunkCodec.frame(length);
    System.arraycopy(buffer, start, frame, 1, length);
    return frame;
  }
}
