package org.tidelock.app.passphrase;

import java.util.Locale;

/// A time in one unit, rounded to one or two digits as an estimate deserves. `amount` is 0 for `MOMENT`; for `OVER` it is in years.
public record CrackTime(long amount, Unit unit) {
  public enum Unit {
    /// Less than a second.
    MOMENT,
    SECONDS,
    MINUTES,
    HOURS,
    DAYS,
    YEARS,
    /// More than `amount` years.
    OVER
  }

  private static final double DAY = 86_400;
  private static final double YEAR = 365.25 * DAY;
  private static final long CAP_YEARS = 1_000_000_000;

  static CrackTime ofSeconds(double seconds) {
    if (seconds < 1) {
      return new CrackTime(0, Unit.MOMENT);
    }
    if (seconds < 100) {
      return new CrackTime(rounded(seconds), Unit.SECONDS);
    }
    if (seconds < 7_200) {
      return new CrackTime(rounded(seconds / 60), Unit.MINUTES);
    }
    if (seconds < 2 * DAY) {
      return new CrackTime(rounded(seconds / 3_600), Unit.HOURS);
    }
    if (seconds < 2 * YEAR) {
      return new CrackTime(rounded(seconds / DAY), Unit.DAYS);
    }
    double years = seconds / YEAR;
    return years > CAP_YEARS
        ? new CrackTime(CAP_YEARS, Unit.OVER)
        : new CrackTime(rounded(years), Unit.YEARS);
  }

  private static long rounded(double value) {
    double scale = Math.pow(10, Math.max(0, Math.floor(Math.log10(value))));
    return Math.round(Math.round(value / scale) * scale);
  }

  /// "about 40,000 years", in English.
  public String words() {
    return switch (unit) {
      case MOMENT -> "less than a second";
      case SECONDS -> about("second");
      case MINUTES -> about("minute");
      case HOURS -> about("hour");
      case DAYS -> about("day");
      case YEARS -> about("year");
      case OVER -> "more than a billion years";
    };
  }

  private String about(String name) {
    return String.format(Locale.ROOT, "about %,d %s%s", amount, name, amount == 1 ? "" : "s");
  }
}
