package org.tidelock.crypto;

import java.util.List;
import java.util.stream.IntStream;

/// Six words (66 bits) that two people or two screens compare: fingerprints and pairing transcripts.
public final class Words {
  private Words() {}

  /// The words of the first 66 bits of this hash.
  public static List<String> six(Hash256 hash) {
    byte[] bits = hash.bytes();
    return IntStream.range(0, 6).mapToObj(i -> WordList.word(WordList.group(bits, i))).toList();
  }
}
