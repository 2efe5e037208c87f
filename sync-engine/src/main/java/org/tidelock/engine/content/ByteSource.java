package org.tidelock.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Where the bytes of one file come from, in order. Not thread-safe; whoever opened it closes it.
@FunctionalInterface
public interface ByteSource {
  /// Larger reads only cost memory: the JDK copies them through a native buffer of the same size.
  int READ = 1 << 20;

  /// Reads at least one byte, or returns -1 at the end.
  int read(byte[] into, int offset, int length) throws IOException;

  static ByteSource of(InputStream in) {
    return (into, offset, length) -> in.read(into, offset, Math.min(length, READ));
  }

  static ByteSource of(ReadableByteChannel in) {
    return (into, offset, length) -> {
      ByteBuffer b = ByteBuffer.wrap(into, offset, Math.min(length, READ));
      int n;
      do n = in.read(b);
      while (n == 0);
      return n;
    };
  }
}
