package org.tidelock.engine.storage.http;

import java.time.Duration;

/// How long a request may take. There is none for the whole of it: a large object over a slow line takes its time.
///
/// @param connect until the server is reached, with TLS
/// @param idle for one read or write that moves nothing
/// @param window in which at least `bytes` must be moved while a body is sent or read
/// @param answer from the last byte sent to the first of the answer's body
/// @param grace how long the answer of a request that cannot be taken back is waited for after an interrupt
public record Limits(
    Duration connect, Duration idle, Duration window, long bytes, Duration answer, Duration grace) {
  public static Limits usual() {
    return new Limits(
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        1024,
        Duration.ofSeconds(120),
        Duration.ofSeconds(5));
  }
}
