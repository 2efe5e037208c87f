package org.tidelock.app.diagnostics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// Times of a report: UTC, to the second.
final class Times {
  private static final Pattern TIME =
      Pattern.compile("\\b\\d{4,9}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  private Times() {}

  static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String without(String text) {
    return TIME.matcher(text).replaceAll(" ");
  }
}
