package org.tidelock.app.ui;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import org.tidelock.engine.phrase.Phrase;
import org.tidelock.engine.phrase.Said;

/// Sizes, speeds and times as people read them, and what the engine says of them. 1 GB is 10⁹ bytes everywhere.
public final class Formats implements Said.Writing {
  private final Texts texts;
  private final Clock clock;

  public Formats(Texts texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  /// What the engine says, in the window's words.
  public String say(Said said) {
    return said.words(this);
  }

  @Override
  public String phrase(Phrase phrase) {
    return texts.phrase(phrase);
  }

  /// A moment in a sentence.
  @Override
  public String time(Instant time) {
    return version(time);
  }

  @Override
  public String number(long value) {
    return NumberFormat.getIntegerInstance(texts.locale()).format(value);
  }

  public String files(long count) {
    return texts.get("count.files", count);
  }

  @Override
  public String size(long bytes) {
    if (bytes < 1000) {
      return texts.get("size.bytes", bytes);
    }
    double value = bytes;
    int unit = -1;
    // 999,500 bytes would round to 1000 KB, so the next unit starts where rounding would reach it.
    while (value >= (unit < 2 ? 999.5 : 999.95) && unit < 3) {
      value /= 1000;
      unit++;
    }
    var format = NumberFormat.getNumberInstance(texts.locale());
    int digits = unit == 0 || value >= 99.95 && unit < 2 ? 0 : 1;
    format.setMinimumFractionDigits(unit >= 2 ? 1 : 0);
    format.setMaximumFractionDigits(digits);
    return format.format(value) + " " + new String[] {"KB", "MB", "GB", "TB"}[unit];
  }

  public String speed(double bytesPerSecond) {
    return texts.get(
        "size.perSecond", bytesPerSecond < 1000 ? "0 KB" : size((long) bytesPerSecond));
  }

  /// "2 min", "51 min", "3 h", then a date: for narrow columns.
  public String age(Instant time) {
    var age = Duration.between(time, clock.instant());
    if (age.toMinutes() < 1) {
      return texts.get("time.justNow");
    }
    if (age.toHours() < 1) {
      return texts.get("time.minutes.short", age.toMinutes());
    }
    return age.toHours() < 24 ? texts.get("time.hours.short", age.toHours()) : date(time);
  }

  /// "2 minutes ago", for sentences.
  public String ago(Instant time) {
    var age = Duration.between(time, clock.instant());
    if (age.toMinutes() < 1) {
      return texts.get("time.momentAgo");
    }
    if (age.toHours() < 1) {
      return texts.get("time.minutesAgo", age.toMinutes());
    }
    return age.toHours() < 24
        ? texts.get("time.hoursAgo", age.toHours())
        : texts.get("time.onDate", date(time));
  }

  public String duration(Duration time) {
    long minutes = Math.max(1, Math.round(time.toSeconds() / 60.0));
    return minutes < 90
        ? texts.get("time.minutes", minutes)
        : texts.get("time.hours", Math.round(minutes / 60.0));
  }

  /// "14 s", "1 min 14 s", "2 h 5 min": for narrow columns.
  public String shortDuration(Duration time) {
    if (time.toMinutes() < 1) {
      return texts.get("time.seconds.short", Math.max(1, time.toSeconds()));
    }
    return time.toHours() < 1
        ? texts.get("time.minutesSeconds.short", time.toMinutes(), time.toSecondsPart())
        : texts.get("time.hoursMinutes.short", time.toHours(), time.toMinutesPart());
  }

  public String clockTime(Instant time) {
    return at(time).format(DateTimeFormatter.ofPattern("HH:mm", texts.locale()));
  }

  /// "Today 14:31", "Yesterday 21:07", "Mon 10:20", "4 Nov", "4 Nov 2025".
  public String moment(Instant time) {
    long days = daysAgo(time);
    if (days == 0) {
      return texts.get("time.todayAt", clockTime(time));
    }
    if (days == 1) {
      return texts.get("time.yesterdayAt", clockTime(time));
    }
    return days > 1 && days < 7 ? at(time).format(pattern(texts.get("date.thisWeek"))) : date(time);
  }

  /// The same with the time of day even for what is long ago: "Fri 20 Nov, 17:48".
  public String version(Instant time) {
    long days = daysAgo(time);
    if (days == 0 || days == 1) {
      return moment(time);
    }
    var key = at(time).getYear() == now().getYear() ? "date.version" : "date.version.otherYear";
    return at(time).format(pattern(texts.get(key)));
  }

  /// A heading over what happened on a day: "Today", "Yesterday", "Fri 20 Nov".
  public String day(Instant time) {
    long days = daysAgo(time);
    if (days == 0) {
      return texts.get("time.today");
    }
    if (days == 1) {
      return texts.get("time.yesterday");
    }
    var key = at(time).getYear() == now().getYear() ? "date.day" : "date.day.otherYear";
    return at(time).format(pattern(texts.get(key)));
  }

  private long daysAgo(Instant time) {
    return ChronoUnit.DAYS.between(at(time).toLocalDate(), now().toLocalDate());
  }

  private DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, texts.locale());
  }

  public String date(Instant time) {
    var pattern =
        at(time).getYear() == now().getYear()
            ? texts.get("date.thisYear")
            : texts.get("date.otherYear");
    return at(time).format(DateTimeFormatter.ofPattern(pattern, texts.locale()));
  }

  /// The whole time, for tooltips and screen readers.
  public String exact(Instant time) {
    return at(time)
        .format(
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(texts.locale()));
  }

  private ZonedDateTime at(Instant time) {
    return time.atZone(clock.getZone());
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(clock.getZone());
  }
}
