package org.tidelock.engine.storage.webdav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Ranges;
import org.tidelock.engine.storage.webdav.DavServer.Place;

/// Gets the bytes of one object. An answer that may be anything (a redirect, a web page, an error of those that servers give for collections) is
/// believed only after a look at what is there.
record Reading(DavServer server, ObjectName name) {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /// What a server without ranges is made to send at most before the bytes that are wanted; no object is longer.
  private static final long LONGEST = 64L << 20;

  /// @param trouble what is wrong if there is an object after all
  private record Got<T>(Optional<T> value, Optional<StorageException> trouble) {
    static <T> Got<T> sure(T value) {
      return new Got<>(Optional.of(value), Optional.empty());
    }

    static <T> Got<T> odd(StorageException trouble) {
      return new Got<>(Optional.empty(), Optional.of(trouble));
    }
  }

  /// The whole; empty if there is no such object.
  ///
  /// @throws OutOfBounds if it is longer than `most`, before memory is taken for it
  Optional<byte[]> whole(int most) throws StorageException, InterruptedException {
    return known(Optional.empty(), answer -> whole(answer, most));
  }

  /// Reads from `offset` on until the buffer is full or the object ends: how many bytes; empty if there is no such object.
  OptionalInt into(long offset, ByteBuffer into) throws StorageException, InterruptedException {
    String range = "bytes=" + offset + "-" + (offset + into.remaining() - 1);
    Optional<Integer> read = known(Optional.of(range), answer -> part(answer, offset, into));
    return read.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /// What the server says of the object; empty if there is none, or a collection.
  Optional<Multistatus.Response> object() throws StorageException, InterruptedException {
    return server.look(place()).filter(r -> !r.isCollection());
  }

  private Place place() {
    return Place.object(name.value());
  }

  private <T> Optional<T> known(Optional<String> range, HttpClient.Reading<Got<T>> reading)
      throws StorageException, InterruptedException {
    Got<T> got;
    try {
      got = server.get(place(), range, reading);
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
    if (got.trouble().isEmpty()) return got.value();
    if (object().isPresent()) throw got.trouble().get();
    return Optional.empty();
  }

  private Got<byte[]> whole(HttpAnswer answer, int most) throws IOException, StorageException {
    if (answer.status() != 200) return other(answer);
    if (answer.isPage()) return Got.odd(HttpTroubles.unexpected(answer));
    long length = answer.length().orElse(-1);
    if (length > most) throw new OutOfBounds(name, length);
    if (length >= 0) return Got.sure(answer.bytes((int) length));
    byte[] bytes = answer.stream().readNBytes(most);
    if (bytes.length == most && answer.stream().read() >= 0) throw new OutOfBounds(name, most + 1L);
    return Got.sure(bytes);
  }

  private static <T> Got<T> other(HttpAnswer answer) throws StorageException {
    return switch (answer.status()) {
      case 404, 410 -> new Got<>(Optional.empty(), Optional.empty());
      case 301, 302, 303, 307, 308, 403, 405, 409, 501 -> Got.odd(DavServer.trouble(answer));
      default -> throw DavServer.trouble(answer);
    };
  }

  private Got<Integer> part(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    return switch (answer.status()) {
      case 206 -> Got.sure(ranged(answer, offset, into));
      case 200 ->
          answer.isPage()
              ? Got.odd(HttpTroubles.unexpected(answer))
              : Got.sure(sliced(answer, offset, into));
      case 416 -> Got.sure(0); // there is an object, and it ends before
      default -> other(answer);
    };
  }

  /// Exactly what was asked for, or as much of it as there is.
  private int ranged(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    Matcher said = RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (!said.matches() || Long.parseLong(said.group(1)) != offset)
      throw HttpTroubles.unexpected(answer);
    // More than was asked for is cut: sabre/dav takes 0-0 for everything.
    long sent = Long.parseLong(said.group(2)) - offset + 1;
    long length = Math.min(sent, into.remaining());
    boolean toTheEnd = said.group(3).equals("*") || Long.parseLong(said.group(3)) == offset + sent;
    if (length < 1 || (length < into.remaining() && !toTheEnd))
      throw HttpTroubles.unexpected(answer);
    if (Ranges.fill(answer, into, (int) length) < length)
      throw new Transient("The object " + name + " became shorter while it was read.", null);
    return (int) length;
  }

  /// A server that knows no ranges sends the whole.
  private static int sliced(HttpAnswer answer, long offset, ByteBuffer into)
      throws IOException, StorageException {
    if (answer.length().orElse(Long.MAX_VALUE) <= offset) return 0;
    if (offset > LONGEST) throw HttpTroubles.unexpected(answer);
    answer.skip(offset);
    return answer.fill(into);
  }
}
