package org.tidelock.engine.storage.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

  public HttpException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
