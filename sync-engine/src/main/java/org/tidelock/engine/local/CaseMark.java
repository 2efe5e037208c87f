package org.tidelock.engine.local;

import java.util.function.Predicate;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.NodeId;

/// What is put into a name that is free in the vault but not on a disk that ignores case: `name~1a2b3c4d.ext`. The digits come from the id, so that
/// they stay, and nobody else's name is taken for a marked one.
record CaseMark(String digits) {
  static final int SHORT = 8;

  static CaseMark of(NodeId id) {
    return new CaseMark(Hash256.sha256(id.bytes()).toString());
  }

  /// The name with the mark before its extension; the stem is cut as far as needed.
  ///
  /// @param fits whether a name is short enough for the disk
  String add(String name, int count, Predicate<String> fits) {
    int dot = extension(name);
    String tail = "~" + digits.substring(0, count) + name.substring(dot);
    int end = dot;
    while (end > 1 && !fits.test(name.substring(0, end) + tail))
      end -= Character.charCount(name.codePointBefore(end));
    return name.substring(0, end) + tail;
  }

  /// The name without the mark, if it is there.
  String remove(String name) {
    int end = extension(name);
    int tilde = name.lastIndexOf('~', end);
    int count = end - tilde - 1;
    return tilde > 0
            && count >= SHORT
            && count <= digits.length()
            && digits.startsWith(name.substring(tilde + 1, end))
        ? name.substring(0, tilde) + name.substring(end)
        : name;
  }

  private static int extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }
}
