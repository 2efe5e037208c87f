package org.tidelock.engine.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// This device's ignore patterns, kept in the index. Thread-safe.
public final class Rules implements LeftOut {
  private static final String PATTERNS = "ignore";

  private final MetaTable meta;
  private volatile List<String> patterns;
  private volatile IgnoreRules rules;

  public Rules(MetaTable meta) {
    this.meta = meta;
    this.patterns = meta.text(PATTERNS).map(t -> List.of(t.split("\n"))).orElse(List.of());
    this.rules = IgnoreRules.of(patterns);
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    return rules.test(path, folder);
  }

  public List<String> patterns() {
    return patterns;
  }

  public synchronized void add(String pattern) throws TidelockException {
    if (pattern.isBlank() || pattern.indexOf('\n') >= 0)
      throw new TidelockException(
          ErrorCode.USAGE, Happened.NO_PATTERN.of(), Safe.NOTHING_CHANGED.of(), Todo.ONE_LINE.of());
    if (patterns.contains(pattern)) return;
    List<String> more = new ArrayList<>(patterns);
    more.add(pattern);
    set(more);
  }

  public synchronized void remove(String pattern) throws TidelockException {
    List<String> fewer = new ArrayList<>(patterns);
    if (!fewer.remove(pattern))
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NO_SUCH_PATTERN.of(pattern),
          Safe.NOTHING_CHANGED.of(),
          Todo.SEE_PATTERNS.of());
    set(fewer);
  }

  private void set(List<String> now) {
    IgnoreRules compiled = IgnoreRules.of(now);
    if (now.isEmpty()) meta.remove(PATTERNS);
    else meta.putText(PATTERNS, String.join("\n", now));
    patterns = List.copyOf(now);
    rules = compiled;
  }

  public Optional<String> ruleFor(String path) {
    LocalPath local = new LocalPath(List.of(path.split("/")));
    return rules.ruleFor(local, false).or(() -> rules.ruleFor(local, true));
  }
}
