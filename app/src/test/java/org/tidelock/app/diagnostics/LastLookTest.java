package org.tidelock.app.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;

/// A report that has a name in it, whatever mistake has put it there, is not shown and not saved.
final class LastLookTest {
  private static final Set<String> OWN = Set.of("last", "check", "issue", "file", "the");

  private static Surroundings of(String user) {
    return new Surroundings(
        Optional.empty(),
        Optional.empty(),
        false,
        Path.of("/x/profile"),
        Path.of("/x/log"),
        Map.of("USER", user),
        Clock.systemUTC());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quitte",
        "Quitte",
        "QUITTE.txt",
        "the quitte",
        "quitte (Laptop, 2026-06-03, a1b2).ods"
      })
  void aNameIsFound(String name) {
    String text = "issue\n  last check: 12 quitte 2026-11-24T14:33:00Z\n";
    assertThat(new LastLook(text, OWN).shows(name)).isTrue();
    assertThatThrownBy(() -> Reports.requireNameless(text, OWN, of(name)))
        .isInstanceOf(NameInReportException.class)
        .hasMessageNotContaining("uitte");
  }

  @Test
  void alsoOneOfOneLetter() {
    assertThat(new LastLook("issue: q", OWN).shows("q")).isTrue();
    assertThat(new LastLook("issue: quitte", OWN).shows("q")).isFalse();
  }

  /// What the program says by itself tells nothing of whoever has a file that is called so.
  @ParameterizedTest
  @ValueSource(strings = {"check", "The", "last issue", "12", "2026-11-24", "...", "file#1"})
  void whatTheProgramSaysItselfIsNoName(String name) {
    String text = "issue\n  last check: 12 2026-11-24T14:33:00Z file#1 - ...\n";
    assertThat(new LastLook(text, OWN).shows(name)).isFalse();
    assertThatCode(() -> Reports.requireNameless(text, OWN, of(name))).doesNotThrowAnyException();
  }

  /// Not only those that stand somewhere else on this computer.
  @Test
  void theNamesOfTheVaultAreLookedFor() {
    FakeVault vault = SampleWorld.vault();
    Surroundings from =
        new Surroundings(
            Optional.of(vault),
            Optional.empty(),
            false,
            Path.of("/x/profile"),
            Path.of("/x/log"),
            Map.of(),
            Clock.systemUTC());
    String name = Words.in(vault.info().name()).iterator().next();
    assertThatThrownBy(() -> Reports.requireNameless("issue " + name, OWN, from))
        .isInstanceOf(NameInReportException.class);
    assertThatCode(() -> Reports.requireNameless("issue quitte", OWN, from))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNotAsciiIsNoWordOfAReport() {
    assertThatThrownBy(() -> Reports.requireNameless("issue \u2603", OWN, of("x")))
        .isInstanceOf(NameInReportException.class);
  }
}
