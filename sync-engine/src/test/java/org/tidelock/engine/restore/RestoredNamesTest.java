package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RestoredNamesTest {
  @Test
  void theNameSaysWhatItIsAndKeepsItsExtension() {
    assertThat(RestoredNames.beside("report.odt", 1)).isEqualTo("report (restored).odt");
    assertThat(RestoredNames.beside("report.odt", 2)).isEqualTo("report (restored 2).odt");
    assertThat(RestoredNames.beside("folder", 1)).isEqualTo("folder (restored)");
    assertThat(RestoredNames.beside(".profile", 1)).isEqualTo(".profile (restored)");
    assertThat(RestoredNames.beside("1. what I still have to write", 1))
        .isEqualTo("1. what I still have to write (restored)");
  }

  @Test
  void aLongNameIsCutAtWholeCharacters() {
    for (String letter : new String[] {"x", "\u00fc", "\u20ac", "\ud83d\ude00"}) {
      String name = letter.repeat(240 / letter.getBytes(StandardCharsets.UTF_8).length) + ".txt";
      String beside = RestoredNames.beside(name, 17);
      assertThat(beside.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(252, 255);
      assertThat(beside).startsWith(letter).endsWith(letter + " (restored 17).txt");
    }
  }
}
