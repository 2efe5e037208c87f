package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.storage.StorageException;

/// One request. Immutable but for the bytes of its body, which must stay as they are until the call returns.
///
/// @param uri percent-encoded as it is to be sent, without user and fragment
/// @param headers names and values in turn; `Host`, `Content-Length`, `User-Agent` and `Accept-Encoding` are added
/// @param body what lies between position and limit; sent with its length, never in chunks
/// @param midway what is done when a half of the body is out: then the request is cut off
public record HttpRequest(
    String method,
    URI uri,
    List<String> headers,
    Optional<ByteBuffer> body,
    Optional<Midway> midway) {
  /// Something that is done in the middle of a body, of which nothing more is sent afterwards.
  @FunctionalInterface
  public interface Midway {
    void run() throws IOException, StorageException, InterruptedException;
  }

  /// They may be sent again at will.
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");

  public HttpRequest {
    headers = List.copyOf(headers);
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null)
      throw new IllegalArgumentException("a request's address has no user and no fragment");
  }

  public static HttpRequest of(String method, URI uri) {
    return new HttpRequest(method, uri, List.of(), Optional.empty(), Optional.empty());
  }

  public HttpRequest with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new HttpRequest(method, uri, more, body, midway);
  }

  public HttpRequest sending(ByteBuffer bytes) {
    return new HttpRequest(method, uri, headers, Optional.of(bytes), Optional.empty());
  }

  /// The same, cut off on purpose once a half of the body is out and `then` is done: the call ends with [HttpException.Kind#WITHDRAWN].
  public HttpRequest cutAfter(Midway then) {
    return new HttpRequest(method, uri, headers, body, Optional.of(then));
  }

  /// Whether the server may be another one afterwards.
  public boolean changes() {
    return changes(method);
  }

  static boolean changes(String method) {
    return !READING.contains(method);
  }

  /// Without headers and address, which may be secret.
  @Override
  public String toString() {
    return method;
  }
}
