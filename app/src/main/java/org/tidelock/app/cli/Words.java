package org.tidelock.app.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, sizes, times and names as people read them.
final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Words() {}

  /// Decimal units: 1 GB is 10⁹ bytes everywhere.
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    // 999.5 kB would be printed as "1000 kB".
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  static String count(long n, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
  }

  static String files(long n) {
    return count(n, "file", "files");
  }

  static String filesAndSize(long n, long bytes) {
    return n == 0 ? "nothing" : files(n) + ", " + size(bytes);
  }

  static String time(Instant time, ZoneId zone) {
    return MINUTE.format(time.atZone(zone));
  }

  /// A name or path that cannot move the cursor or colour the screen: control characters are shown as `\x1b`.
  static String shown(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR) {
                out.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /// An answer to a question that ends with `[y/N]`.
  static boolean isYes(String answer) {
    return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
