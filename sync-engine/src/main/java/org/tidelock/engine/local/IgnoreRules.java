package org.tidelock.engine.local;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/// What is left out of the sync, in the syntax of `.gitignore`: the last rule that matches decides, `!` takes back, and what is in a folder that
/// is left out is left out. Rules of this device come after a few for files that no other device wants. Immutable; thread-safe.
public final class IgnoreRules implements LeftOut {
  /// Locks, unfinished downloads and what file managers leave behind.
  public static final List<String> DEFAULTS =
      List.of(
          "~$*",
          ".~lock.*",
          "*.part",
          "*.crdownload",
          ".DS_Store",
          "Thumbs.db",
          "desktop.ini",
          "*.swp");

  /// The file at the top of the folder with the patterns of all devices.
  public static final String SHARED = ".tidelockignore";

  private final List<Rule> rules;
  private final boolean caseSensitive;

  /// The folder asked about last: most questions are about its neighbours.
  private volatile Verdict last = new Verdict(LocalPath.ROOT, Optional.empty());

  private record Rule(String pattern, FastIgnoreRule matcher) {}

  private record Verdict(LocalPath folder, Optional<String> rule) {}

  private IgnoreRules(List<String> patterns, boolean caseSensitive) {
    this.caseSensitive = caseSensitive;
    this.rules = new ArrayList<>();
    for (String pattern : DEFAULTS) add(pattern);
    for (String pattern : patterns) add(pattern);
  }

  /// For a disk on which case matters.
  ///
  /// @param patterns one line each; comments, empty lines and what is no pattern match nothing
  public static IgnoreRules of(List<String> patterns) {
    return new IgnoreRules(patterns, true);
  }

  /// With the disk's idea of which names are the same.
  public static IgnoreRules of(List<String> patterns, Disk.Facts facts) {
    return new IgnoreRules(patterns, facts.caseSensitive());
  }

  /// Whether this line can match anything.
  public static boolean isPattern(String line) {
    return !line.isBlank() && !new FastIgnoreRule(line).isEmpty();
  }

  private void add(String pattern) {
    if (isPattern(pattern)) rules.add(new Rule(pattern, new FastIgnoreRule(key(pattern))));
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    return ruleFor(path, folder).isPresent();
  }

  /// The pattern that leaves this place, or a folder above it, out.
  public Optional<String> ruleFor(LocalPath path, boolean folder) {
    if (path.isRoot()) return Optional.empty();
    LocalPath above = path.parent();
    Verdict known = last;
    if (!known.folder.equals(above)) {
      known = new Verdict(above, ruleFor(above, true));
      last = known;
    }
    return known.rule.isPresent() ? known.rule : ownRule(key(path.toString()), folder);
  }

  private Optional<String> ownRule(String path, boolean folder) {
    for (Rule rule : rules.reversed())
      if (rule.matcher.isMatch(path, folder, true))
        return rule.matcher.getResult() ? Optional.of(rule.pattern) : Optional.empty();
    return Optional.empty();
  }

  private String key(String text) {
    String nfc = LocalNames.isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    return caseSensitive ? nfc : CaseFold.fold(nfc);
  }
}
