package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts what a server sends into packets. No memory is given to a packet before it is known that it was asked for and how long it may be. Not
/// thread-safe.
final class Packets {
  /// Knows what was asked.
  interface Asked {
    /// @return how long the answer may be at most
    /// @throws Nonsense if nobody asked
    int longest(int type, int id) throws Nonsense;

    void answered(int id, Answer answer);
  }

  private static final int FIRST = 2;

  private final Asked asked;
  private final ByteBuffer head = ByteBuffer.allocate(9);
  private @Nullable ByteBuffer body;

  Packets(Asked asked) {
    this.asked = asked;
  }

  void take(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer into = body == null ? head : body;
      move(bytes, into);
      if (into.hasRemaining()) return;
      if (body == null) body = begin();
      ByteBuffer whole = body;
      if (!whole.hasRemaining()) finish(whole);
    }
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int n = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), n).position(to.position() + n);
    from.position(from.position() + n);
  }

  /// Every packet has five bytes after its length: a type, and an id or a version.
  private ByteBuffer begin() throws IOException {
    int length = head.getInt(0);
    int longest = asked.longest(head.get(4), head.getInt(5));
    if (length < 5 || length > longest) throw new Nonsense("a packet of " + length);
    return ByteBuffer.allocate(length - 5);
  }

  private void finish(ByteBuffer whole) {
    int id = head.getInt(5);
    int type = Byte.toUnsignedInt(head.get(4));
    head.clear();
    body = null;
    asked.answered(id, new Answer(type, type == FIRST ? version(id, whole.flip()) : whole.flip()));
  }

  private static ByteBuffer version(int version, ByteBuffer rest) {
    return ByteBuffer.allocate(4 + rest.remaining()).putInt(version).put(rest).flip();
  }
}
