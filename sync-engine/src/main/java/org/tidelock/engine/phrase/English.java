package org.tidelock.engine.phrase;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How the command line and the log write: exact sizes, times in UTC.
enum English implements Said.Writing {
  WRITING;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String phrase(Phrase phrase) {
    return phrase.english();
  }

  @Override
  public String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  @Override
  public String size(long bytes) {
    return number(bytes) + " bytes";
  }

  @Override
  public String time(Instant time) {
    return UTC.format(time);
  }
}
