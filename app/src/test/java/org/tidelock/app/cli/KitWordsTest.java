package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.kit.KitContent;
import org.tidelock.app.kit.PaperSize;
import org.tidelock.app.kit.RecoveryKits;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// However the 24 words were typed or saved.
final class KitWordsTest {
  @TempDir Path temp;
  private final List<String> words = RecoveryKey.random(new SecureRandom()).words();

  private void assertRead(String text) throws TidelockException {
    assertThat(KitWords.recoveryKey(text).words()).as(text).isEqualTo(words);
  }

  @Test
  void caseSpacingAndLinesDoNotMatter() throws TidelockException {
    assertRead(String.join(" ", words));
    assertRead("\ufeff  " + String.join("\r\n", words) + "\r\n\r\n");
    assertRead(String.join(" , ", words).toUpperCase(Locale.ROOT));
    assertRead(String.join("\u00a0\t", words));
    assertRead(String.join("-", words));
  }

  @Test
  void orderNumbersDoNotMatter() throws TidelockException {
    for (String after : List.of(" ", ". ", ") ", ".\t")) {
      assertRead(
          IntStream.range(0, 24)
              .mapToObj(i -> (i + 1) + after + words.get(i))
              .collect(Collectors.joining(i(after))));
    }
  }

  private static String i(String after) {
    return after.equals(" ") ? "\n" : "  ";
  }

  /// Also where the vault's name looks like a numbered word.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aSavedTextKitIsReadAsItIs(String language) throws Exception {
    Path file = temp.resolve("kit.txt");
    RecoveryKits.write(
        file,
        new KitContent(
            "Files of 1 zebra and 2 apples",
            LocalDate.of(2026, 11, 24),
            Optional.of("file:///mnt/1 zoo/2 able"),
            words),
        PaperSize.A4,
        Locale.forLanguageTag(language));
    assertRead(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void theTextTakenFromAPdfKitIsReadAsItIs(String language) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(
        file,
        new KitContent("Personal", LocalDate.of(2026, 11, 24), Optional.empty(), words),
        PaperSize.LETTER,
        Locale.forLanguageTag(language));
    try (var pdf = org.apache.pdfbox.Loader.loadPDF(file.toFile())) {
      assertRead(new org.apache.pdfbox.text.PDFTextStripper().getText(pdf));
    }
  }

  @Test
  void aMistypedWordIsNamedWithANearOne() {
    List<String> typed = new ArrayList<>(words);
    typed.set(2, "zoologg");
    assertRefused(typed, "Word 3, \"zoologg\", is not in the list.");
    typed.set(2, "appple");
    assertRefused(typed, "Word 3, \"appple\", is not in the list. Did you mean \"apple\"?");
  }

  @Test
  void aMissingWordIsCounted() {
    assertRefused(words.subList(0, 23), "A recovery key has 24 words; these are 23.");
  }

  /// Attack A14: 1 of 256 transpositions has a fitting checksum by chance, so the test asks for words that have not.
  @Test
  void swappedWordsAreFoundByTheChecksum() {
    int found = 0;
    int tried = 0;
    for (int i = 0; i + 1 < 24; i++) {
      List<String> typed = new ArrayList<>(words);
      Collections.swap(typed, i, i + 1);
      if (typed.equals(words)) {
        continue;
      }
      tried++;
      try {
        KitWords.recoveryKey(String.join(" ", typed));
      } catch (TidelockException e) {
        assertThat(e.whatHappened()).contains("checksum does not fit");
        found++;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(tried - 3);
  }

  private static void assertRefused(List<String> typed, String sentence) {
    assertThatThrownBy(() -> KitWords.recoveryKey(String.join(" ", typed)))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.whatHappened()).startsWith(sentence);
              // The log would get the cause's message.
              assertThat(e.getCause()).isNull();
            });
  }
}
