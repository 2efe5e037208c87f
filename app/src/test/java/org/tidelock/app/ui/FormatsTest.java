package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.app.ui.fake.SampleWorld;

/// It is Tuesday, 24 November 2026, 14:33.
final class FormatsTest {
  private final Formats en = in(Locale.ENGLISH);
  private final Formats de = in(Locale.GERMAN);

  private static Formats in(Locale locale) {
    return new Formats(Texts.in(locale), SampleWorld.CLOCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 bytes | 0 Bytes
          1 | 1 byte | 1 Byte
          999 | 999 bytes | 999 Bytes
          1000 | 1 KB | 1 KB
          1499 | 1 KB | 1 KB
          999499 | 999 KB | 999 KB
          999500 | 1 MB | 1 MB
          1500000 | 1.5 MB | 1,5 MB
          18400000 | 18.4 MB | 18,4 MB
          99960000 | 100 MB | 100 MB
          840000000 | 840 MB | 840 MB
          999499999 | 999 MB | 999 MB
          999500000 | 1.0 GB | 1,0 GB
          184000000000 | 184.0 GB | 184,0 GB
          999950000000 | 1.0 TB | 1,0 TB
          9223372036854775807 | 9,223,372.0 TB | 9.223.372,0 TB
          """)
  void sizesHaveThePowersOfTen(long bytes, String english, String german) {
    assertThat(en.size(bytes)).isEqualTo(english);
    assertThat(de.size(bytes)).isEqualTo(german);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 KB/s
          999.9 | 0 KB/s
          1000 | 1 KB/s
          4920000 | 4.9 MB/s
          """)
  void speeds(double speed, String words) {
    assertThat(en.speed(speed)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-24T14:32:30Z | Just now | just now | Today 14:32 | Today 14:32 | gerade eben | Heute 14:32
          2026-11-24T14:32:00Z | 1 min | 1 minute ago | Today 14:32 | Today 14:32 | vor 1 Minute | Heute 14:32
          2026-11-24T13:34:00Z | 59 min | 59 minutes ago | Today 13:34 | Today 13:34 | vor 59 Minuten | Heute 13:34
          2026-11-24T13:33:00Z | 1 h | 1 hour ago | Today 13:33 | Today 13:33 | vor 1 Stunde | Heute 13:33
          2026-11-23T14:34:00Z | 23 h | 23 hours ago | Yesterday 14:34 | Yesterday 14:34 | vor 23 Stunden | Gestern 14:34
          2026-11-23T14:33:00Z | 23 Nov | on 23 Nov | Yesterday 14:33 | Yesterday 14:33 | am 23. Nov. | Gestern 14:33
          2026-11-18T08:30:00Z | 18 Nov | on 18 Nov | Wed 08:30 | Wed 18 Nov, 08:30 | am 18. Nov. | Mi. 08:30
          2026-11-17T08:30:00Z | 17 Nov | on 17 Nov | 17 Nov | Tue 17 Nov, 08:30 | am 17. Nov. | 17. Nov.
          2025-12-31T23:59:59Z | 31 Dec 2025 | on 31 Dec 2025 | 31 Dec 2025 | 31 Dec 2025, 23:59 | am 31. Dez. 2025 | 31. Dez. 2025
          2026-11-24T14:40:00Z | Just now | just now | Today 14:40 | Today 14:40 | gerade eben | Heute 14:40
          2026-11-25T09:00:00Z | Just now | just now | 25 Nov | Wed 25 Nov, 09:00 | gerade eben | 25. Nov.
          """)
  void times(
      Instant time,
      String age,
      String ago,
      String moment,
      String version,
      String germanAgo,
      String germanMoment) {
    assertThat(en.age(time)).isEqualTo(age);
    assertThat(en.ago(time)).isEqualTo(ago);
    assertThat(en.moment(time)).isEqualTo(moment);
    assertThat(en.version(time)).isEqualTo(version);
    assertThat(de.ago(time)).isEqualTo(germanAgo);
    assertThat(de.moment(time)).isEqualTo(germanMoment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-24T00:00:00Z | Today | Heute
          2026-11-23T23:59:59Z | Yesterday | Gestern
          2026-11-20T12:00:00Z | Friday 20 November | Freitag, 20. November
          2025-11-20T12:00:00Z | 20 November 2025 | 20. November 2025
          """)
  void days(Instant time, String english, String german) {
    assertThat(en.day(time)).isEqualTo(english);
    assertThat(de.day(time)).isEqualTo(german);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 1 minute | 1 s
          14 | 1 minute | 14 s
          74 | 1 minute | 1 min 14 s
          100 | 2 minutes | 1 min 40 s
          5340 | 89 minutes | 1 h 29 min
          5400 | 2 hours | 1 h 30 min
          7500 | 2 hours | 2 h 5 min
          """)
  void durations(long seconds, String words, String narrow) {
    assertThat(en.duration(Duration.ofSeconds(seconds))).isEqualTo(words);
    assertThat(en.shortDuration(Duration.ofSeconds(seconds))).isEqualTo(narrow);
  }
}
