package org.tidelock.engine.local;

import java.text.Normalizer;

/// Names that differ only in case have one key. By code point and without any language's rules, so `I` and `i` are one in Turkey, too; where
/// systems differ (dotless i, long s) rather one key too few than a clash on the disk.
final class CaseFold {
  private CaseFold() {}

  static String fold(String nfc) {
    StringBuilder out = new StringBuilder(nfc.length());
    for (int i = 0, c; i < nfc.length(); i += Character.charCount(c)) {
      c = nfc.codePointAt(i);
      out.appendCodePoint(fold(c));
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }

  private static int fold(int c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
