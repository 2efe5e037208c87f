package org.tidelock.engine.storage.fakegraph;

import java.time.Duration;
import java.util.List;

/// What goes wrong with one request.
public sealed interface Fault {
  /// The connection is cut before anything is done.
  record CutBefore() implements Fault {}

  /// What was asked is done; the answer never comes.
  record CutAfter() implements Fault {}

  /// Done, but the answer breaks off in the middle of its body.
  record Truncated() implements Fault {}

  /// Not done; another answer instead: the page of a hotel's network, an odd JSON, an error.
  ///
  /// @param headers names and values in turn
  record Answer(int status, String contentType, byte[] body, List<String> headers)
      implements Fault {}

  /// Only parts of what is sent are taken, and the answer is an error of the gateway: done or not, nobody knows.
  record DoneButError(int status) implements Fault {}

  /// Not done: the whole account is to be left alone for so long. Whoever asks meanwhile is complained about.
  ///
  /// @param status 429, 503 or 509
  /// @param header how the time is told
  record Throttle(int status, Duration time, RetryAfter header) implements Fault {}

  /// How a time to wait is told.
  enum RetryAfter {
    SECONDS,
    DATE,
    /// As observed (onedrive-api-docs#797).
    ABSENT
  }

  static Answer page() {
    return new Answer(
        200,
        "text/html",
        "<html><body>Welcome to our hotel</body></html>"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8),
        List.of());
  }

  static Answer json(int status, String body) {
    return new Answer(
        status,
        "application/json",
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        List.of());
  }
}
