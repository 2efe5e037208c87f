package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.http.HttpException.Kind;
import org.tidelock.engine.storage.http.HttpRequest.Extent;

/// Bytes on their way, of which the last is sent only if the request may not be taken back any more.
final class SendingBody extends RequestBody {
  private static final int SLICE = 64 << 10;

  /// What the server may need to do something about a half of a body.
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final ByteBuffer bytes;
  private final Flight flight;
  private final Extent extent;
  private final Bandwidth bandwidth;

  SendingBody(ByteBuffer bytes, Extent extent, Flight flight, Bandwidth bandwidth) {
    this.bandwidth = bandwidth;
    this.bytes = bytes.duplicate();
    this.extent = extent;
    this.flight = flight;
  }

  @Override
  public @Nullable MediaType contentType() {
    return null; // a header, if it is wanted
  }

  @Override
  public long contentLength() {
    return bytes.remaining();
  }

  @Override
  public boolean isOneShot() {
    return true; // OkHttp does not send it again by itself
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    if (extent == Extent.HALF) cut(sink, rest);
    int end = rest.limit();
    while (rest.position() < end) {
      int slice = Math.min(SLICE, end - rest.position());
      boolean last = rest.position() + slice == end;
      await(slice);
      if (last && !flight.commit())
        throw new HttpException(Kind.WITHDRAWN, "The request was taken back.", null);
      rest.limit(rest.position() + slice);
      while (rest.hasRemaining()) sink.write(rest);
      rest.limit(end);
      if (!last) sink.flush();
      flight.moved(slice);
    }
    flight.sent();
  }

  private void await(int slice) throws HttpException {
    try {
      bandwidth.send(slice);
    } catch (InterruptedException e) {
      throw new HttpException(Kind.WITHDRAWN, "The request was taken back.", e);
    }
  }

  private static void cut(BufferedSink sink, ByteBuffer rest) throws IOException {
    rest.limit(rest.position() + rest.remaining() / 2);
    while (rest.hasRemaining()) sink.write(rest);
    sink.flush();
    try {
      Thread.sleep(MOMENT);
    } catch (InterruptedException e) {
      throw new HttpException(Kind.WITHDRAWN, "The request was taken back.", e);
    }
    throw new HttpException(Kind.WITHDRAWN, "The request was taken back.", null);
  }
}
