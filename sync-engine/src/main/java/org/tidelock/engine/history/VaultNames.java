package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The grammar of names in the vault: one component, NFC, 1 to 255 bytes of UTF-8, no `/` and no NUL, not `.` or `..`. Nothing that passes here
/// can leave the folder it is put in (attacks D04); what an operating system forbids beyond that is that device's projection.
public final class VaultNames {
  public static final int MAX_BYTES = 255;

  private VaultNames() {}

  public static boolean isValid(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) return false;
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) return false;
    return utf8Length(name) <= MAX_BYTES && Normalizer.isNormalized(name, Normalizer.Form.NFC);
  }

  /// What a whole vault may be called: shown only, never a file's name. 1 to 255 bytes of UTF-8, no control characters.
  public static boolean isVaultName(String name) {
    return !name.isEmpty()
        && utf8Length(name) <= MAX_BYTES
        && name.codePoints().noneMatch(Character::isISOControl);
  }

  /// The length in UTF-8, or more than any limit for text that has no UTF-8 form (a lone surrogate).
  static int utf8Length(String text) {
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      return bytes.remaining();
    } catch (CharacterCodingException e) {
      return Integer.MAX_VALUE;
    }
  }
}
