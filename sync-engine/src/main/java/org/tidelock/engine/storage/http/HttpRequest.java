package org.tidelock.engine.storage.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One request. Immutable but for the bytes of its body, which must stay as they are until the call returns.
///
/// @param uri percent-encoded as it is to be sent, without user and fragment
/// @param headers names and values in turn; `Host`, `Content-Length`, `User-Agent` and `Accept-Encoding` are added
/// @param body what lies between position and limit; sent with its length, never in chunks
/// @param extent how much of the body is sent
public record HttpRequest(
    String method, URI uri, List<String> headers, Optional<ByteBuffer> body, Extent extent) {
  /// How much of the body is sent.
  public enum Extent {
    WHOLE,
    /// A half, then the connection is cut.
    HALF
  }

  /// They may be sent again at will.
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");

  public HttpRequest {
    headers = List.copyOf(headers);
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null)
      throw new IllegalArgumentException("a request's address has no user and no fragment");
  }

  public static HttpRequest of(String method, URI uri) {
    return new HttpRequest(method, uri, List.of(), Optional.empty(), Extent.WHOLE);
  }

  public HttpRequest with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new HttpRequest(method, uri, more, body, extent);
  }

  public HttpRequest sending(ByteBuffer bytes) {
    return new HttpRequest(method, uri, headers, Optional.of(bytes), Extent.WHOLE);
  }

  /// The same, of which the server gets a half of the body before the connection is cut: to try out what it does then. The call ends with
  /// [HttpException.Kind#WITHDRAWN].
  public HttpRequest cutInTheMiddle() {
    return new HttpRequest(method, uri, headers, body, Extent.HALF);
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
