package org.tidelock.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The English word list of BIP-39: 2048 words, 11 bits each, sorted.
final class WordList {
  static final String SHA256 = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
  private static final List<String> WORDS = load();

  private WordList() {}

  static String word(int index) {
    return WORDS.get(index);
  }

  /// 0 to 2047, or negative.
  static int indexOf(String word) {
    return Collections.binarySearch(WORDS, word);
  }

  /// The word at the smallest edit distance, if that is at most 2; the first of equals.
  static Optional<String> near(String typed) {
    if (typed.length() > 16) return Optional.empty();
    return WORDS.stream()
        .min(Comparator.comparingInt(w -> distance(w, typed)))
        .filter(w -> distance(w, typed) <= 2);
  }

  /// The word of `bits` 11-bit group number `group`, counted from the first bit.
  static int group(byte[] bits, int group) {
    int value = 0;
    for (int i = group * 11; i < group * 11 + 11; i++)
      value = value << 1 | bits[i / 8] >> 7 - i % 8 & 1;
    return value;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static List<String> load() {
    try (InputStream in = WordList.class.getResourceAsStream("english.txt")) {
      if (in == null) throw new IllegalStateException("the word list is missing from the program");
      byte[] bytes = in.readAllBytes();
      if (!Hash256.sha256(bytes).toString().equals(SHA256))
        throw new IllegalStateException("the word list is not the one of BIP-39");
      return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
