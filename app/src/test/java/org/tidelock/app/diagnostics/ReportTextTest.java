package org.tidelock.app.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A report says only what it has a way to say.
final class ReportTextTest {
  private final ReportText text = new ReportText();

  @Test
  void whatHasANameIsTheSamePlaceholderEverywhere() {
    text.line(Label.ABOUT)
        .named(StandIns.Kind.FILE, "canary")
        .named(StandIns.Kind.FILE, "other")
        .end();
    text.line(Label.BY)
        .named(StandIns.Kind.DEVICE, "canary")
        .named(StandIns.Kind.FILE, "canary")
        .end();
    assertThat(text).hasToString("  about: file#1 file#2\n  by: device#1 file#1\n");
  }

  /// Who knows how long a file is to the byte may know the file.
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1",
    "734003200,1073741824",
    "1073741824,1073741824",
    "9223372036854775807,4611686018427387904"
  })
  void howMuchThereIsIsSaidOnlyRoughly(long bytes, String said) {
    text.line(Label.BYTES_UP_TO).size(bytes).end();
    assertThat(text).hasToString("  bytes up to: " + said + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0-SNAPSHOT,0.1.0-SNAPSHOT",
    "25.0.1,25.0.1",
    "6.1.0-mira-laptop,6.1.0",
    "6.1.0-SNAPSHOT-mira,6.1.0-SNAPSHOT",
    "mira,other",
    "'',other"
  })
  void ofAVersionTheNumbersAreSaid(String version, String said) {
    text.line(Label.SYSTEM_VERSION).version(version).end();
    assertThat(text).hasToString("  system version: " + said + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "LOC-11,LOC-11",
    "NEEDS_YOU,NEEDS_YOU",
    "CANARY,other",
    "LOC-11 canary,other",
    "canary,other"
  })
  void ofCodesOnlyCodes(String code, String said) {
    text.line(Label.ISSUE).code(code).end();
    assertThat(text).hasToString("  issue: " + said + "\n");
  }

  @ParameterizedTest
  @CsvSource({"ubuntu:GNOME,GNOME", "KDE,KDE", "mira,OTHER", "'',NONE", "mira:xfce,XFCE"})
  void ofADesktopOnlyAKnownOne(String named, SystemFacts.Desktop said) {
    assertThat(SystemFacts.desktop(named)).isEqualTo(said);
  }
}
