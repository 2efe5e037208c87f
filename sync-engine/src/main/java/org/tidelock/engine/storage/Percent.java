package org.tidelock.engine.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding (RFC 3986, 2.1) of UTF-8.
public final class Percent {
  private static final String UNRESERVED = "-._~";

  private Percent() {}

  /// Two hexadecimal digits after a percent sign are a byte. Spaces and percent signs that nobody encoded are taken as they are.
  ///
  /// @throws CharacterCodingException if that is no UTF-8
  public static String decode(String text) throws CharacterCodingException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      boolean isByte =
          encoded[i] == '%'
              && i + 2 < encoded.length
              && HexFormat.isHexDigit(encoded[i + 1])
              && HexFormat.isHexDigit(encoded[i + 2]);
      if (isByte) {
        bytes.write(
            16 * HexFormat.fromHexDigit(encoded[i + 1]) + HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.toByteArray()))
        .toString();
  }

  /// Everything but letters, digits and `-._~` as bytes: fit for one segment of a path, a name or a value.
  public static String encode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) out.append(c);
      else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return out.toString();
  }
}
