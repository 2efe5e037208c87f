package org.tidelock.engine.local;

import java.util.Locale;
import java.util.Set;

/// Vault names as Windows can have them, and back. What Windows forbids becomes `%` and two hexadecimal digits: `a:b` is `a%3Ab`, `CON.txt` is
/// `%43ON.txt`, `x.` is `x%2E`. A `%` that would be read as such an escape is escaped itself (`%25`), every other one stays: `100%` is `100%`.
///
/// Rejected: full-width look-alikes, because Chinese and Japanese names hold them for their own sake.
final class WindowsNames {
  /// In UTF-16 units.
  static final int MAX_UNITS = 255;

  private static final String FORBIDDEN = "<>:\"|?*\\";
  private static final Set<String> DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");
  private static final String PORT_NUMBERS = "0123456789\u00b9\u00b2\u00b3";

  private WindowsNames() {}

  static String escape(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean last = i == name.length() - 1;
      boolean escaped =
          isForbidden(c)
              || (last && (c == '.' || c == ' '))
              || (c == '%' && isEscape(name, i))
              || (i == 0 && isReserved(name));
      if (escaped) out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      else out.append(c);
    }
    return out.toString();
  }

  /// The name that escapes to this one; the name itself if none does. (So a name that somebody made on Windows and that only looks escaped is
  /// taken as it is.)
  static String unescape(String local) {
    if (local.indexOf('%') < 0) return local;
    StringBuilder out = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      if (isEscape(local, i)) {
        out.append((char) Integer.parseInt(local, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.append(local.charAt(i));
      }
    }
    String name = out.toString();
    return escape(name).equals(local) ? name : local;
  }

  /// Windows itself cannot have a file of this name in any folder.
  static boolean isReserved(String name) {
    int end = name.indexOf('.');
    String stem =
        (end < 0 ? name : name.substring(0, end)).stripTrailing().toUpperCase(Locale.ROOT);
    if (DEVICES.contains(stem)) return true;
    return stem.length() == 4
        && (stem.startsWith("COM") || stem.startsWith("LPT"))
        && PORT_NUMBERS.indexOf(stem.charAt(3)) >= 0;
  }

  private static boolean isForbidden(char c) {
    return c < ' ' || FORBIDDEN.indexOf(c) >= 0;
  }

  /// `%` and two upper-case digits at this place stand for one ASCII character.
  private static boolean isEscape(String name, int at) {
    return name.charAt(at) == '%'
        && at + 2 < name.length()
        && "01234567".indexOf(name.charAt(at + 1)) >= 0
        && "0123456789ABCDEF".indexOf(name.charAt(at + 2)) >= 0;
  }
}
