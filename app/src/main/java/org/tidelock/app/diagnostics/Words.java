package org.tidelock.app.diagnostics;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words of a text: what a name is compared with, and how a constant is written.
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private Words() {}

  /// `LAST_CHECK` as `last check`.
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// In lower case.
  static Set<String> in(String text) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(w -> words.add(w.toLowerCase(Locale.ROOT)));
    return words;
  }
}
