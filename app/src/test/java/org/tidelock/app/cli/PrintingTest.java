package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;

/// Numbers, sizes, times, names, JSON.
final class PrintingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "999999999, 1.0 GB",
    "9223372036854775807, 9.2 EB"
  })
  void sizesAreDecimalAndShort(long bytes, String words) {
    assertThat(Words.size(bytes)).isEqualTo(words);
  }

  @Test
  void countsHaveTheirPlural() {
    assertThat(Words.files(1)).isEqualTo("1 file");
    assertThat(Words.files(12_408)).isEqualTo("12,408 files");
    assertThat(Words.filesAndSize(0, 0)).isEqualTo("nothing");
  }

  /// A name cannot move the cursor, colour the screen, run text backwards or end the line.
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Übergröße 東京 😀.txt,Übergröße 東京 😀.txt",
        "a\u001b[31mb,a\\x1b[31mb",
        "gpj\u202exe.exe,gpj\\u202exe.exe",
        "a\u007fb\u0085c,a\\x7fb\\x85c",
        "a\u2028b\u2029c,a\\u2028b\\u2029c",
        "lone\ud800,lone\\ud800",
        "tag\udb40\udc41,tag\\ue0041"
      })
  void controlCharactersAreShown(String name, String shown) {
    assertThat(Words.shown(name)).isEqualTo(shown);
  }

  @Test
  void newlinesAreShown() {
    assertThat(Words.shown("a\nb\r\tc")).isEqualTo("a\\x0ab\\x0d\\x09c");
  }

  @Test
  void jsonHoldsWhateverANameHolds() {
    Json json =
        Json.object()
            .put("a\"b", "\\ \n \t \u0001 \u007f 東 😀 \ud800")
            .put("long", Long.MAX_VALUE)
            .put("yes", true)
            .put("time", Instant.parse("2026-11-24T12:00:00Z"))
            .put("absent", Optional.empty())
            .put("present", Optional.of(Instant.parse("2026-11-24T12:00:00Z")))
            .put("word", State.UP_TO_DATE)
            .strings("names", List.of("x", "y"))
            .list("none", List.of(), x -> Json.object());
    assertThat(json.toString())
        .isEqualTo(
            "{\"a\\\"b\":\"\\\\ \\n \\t \\u0001 \\u007f 東 😀 \\ud800\",\"long\":9223372036854775807,\"yes\":true,"
                + "\"time\":\"2026-11-24T12:00:00Z\",\"absent\":null,\"present\":\"2026-11-24T12:00:00Z\","
                + "\"word\":\"up-to-date\",\"names\":[\"x\",\"y\"],\"none\":[]}");
    assertThat(Json.object().toString()).isEqualTo("{}");
    tools.jackson.databind.JsonNode read =
        new tools.jackson.databind.json.JsonMapper().readTree(json.toString());
    assertThat(read.get("a\"b").asString()).isEqualTo("\\ \n \t \u0001 \u007f 東 😀 \ud800");
  }

  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "90s, PT1M30S",
    "5m, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "1w, PT168H",
    "500ms, PT0.5S"
  })
  void durationsAreReadAsPeopleSayThem(String typed, Duration meant) {
    assertThat(Times.duration(typed)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"''", "h", "-2h", "2 h", "1.5h", "2H", "9999999999"})
  void whatIsNoDurationIsNone(String typed) {
    assertThat(Times.duration(typed)).isEmpty();
  }

  @Test
  void progressTellsOnlyWhatIsKnown() {
    assertThat(ProgressLine.text(progress(Progress.Phase.LOOKING, 1, 0, 0, 0, 0)))
        .isEqualTo("Looking: 1 file");
    assertThat(ProgressLine.text(progress(Progress.Phase.RECEIVING, 1_000, 2_000, 5, 10, 0)))
        .isEqualTo("Receiving: 1,000 of 2,000 files, 5 bytes of 10 bytes");
    assertThat(ProgressLine.text(progress(Progress.Phase.VERIFYING, 0, 1, 0, 0, 2_000_000)))
        .isEqualTo("Verifying: 0 of 1 file, 2.0 MB/s");
    assertThat(ProgressLine.text(progress(Progress.Phase.LEARNING, 1, 1, 0, 0, 0)))
        .isEqualTo("Reading the history: 1 of 1 record");
  }

  private static Progress progress(
      Progress.Phase phase,
      long files,
      long totalFiles,
      long bytes,
      long totalBytes,
      double speed) {
    return new Progress(
        phase, files, totalFiles, bytes, totalBytes, speed, 0, Optional.empty(), List.of());
  }
}
