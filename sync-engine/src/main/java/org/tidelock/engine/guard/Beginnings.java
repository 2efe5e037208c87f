package org.tidelock.engine.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.local.Disk;

/// Tells by a file's first bytes whether it was scrambled.
final class Beginnings {
  private final Disk disk;
  private final Shrinking shrinking;

  Beginnings(Disk disk, Shrinking shrinking) {
    this.disk = disk;
    this.shrinking = shrinking;
  }

  /// Its beginning looks encrypted and says of no known type, while its name or its former bytes promise something else. What looked so before is not
  /// scrambled by being written again.
  boolean isScrambled(Rewritten file) {
    byte[] head = new byte[Scrambled.SAMPLE];
    int length;
    try {
      length = read(file, head);
    } catch (IOException e) {
      return false; // who reads it whole tells why it cannot
    }
    if (!Scrambled.is(head, length) || FileTypes.isMarked(head, length)) return false;
    Optional<OpId> former = file.row().entry().version();
    return FileTypes.isToldByName(file.row().entry().localName())
        || former.filter(shrinking::shrank).isPresent();
  }

  private int read(Rewritten file, byte[] head) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(head);
    try (SeekableByteChannel in = disk.read(file.found().path())) {
      while (into.hasRemaining() && in.read(into) >= 0) {
        // until it is full, or the file ends
      }
    }
    return into.position();
  }
}
