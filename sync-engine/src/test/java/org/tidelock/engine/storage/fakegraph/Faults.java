package org.tidelock.engine.storage.fakegraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which requests go wrong, as a test has written it. Thread-safe.
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();

  private static final class Planned {
    final Pattern request;
    final Fault fault;
    int left;

    Planned(Pattern request, Fault fault, int left) {
      this.request = request;
      this.fault = fault;
      this.left = left;
    }
  }

  /// The next so many requests whose "METHOD /path?query" has a match of the pattern in it; earlier plans first.
  public synchronized void plan(String request, int times, Fault fault) {
    planned.add(new Planned(Pattern.compile(request), fault, times));
  }

  public void once(String request, Fault fault) {
    plan(request, 1, fault);
  }

  public void always(String request, Fault fault) {
    plan(request, Integer.MAX_VALUE, fault);
  }

  public synchronized void clear() {
    planned.clear();
  }

  /// How many faults are planned that did not happen yet.
  public synchronized int left() {
    return planned.stream().mapToInt(p -> p.left).sum();
  }

  synchronized Optional<Fault> take(String request) {
    for (Planned p : planned)
      if (p.left > 0 && p.request.matcher(request).find()) {
        p.left--;
        return Optional.of(p.fault);
      }
    return Optional.empty();
  }
}
