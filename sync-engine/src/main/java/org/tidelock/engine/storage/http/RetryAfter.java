package org.tidelock.engine.storage.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a server asks to be left alone: seconds, or a date that is taken by the server's own clock (RFC 9110, 10.2.3).
final class RetryAfter {
  /// Nobody waits longer without a look.
  private static final Duration MOST = Duration.ofHours(1);

  private RetryAfter() {}

  static @Nullable Duration of(HttpAnswer answer) {
    Optional<String> value = answer.header("Retry-After").map(String::strip);
    if (value.isEmpty()) return null;
    if (value.get().matches("\\d{1,9}"))
      return bounded(Duration.ofSeconds(Long.parseLong(value.get())));
    Optional<Instant> until = date(value.get());
    Optional<Instant> now = answer.header("Date").flatMap(RetryAfter::date);
    if (until.isEmpty() || now.isEmpty()) return null;
    return bounded(Duration.between(now.get(), until.get()));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wish) {
    if (wish.isNegative()) return Duration.ZERO;
    return wish.compareTo(MOST) > 0 ? MOST : wish;
  }
}
