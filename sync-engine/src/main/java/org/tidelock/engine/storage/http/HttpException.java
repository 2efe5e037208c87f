package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.UnknownServer;

/// A request that got no answer, or none that can be used. Messages are for people and have neither secrets nor paths in them.
public final class HttpException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What is known of the request.
  public enum Kind {
    /// It was not sent: no such server, or nobody there.
    UNREACHABLE,
    /// It was not sent: the server could not show that it is the right one, or speaks no TLS that is safe.
    UNTRUSTED,
    /// It was cut off on purpose before the server had all of it.
    WITHDRAWN,
    /// It was sent, as a whole or in part, and the answer did not come, or not whole: what became of it is not known.
    LOST,
    /// The answer is longer than it may be, or not as HTTP has it.
    UNUSABLE
  }

  private final Kind kind;
  private final transient @Nullable UnknownServer server;

  public HttpException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, cause);
  }

  private HttpException(
      Kind kind, String message, @Nullable UnknownServer server, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.server = server;
  }

  /// UNTRUSTED.
  ///
  /// @param server what it showed, if a person may trust it for that
  static HttpException untrusted(String message, Optional<UnknownServer> server, Throwable cause) {
    return new HttpException(Kind.UNTRUSTED, message, server.orElse(null), cause);
  }

  /// What an untrusted server showed, if a person may trust it for that.
  public Optional<UnknownServer> server() {
    return Optional.ofNullable(server);
  }

  public Kind kind() {
    return kind;
  }
}
