package org.tidelock.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// 256 random bits that open the vault without the passphrase, written as 24 words of BIP-39's English list, whose checksum finds mistyped words.
public final class RecoveryKey implements OwnerSecret, AutoCloseable {
  /// How many words a recovery key has.
  public static final int WORDS = 24;

  private static final int BYTES = 32;
  private final byte[] key;

  private RecoveryKey(byte[] key) {
    this.key = key;
  }

  /// A new key of 256 random bits.
  public static RecoveryKey random(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new RecoveryKey(key);
  }

  static RecoveryKey of(byte[] secret) {
    return new RecoveryKey(Bytes.exactly(BYTES, secret, "a recovery key").clone());
  }

  /// For showing and printing.
  public List<String> words() {
    byte[] bits = withChecksum(key);
    return IntStream.range(0, WORDS).mapToObj(i -> WordList.word(WordList.group(bits, i))).toList();
  }

  /// Reads typed or scanned words. Capitals, any spacing, commas and order numbers do not matter.
  /// @throws MistypedWordsException with the first word that is wrong, and a near one of the list
  public static RecoveryKey parse(CharSequence typed) throws MistypedWordsException {
    List<String> words = split(typed);
    byte[] bits = new byte[BYTES + 1];
    for (int i = 0; i < words.size(); i++) {
      int index = WordList.indexOf(words.get(i));
      if (index < 0) throw wrongWord(words.get(i), i + 1);
      if (i < WORDS) put(bits, i, index);
    }
    if (words.size() != WORDS) {
      throw new MistypedWordsException(
          "A recovery key has 24 words; these are " + words.size() + ".", 0, Optional.empty());
    }
    byte[] key = Arrays.copyOf(bits, BYTES);
    if (!Arrays.equals(withChecksum(key), bits)) {
      throw new MistypedWordsException(
          "All 24 words are in the list, but their checksum does not fit: a word is another one, or two are swapped. Compare them with the sheet.",
          0,
          Optional.empty());
    }
    return new RecoveryKey(key);
  }

  private static List<String> split(CharSequence typed) {
    List<String> words = new ArrayList<>();
    for (String part : typed.toString().toLowerCase(Locale.ROOT).split("[\\s,;.:)(\\u00a0]+", -1)) {
      String word = part.replaceFirst("^[0-9]+", "");
      if (!word.isEmpty()) words.add(word);
    }
    return words;
  }

  private static MistypedWordsException wrongWord(String word, int position) {
    Optional<String> near = WordList.near(word);
    String hint = near.map(w -> " Did you mean \"" + w + "\"?").orElse("");
    return new MistypedWordsException(
        "Word " + position + ", \"" + word + "\", is not in the list." + hint, position, near);
  }

  private static void put(byte[] bits, int group, int index) {
    for (int i = 0; i < 11; i++) {
      int bit = group * 11 + i;
      if ((index >> 10 - i & 1) != 0) bits[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
  }

  private static byte[] withChecksum(byte[] key) {
    return Bytes.concat(key, Bytes.slice(Hash256.sha256(key).bytes(), 0, 1));
  }

  byte[] secret() {
    return key;
  }

  @Override
  public void close() {
    Bytes.wipe(key);
  }

  @Override
  public String toString() {
    return "RecoveryKey(secret)";
  }
}
