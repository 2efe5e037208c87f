package org.tidelock.engine.storage.fakegraph;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Uploads in several pieces, each with an address that is its own key. Thread-safe.
final class Sessions {
  private static final Duration LIFE = Duration.ofDays(7);

  /// One that is open. Guarded by its own monitor.
  static final class Session {
    final String id = UUID.randomUUID().toString().replace("-", "");
    final Item from;
    final List<String> path;
    final Drive.Conditions conditions;
    final Instant until;
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    long total = -1;

    /// A piece of another length than the rule says is noticed at the end only.
    boolean isSpoilt;

    Session(Item from, List<String> path, Drive.Conditions conditions, Instant until) {
      this.from = from;
      this.path = path;
      this.conditions = conditions;
      this.until = until;
    }
  }

  private final FakeClock clock;
  private final Map<String, Session> open = new LinkedHashMap<>();
  private int begun;

  Sessions(FakeClock clock) {
    this.clock = clock;
  }

  synchronized Session start(Item from, List<String> path, Drive.Conditions conditions) {
    Session session = new Session(from, path, conditions, clock.instant().plus(LIFE));
    open.put(session.id, session);
    begun++;
    return session;
  }

  synchronized Session find(String id) {
    Session session = open.get(id);
    if (session == null || clock.instant().isAfter(session.until))
      throw GraphError.of(404, "itemNotFound", "The upload session was not found")
          .because("uploadSessionNotFound")
          .refused();
    return session;
  }

  synchronized void end(String id) {
    open.remove(id);
  }

  /// Whether some upload to the same place has begun and was not ended.
  synchronized boolean isBusy(Item from, List<String> path) {
    return open.values().stream()
        .anyMatch(
            s ->
                s.from == from
                    && folded(s.path).equals(folded(path))
                    && s.got.size() > 0
                    && clock.instant().isBefore(s.until));
  }

  private static List<String> folded(List<String> path) {
    return path.stream().map(Item::folded).toList();
  }

  synchronized int count() {
    return open.size();
  }

  synchronized int begun() {
    return begun;
  }

  synchronized void forgetAll() {
    open.clear();
  }
}
