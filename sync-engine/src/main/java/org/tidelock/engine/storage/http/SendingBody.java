package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.http.HttpException.Kind;

/// Bytes on their way, of which the last is sent only if the request may not be taken back any more.
final class SendingBody extends RequestBody {
  private static final int SLICE = 64 << 10;

  private final ByteBuffer bytes;
  private final Flight flight;

  SendingBody(ByteBuffer bytes, Flight flight) {
    this.bytes = bytes.duplicate();
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
    int end = rest.limit();
    while (rest.position() < end) {
      int slice = Math.min(SLICE, end - rest.position());
      boolean last = rest.position() + slice == end;
      if (last) sink.flush(); // so that what is held back is what makes it whole
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
}
