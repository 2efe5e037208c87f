package org.tidelock.app.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.crypto.RecoveryKey;

/// What was saved can be read again; how words may be typed is in `KitWordsTest`.
final class SavedKitTest {
  @TempDir Path temp;
  private final List<String> words = RecoveryKey.random(new SecureRandom()).words();

  @BeforeAll
  static void withoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @ParameterizedTest
  @CsvSource({"kit.pdf, A4, en", "kit.pdf, LETTER, de", "kit.txt, A4, en", "kit.txt, A4, de"})
  void theWordsOfASavedKitAreFound(String name, PaperSize paper, String language) throws Exception {
    Path file = temp.resolve(name);
    RecoveryKits.write(
        file,
        new KitContent(
            "Files of 1 zebra and 2 apples",
            LocalDate.of(2026, 11, 24),
            Optional.of("file:///mnt/1 zoo/2 able"),
            words),
        paper,
        Locale.forLanguageTag(language));
    assertThat(SavedKit.words(file)).isEqualTo(String.join(" ", words));
  }

  @Test
  void aFileThatIsNoKitHasOtherWords() throws Exception {
    Path file = temp.resolve("letter.txt");
    Files.writeString(file, "Dear Anna, the ferry leaves at nine.");
    assertThat(SavedKit.words(file)).isEqualTo("dear anna the ferry leaves at nine");
  }

  @Test
  void whatCannotBeReadIsTold() throws Exception {
    Path broken = temp.resolve("broken.pdf");
    Files.writeString(broken, "%PDF-1.7\nnothing of the kind");
    assertThatThrownBy(() -> SavedKit.words(broken)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SavedKit.words(temp.resolve("gone"))).isInstanceOf(IOException.class);
  }
}
