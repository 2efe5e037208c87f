package org.tidelock.engine.local;

import java.util.List;
import java.util.Optional;

/// Which paths are left out.
public final class IgnoreRules implements LeftOut {
  private IgnoreRules() {}

  public static IgnoreRules of(List<String> patterns) {
    return new IgnoreRules();
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    return false;
  }

  public Optional<String> ruleFor(LocalPath path, boolean folder) {
    return Optional.empty();
  }
}
