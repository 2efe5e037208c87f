package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RecoveryKeyTest {
  private static byte[] filled(int value) {
    byte[] b = new byte[32];
    Arrays.fill(b, (byte) value);
    return b;
  }

  private static String repeat(String word, int times, String last) {
    return (word + " ").repeat(times) + last;
  }

  @Test
  void bip39Vectors() throws Exception {
    String legal = "legal winner thank year wave sausage worth useful ";
    String letter = "letter advice cage absurd amount doctor acoustic avoid ";
    check(0x00, repeat("abandon", 23, "art"));
    check(0xff, repeat("zoo", 23, "vote"));
    check(0x7f, legal + legal + "legal winner thank year wave sausage worth title");
    check(0x80, letter + letter + "letter advice cage absurd amount doctor acoustic bless");
  }

  private static void check(int value, String words) throws Exception {
    assertThat(String.join(" ", RecoveryKey.of(filled(value)).words())).isEqualTo(words);
    assertThat(RecoveryKey.parse(words).secret()).isEqualTo(filled(value));
  }

  @Test
  void typingIsForgiven() throws Exception {
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    List<String> words = key.words();
    StringBuilder typed = new StringBuilder("  ");
    for (int i = 0; i < words.size(); i++) {
      typed
          .append(i + 1)
          .append(i % 3 == 0 ? ". " : i % 3 == 1 ? ") " : "")
          .append(words.get(i).toUpperCase())
          .append(i % 4 == 3 ? ",\r\n" : "\u00a0 ");
    }
    assertThat(RecoveryKey.parse(typed).secret()).isEqualTo(key.secret());
  }

  @Test
  void theWrongWordIsNamedWithANearOne() {
    List<String> words = new ArrayList<>(RecoveryKey.of(filled(0)).words());
    words.set(6, "abandom");
    assertThatThrownBy(() -> RecoveryKey.parse(String.join(" ", words)))
        .hasMessageContaining("Word 7")
        .hasMessageContaining("abandom")
        .hasMessageContaining("\"abandon\"")
        .asInstanceOf(InstanceOfAssertFactories.type(MistypedWordsException.class))
        .satisfies(
            e -> {
              assertThat(e.position()).isEqualTo(7);
              assertThat(e.suggestion()).isEqualTo(Optional.of("abandon"));
            });
  }

  @Test
  void tooFewTooManyAndNothingAreRefused() {
    for (String typed :
        List.of(
            "", "abandon", repeat("abandon", 24, "art"), repeat("abandon", 22, "art"), "1 2 3")) {
      assertThatThrownBy(() -> RecoveryKey.parse(typed))
          .isInstanceOf(MistypedWordsException.class)
          .hasMessageContaining("24 words");
    }
  }

  /// Eight bits of checksum find 255 of 256 single substitutions; a test that demanded all would demand what BIP-39 cannot give.
  @Test
  void substitutionsAndTranspositionsAreFound() {
    List<String> words = RecoveryKey.random(new SecureRandom()).words();
    int accepted = 0;
    for (int at = 0; at < 24; at++) {
      for (int step = 1; step < 2048; step += 8) {
        List<String> changed = new ArrayList<>(words);
        changed.set(at, WordList.word((WordList.indexOf(words.get(at)) + step) % 2048));
        accepted += accepted(changed);
      }
    }
    assertThat(accepted).as("of %d substitutions", 24 * 256).isLessThan(24 * 256 / 100);
    int swapped = 0;
    for (int i = 0; i < 23; i++) {
      List<String> changed = new ArrayList<>(words);
      Collections.swap(changed, i, i + 1);
      if (!changed.equals(words)) swapped += accepted(changed);
    }
    assertThat(swapped).isLessThanOrEqualTo(2);
  }

  private static int accepted(List<String> words) {
    try {
      RecoveryKey.parse(String.join(" ", words));
      return 1;
    } catch (MistypedWordsException e) {
      return 0;
    }
  }

  @Test
  void sixWordsAreTheFirst66Bits() {
    assertThat(Words.six(Hash256.of(filled(0))))
        .containsExactly("abandon", "abandon", "abandon", "abandon", "abandon", "abandon");
    assertThat(Words.six(Hash256.of(filled(0xff)))).containsOnly("zoo").hasSize(6);
    byte[] b = new byte[32];
    b[8] = (byte) 0x40; // bit 65, the last of the sixth word
    assertThat(Words.six(Hash256.of(b)).getLast()).isEqualTo("ability");
    b[8] = 0x20; // bit 66 is not looked at
    assertThat(Words.six(Hash256.of(b)).getLast()).isEqualTo("abandon");
  }

  @Test
  void composedAndDecomposedPassphrasesAreOne() {
    assertThat(Passphrase.of("pa\u0308ss\u2163".toCharArray()).utf8())
        .isEqualTo(Passphrase.of("p\u00e4ssIV".toCharArray()).utf8());
    assertThatThrownBy(() -> Passphrase.of(" \t ".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Passphrase.of(" a ".toCharArray()).utf8()).hasSize(3);
  }

  @Test
  void aClosedPassphraseIsWiped() {
    Passphrase p = Passphrase.of("secret".toCharArray());
    p.close();
    assertThat(p.utf8()).containsOnly(0);
  }
}
