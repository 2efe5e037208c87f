package org.tidelock.app.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the times and durations that people type.
final class Times {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)?");

  private Times() {}

  /// `90s`, `5m`, `2h`, `3d`, `1w`, `500ms`; a number alone is seconds.
  static Optional<Duration> duration(String text) {
    Matcher m = DURATION.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    long n = Long.parseLong(m.group(1));
    String unit = m.group(2) == null ? "s" : m.group(2);
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(n);
          case "m" -> Duration.ofMinutes(n);
          case "h" -> Duration.ofHours(n);
          case "d" -> Duration.ofDays(n);
          case "w" -> Duration.ofDays(7 * n);
          default -> Duration.ofSeconds(n);
        });
  }

  /// A duration (so long ago), a date (its end), a local date and time, or an instant with its zone.
  static Optional<Instant> instant(String text, Clock clock) {
    String typed = text.strip();
    // With its unit: a number alone may be meant as a year.
    Optional<Duration> ago = typed.matches("\\d+") ? Optional.empty() : duration(typed);
    if (ago.isPresent()) {
      return Optional.of(clock.instant().minus(ago.get()));
    }
    try {
      if (typed.length() == 10) {
        return Optional.of(
            LocalDate.parse(typed)
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant()
                .minusMillis(1));
      }
      String iso = typed.replace(' ', 'T');
      boolean zoned = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:?\\d\\d");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).atZone(clock.getZone()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
