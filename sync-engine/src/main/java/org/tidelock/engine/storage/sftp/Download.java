package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException.Transient;

/// Reads a piece of a file with many requests under way at once.
final class Download {
  /// Bytes a request: what every server answers.
  private static final int SLICE = 32 << 10;

  /// Requests under way: 2 MiB, which is 40 MB/s where an answer takes 50 ms.
  private static final int WINDOW = 64;

  private final SftpChannel channel;
  private final byte[] handle;
  private final ObjectName name;
  private final long offset;
  private final ByteBuffer into;
  private final Bandwidth bandwidth;
  private final int start;
  private final Deque<Slice> underWay = new ArrayDeque<>();
  private int asked;
  private int crumbs;

  /// @param into is filled from its position to its limit; has an array
  Download(
      SftpChannel channel,
      byte[] handle,
      ObjectName name,
      long offset,
      ByteBuffer into,
      Bandwidth bandwidth) {
    this.bandwidth = bandwidth;
    this.channel = channel;
    this.handle = handle;
    this.name = name;
    this.offset = offset;
    this.into = into;
    this.start = into.position();
    // A server may answer with less than it was asked for; one that always does so answers for
    // ever.
    this.crumbs = into.remaining() / SLICE + WINDOW;
  }

  /// @param at from the first byte of the piece on
  private record Slice(Pending answer, int at, int length) {}

  /// @throws Transient if the file is shorter
  void run() throws IOException, Transient, InterruptedException {
    int length = into.remaining();
    while (asked < length || !underWay.isEmpty()) {
      while (asked < length && underWay.size() < WINDOW) {
        int n = Math.min(SLICE, length - asked);
        takeWhatCame(); // also while the next slice has to wait
        bandwidth.receive(n);
        underWay.addLast(ask(asked, n));
        asked += n;
      }
      take(underWay.removeFirst());
    }
  }

  private void takeWhatCame() throws IOException, Transient, InterruptedException {
    while (!underWay.isEmpty() && underWay.getFirst().answer.isAnswered())
      take(underWay.removeFirst());
  }

  private Slice ask(int at, int length) throws IOException {
    return new Slice(channel.ask(Request.read(handle, offset + at, length)), at, length);
  }

  private void take(Slice slice) throws IOException, Transient, InterruptedException {
    ByteBuffer data = slice.answer.await().data();
    int n = data.remaining();
    if (n == 0)
      throw new Transient("The object " + name + " became shorter while it was read.", null);
    if (n > slice.length) throw new Nonsense("more than was asked for");
    into.put(start + slice.at, data, data.position(), n);
    into.position(start + slice.at + n); // they are taken in their order
    if (n == slice.length) return;
    if (--crumbs < 0) throw new Nonsense("the object in crumbs");
    underWay.addFirst(ask(slice.at + n, slice.length - n));
  }
}
