package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Transient;

/// Parts of a body (RFC 9110, 14), as servers give them: the part, less at the end, or the whole in spite of what was asked.
public final class Ranges {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private Ranges() {}

  /// What asks for as much from `offset` on as the buffer takes, which is not full.
  public static String header(long offset, ByteBuffer into) {
    return "bytes=" + offset + "-" + (offset + into.remaining() - 1);
  }

  /// Reads an answer with the status 206 or 200 to such a request; returns how many bytes there were.
  public static int read(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    return answer.status() == 206 ? ranged(answer, offset, into) : sliced(answer, offset, into);
  }

  /// The whole length that an answer tells beside a part; -1 if it does not.
  public static long wholeLength(HttpAnswer answer) {
    Matcher said = RANGE.matcher(answer.header("Content-Range").orElse(""));
    return said.matches() && !said.group(3).equals("*") ? Long.parseLong(said.group(3)) : -1;
  }

  /// Exactly what was asked for, or as much of it as there is.
  private static int ranged(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    Matcher said = RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (!said.matches() || Long.parseLong(said.group(1)) != offset)
      throw HttpTroubles.unexpected(answer);
    long length = Long.parseLong(said.group(2)) - offset + 1;
    if (length < 1 || length > into.remaining()) throw HttpTroubles.unexpected(answer);
    boolean toTheEnd =
        !said.group(3).equals("*") && Long.parseLong(said.group(3)) == offset + length;
    if (length < into.remaining() && !toTheEnd) throw HttpTroubles.unexpected(answer);
    if (fill(answer, into, (int) length) < length)
      throw new Transient("An object became shorter while it was read.", null);
    return (int) length;
  }

  /// Less if the answer ends before; the position tells how much there was also where it breaks off.
  public static int fill(HttpAnswer answer, ByteBuffer into, int length) throws IOException {
    int end = into.limit();
    try {
      return answer.fill(into.limit(into.position() + length));
    } finally {
      into.limit(end);
    }
  }

  /// A server, or something on the way to it, that sends the whole.
  private static int sliced(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    long length = answer.length().orElseThrow(() -> HttpTroubles.unexpected(answer));
    if (length <= offset) return 0;
    answer.skip(offset);
    return answer.fill(into);
  }
}
