package org.tidelock.engine.drill;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a text begins, so that people know it again.
final class Beginnings {
  private static final int LONGEST = 160;

  private Beginnings() {}

  /// Empty for what is no text.
  static Optional<String> of(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(LONGEST);
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, 4 * LONGEST));
    CoderResult result = decoder.decode(in, text, false);
    if (result.isError()) return Optional.empty();
    text.flip();
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c)))
      return Optional.empty();
    String shown = text.toString().strip();
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
  }
}
