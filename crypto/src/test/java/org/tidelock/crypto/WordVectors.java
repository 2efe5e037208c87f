package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.crypto.Vectors.hex;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Recovery keys as words, and the six words of fingerprints, cut from the bits by a second, plainer reckoning.
final class WordVectors {
  private WordVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    List<String> list =
        Files.readAllLines(
            Path.of("src/main/resources/org/tidelock/crypto/english.txt"),
            StandardCharsets.US_ASCII);
    byte[][] keys = {filled(0), filled(0x7f), filled(0x80), filled(0xff), Vectors.filled(32, 0xd0)};
    for (byte[] key : keys) {
      String words =
          words(list, Bytes.concat(key, Bytes.slice(Hash256.sha256(key).bytes(), 0, 1)), 24);
      assertThat(String.join(" ", RecoveryKey.of(key).words())).isEqualTo(words);
      assertThat(RecoveryKey.parse(words).secret()).isEqualTo(key);
      v.withArray("recoveryKeys").addObject().put("key", hex(key)).put("words", words);
    }
    byte[] hash = Hash256.sha256(Vectors.filled(5, 1)).bytes();
    String six = words(list, hash, 6);
    assertThat(String.join(" ", Words.six(Hash256.of(hash)))).isEqualTo(six);
    v.put("hash", hex(hash)).put("sixWordsOfHash", six);
    refuse(v, "23 words", ("abandon ".repeat(22) + "art"));
    refuse(v, "a checksum that does not fit", "abandon ".repeat(24).strip());
    refuse(v, "a word that is not in the list", "abandon ".repeat(23) + "arts");
    return v;
  }

  private static byte[] filled(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }

  private static String words(List<String> list, byte[] bytes, int count) {
    StringBuilder bits = new StringBuilder();
    for (byte b : bytes) bits.append(Integer.toBinaryString((b & 0xff) | 0x100).substring(1));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++)
      words.add(list.get(Integer.parseInt(bits.substring(11 * i, 11 * i + 11), 2)));
    return String.join(" ", words);
  }

  private static void refuse(ObjectNode v, String why, String words) {
    assertThatThrownBy(() -> RecoveryKey.parse(words))
        .as(why)
        .isInstanceOf(MistypedWordsException.class);
    v.withArray("refused").addObject().put("why", why).put("words", words);
  }
}
