package org.tidelock.engine.profile;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Choices.Patterns;

/// The ignore patterns of this device and, before them, those of all. Those that were in force until lately are remembered until the whole folder was looked at under the present ones: what is
/// missing and was left out says nothing of what a person wants (decision 0095). Thread-safe.
public final class Rules implements LeftOut {
  private final Choices choices;

  /// The disk with the folder, once it is known.
  private Optional<Disk.Facts> disk = Optional.empty();

  private volatile State state;

  private long states;

  /// @param number each has another one
  /// @param now compiled, and so are those before
  private record State(long number, Patterns patterns, IgnoreRules now, List<IgnoreRules> before) {}

  /// That the patterns have changed since the folder was last looked at as a whole.
  ///
  /// @param to the state that came of it
  public record Change(long to) {}

  public Rules(Choices choices) {
    this.choices = choices;
    this.state = compiled(choices.patterns());
  }

  private State compiled(Patterns patterns) {
    return new State(
        ++states,
        patterns,
        compiled(all(patterns)),
        patterns.before().stream().map(this::compiled).toList());
  }

  private static List<String> all(Patterns patterns) {
    List<String> all = new ArrayList<>(patterns.shared());
    all.addAll(patterns.now());
    return all;
  }

  private IgnoreRules compiled(List<String> patterns) {
    return disk.map(d -> IgnoreRules.of(patterns, d)).orElseGet(() -> IgnoreRules.of(patterns));
  }

  /// From now on patterns leave out what this disk takes for the same name. As long as no disk is known, case matters.
  public synchronized void on(Disk.Facts facts) {
    disk = Optional.of(facts);
    state = compiled(state.patterns);
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    return state.now.test(path, folder) && !isRuleFile(path);
  }

  /// Who leaves out everything must be able to take that back.
  private static boolean isRuleFile(LocalPath path) {
    return path.names().size() == 1 && path.name().equals(SharedRules.FILE);
  }

  /// Whether it was left out at any time since the last look at the whole folder.
  public boolean wasLeftOut(LocalPath path, boolean folder) {
    return state.before.stream().anyMatch(rules -> rules.test(path, folder)) && !isRuleFile(path);
  }

  /// To be asked for before a look at the folder, and settled after it.
  public Optional<Change> change() {
    State now = state;
    return now.before.isEmpty() ? Optional.empty() : Optional.of(new Change(now.number));
  }

  /// The whole folder was looked at since, and what was missing was dealt with. One that came meanwhile is another change.
  public synchronized void settle(Change change) throws TidelockException {
    if (change.to == state.number) keep(new Patterns(patterns(), shared(), List.of()));
  }

  public List<String> patterns() {
    return state.patterns.now();
  }

  /// Those of all devices, as they were read last.
  public List<String> shared() {
    return state.patterns.shared();
  }

  /// What would be left out with one pattern more.
  ///
  /// @param everywhere whether it is for all devices: then those of this device come after it
  /// @throws TidelockException USAGE if it is not one line
  public synchronized LeftOut with(String pattern, boolean everywhere) throws TidelockException {
    requirePattern(pattern);
    List<String> patterns = new ArrayList<>(shared());
    if (everywhere) patterns.add(pattern);
    patterns.addAll(patterns());
    if (!everywhere) patterns.add(pattern);
    return compiled(patterns);
  }

  /// A line that leaves nothing out would be kept for ever and do nothing.
  static void requirePattern(String pattern) throws TidelockException {
    if (pattern.indexOf('\n') < 0 && IgnoreRules.isPattern(pattern)) return;
    if (pattern.startsWith("#"))
      throw refused(Happened.PATTERN_IS_COMMENT.of(), Todo.ESCAPE_HASH.of());
    if (pattern.indexOf('[') >= 0)
      throw refused(Happened.PATTERN_BRACKET.of(pattern), Todo.CLOSE_BRACKET.of());
    throw refused(Happened.NO_PATTERN.of(), Todo.ONE_LINE.of());
  }

  static TidelockException unknown(String pattern) {
    return refused(Happened.NO_SUCH_PATTERN.of(pattern), Todo.SEE_PATTERNS.of());
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  /// @return whether these are others than before
  synchronized boolean share(List<String> patterns) throws TidelockException {
    if (patterns.equals(shared())) return false;
    set(patterns(), patterns);
    return true;
  }

  public synchronized void add(String pattern) throws TidelockException {
    requirePattern(pattern);
    if (patterns().contains(pattern)) return;
    List<String> more = new ArrayList<>(patterns());
    more.add(pattern);
    set(more, shared());
  }

  public synchronized void remove(String pattern) throws TidelockException {
    List<String> fewer = new ArrayList<>(patterns());
    if (!fewer.remove(pattern)) throw unknown(pattern);
    set(fewer, shared());
  }

  private void set(List<String> patterns, List<String> shared) throws TidelockException {
    List<List<String>> before = new ArrayList<>(state.patterns.before());
    List<String> until = all(state.patterns);
    before.remove(until);
    before.add(until);
    keep(new Patterns(patterns, shared, before));
  }

  private void keep(Patterns patterns) throws TidelockException {
    try {
      choices.ignore(patterns);
    } catch (UncheckedIOException e) {
      throw choices.unwritable(e);
    }
    state = compiled(patterns);
  }

  public Optional<String> ruleFor(String path) {
    LocalPath local = new LocalPath(List.of(path.split("/")));
    IgnoreRules rules = state.now;
    return rules.ruleFor(local, false).or(() -> rules.ruleFor(local, true));
  }
}
