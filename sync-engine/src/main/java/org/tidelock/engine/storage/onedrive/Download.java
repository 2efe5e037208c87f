package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Ranges;
import org.tidelock.engine.storage.onedrive.GraphServer.Outcome;

/// The contents of one object, at an address that is good for minutes and asks for no credentials.
///
/// @param place opens the contents to whoever has it: never in a message
record Download(GraphServer server, URI place) {
  @Override
  public String toString() {
    return "Download";
  }

  byte[] whole(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    return got(
        HttpRequest.of("GET", place),
        answer -> {
          requireBytes(answer, 200);
          OptionalLong length = answer.length();
          if (length.orElse(0) > maxLength) throw new OutOfBounds(name, length.getAsLong());
          return answer.bytes(maxLength);
        });
  }

  /// As [org.tidelock.engine.storage.ObjectStore#read].
  int part(long offset, ByteBuffer into) throws StorageException, InterruptedException {
    HttpRequest request = HttpRequest.of("GET", place).with("Range", Ranges.header(offset, into));
    Outcome<Integer> got =
        send(
            request,
            answer -> {
              requireBytes(answer, 200, 206);
              return Ranges.read(answer, offset, into);
            });
    if (got.error().filter(e -> e.status() == 416).isPresent()) return 0;
    return orThrow(got);
  }

  private <T> T got(HttpRequest request, HttpClient.Reading<T> reading)
      throws StorageException, InterruptedException {
    return orThrow(send(request, reading));
  }

  private <T> Outcome<T> send(HttpRequest request, HttpClient.Reading<T> reading)
      throws StorageException, InterruptedException {
    try {
      return server.send(request, reading);
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  /// Its time may be over: the next try gets another address.
  private static <T> T orThrow(Outcome<T> got) throws StorageException {
    boolean over =
        got.error()
            .filter(
                e ->
                    e.status() == 401
                        || e.status() == 403
                        || e.status() == 404
                        || e.status() == 410)
            .isPresent();
    if (over) throw new Transient("OneDrive does not give out an object for the moment.", null);
    return got.orThrow();
  }

  private static void requireBytes(HttpAnswer answer, int... statuses) throws StorageException {
    boolean wanted = java.util.Arrays.stream(statuses).anyMatch(s -> s == answer.status());
    if (!wanted || answer.isPage()) throw HttpTroubles.unexpected(answer);
  }
}
