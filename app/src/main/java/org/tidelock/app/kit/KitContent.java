package org.tidelock.app.kit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What stands on a recovery kit.
///
/// @param storage where the encrypted data is, without secrets; absent if the person does not want it on the sheet
/// @param words the 24 words, in order
public record KitContent(
    String vaultName, LocalDate created, Optional<String> storage, List<String> words) {
  public static final int WORDS = 24;

  public KitContent {
    words = List.copyOf(words);
    if (words.size() != WORDS) {
      throw new IllegalArgumentException(
          "a recovery key has " + WORDS + " words, not " + words.size());
    }
  }

  /// What the QR code says: the words with one space between.
  public String code() {
    return String.join(" ", words);
  }

  /// Shows no words.
  @Override
  public String toString() {
    return "KitContent[" + created + "]";
  }
}
