package org.tidelock.engine.undo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;

/// The log in batches: what one writer has committed within a minute.
final class Batches {
  private static final Duration LENGTH = Duration.ofMinutes(1);

  /// A clock that was wrong once is not followed.
  private static final Duration FURTHEST = LENGTH.multipliedBy(10);

  /// So much of a writer's id tells writers of a vault apart in an id that people type.
  private static final int WRITER = 8;

  private Batches() {}

  /// @param segments of one writer, in order
  record Found(List<SegmentKey> segments) {
    SegmentKey first() {
      return segments.getFirst();
    }

    String id() {
      return first().writer().toString().substring(0, WRITER) + "-" + first().seq();
    }
  }

  /// Newest first, by the clocks of those who made them, and where these do not tell by what they had seen.
  static List<Found> of(Tables tables) {
    Map<WriterId, Found> last = new HashMap<>();
    List<Found> all = new ArrayList<>();
    for (SegmentKey key : tables.log().inCausalOrder()) {
      Found open = last.get(key.writer());
      if (open == null || !isWithin(open.first(), key)) {
        open = new Found(new ArrayList<>());
        last.put(key.writer(), open);
        all.add(open);
      }
      open.segments.add(key);
    }
    List<Found> newest = new ArrayList<>(all.reversed());
    newest.sort(Comparator.comparing((Found f) -> f.first().made()).reversed());
    return newest;
  }

  private static boolean isWithin(SegmentKey first, SegmentKey next) {
    Duration since = Duration.between(first.made(), next.made());
    return !since.isNegative() && since.compareTo(LENGTH) < 0;
  }

  /// When a commit that this writer is to make now has to be made, so that it begins a batch: a little later, if one has begun just now.
  static Instant begin(Tables tables, WriterId writer, Instant now) {
    return of(tables).stream()
        .filter(f -> f.first().writer().equals(writer))
        .findFirst()
        .map(f -> f.first().made().plus(LENGTH))
        .filter(next -> next.isAfter(now) && next.isBefore(now.plus(FURTHEST)))
        .orElse(now);
  }

  static Optional<Found> find(Tables tables, String id) {
    return of(tables).stream().filter(f -> f.id().equals(id)).findFirst();
  }
}
