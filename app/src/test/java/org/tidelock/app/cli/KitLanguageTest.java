package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The sheet is in the language of the terminal. Alone, because that is one for the whole process.
@Isolated
final class KitLanguageTest extends CliFixture {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakGerman() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void aGermanSheetHasTheKeyThatTheVaultHas() throws Exception {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    assertThat(run("recovery-kit", "kit.txt").exit()).isZero();
    String sheet = Files.readString(temp.resolve("kit.txt"));
    assertThat(sheet)
        .startsWith("TIDELOCK-WIEDERHERSTELLUNGS-KIT\n")
        .contains("Wiederherstellungswörter");
    assertThat(KitWords.recoveryKey(sheet).words()).isEqualTo(vault.newWords);
  }
}
