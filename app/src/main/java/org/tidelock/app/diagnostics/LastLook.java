package org.tidelock.app.diagnostics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Looks once more at a finished report, without trust in how it was made: whether a word is in it that the program does not say by itself and that is in a name.
final class LastLook {
  /// Longer ones are no number of a report.
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}{1,14}");

  private final Set<String> unexplained;

  /// @param own words that are no name where they stand, though somebody may have a file that is called so
  LastLook(String text, Set<String> own) {
    Set<String> words = new TreeSet<>(Words.in(Times.without(text)));
    words.removeAll(own);
    words.removeIf(word -> NUMBER.matcher(word).matches());
    this.unexplained = words;
  }

  /// Words of the text that are not the program's own: none, unless the program has a mistake.
  Set<String> unexplained() {
    return unexplained;
  }

  boolean shows(String name) {
    return !unexplained.isEmpty() && Words.in(name).stream().anyMatch(unexplained::contains);
  }
}
