package org.tidelock.engine.restore;

import java.nio.charset.StandardCharsets;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.local.LocalPath;

/// Names for what is restored beside something that has its name: `report (restored).odt`, `report (restored 2).odt`.
final class RestoredNames {
  private static final int LONGEST_EXTENSION = 12;

  private RestoredNames() {}

  /// @param n from 1
  static LocalPath beside(LocalPath at, int n) {
    return at.parent().child(beside(at.name(), n));
  }

  static String beside(String name, int n) {
    String extension = extension(name);
    String stem = name.substring(0, name.length() - extension.length());
    String tail = (n == 1 ? " (restored)" : " (restored " + n + ")") + extension;
    return cut(stem, VaultNames.MAX_BYTES - bytes(tail)) + tail;
  }

  /// With a mark that tells it from what has its name: `report (18 Nov).odt`. The top of the vault, which has no name, gets the mark alone.
  static String marked(String name, boolean file, String mark) {
    if (name.isEmpty()) return cut(mark, VaultNames.MAX_BYTES);
    String extension = file ? extension(name) : "";
    String stem = name.substring(0, name.length() - extension.length());
    String tail = " (" + mark + ")" + extension;
    return cut(stem, VaultNames.MAX_BYTES - bytes(tail)) + tail;
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
  }

  private static String cut(String text, int most) {
    String cut = text;
    while (bytes(cut) > most) cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    return cut;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
