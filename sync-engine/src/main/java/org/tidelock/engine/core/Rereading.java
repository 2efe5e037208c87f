package org.tidelock.engine.core;

import java.time.InstantSource;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.MetaTable;

/// Which files are to be read though they look unchanged: each in 30 days once, an hour's share at a time. Finds what was changed without a trace, by a
/// program that sets times back or writes through memory, and what a drive has lost. On the engine's thread.
final class Rereading {
  /// Hours in which all files are read once. Those of a node with these first bytes are always the same.
  static final int HOURS = 30 * 24;

  /// A computer that was off does not have to make up for more than a day.
  private static final int MOST_HOURS = 24;

  private static final long HOUR = 3_600;
  private static final String LAST = "reread-hour";

  private final MetaTable meta;
  private final InstantSource clock;

  Rereading(MetaTable meta, InstantSource clock) {
    this.meta = meta;
    this.clock = clock;
  }

  /// @param last the last of the hours whose files are due
  /// @param count how many hours
  record Due(long last, int count) implements Predicate<NodeId> {
    static final Due NONE = new Due(0, 0);

    @Override
    public boolean test(NodeId id) {
      if (count == 0) return false;
      byte[] bytes = id.bytes();
      int of = ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % HOURS;
      return Math.floorMod(last - of, HOURS) < count;
    }
  }

  /// Since the last time. A clock that went back begins anew.
  Due due() {
    long hour = Math.floorDiv(clock.instant().getEpochSecond(), HOUR);
    long passed = hour - meta.number(LAST).orElse(hour);
    return passed <= 0 ? new Due(hour, 0) : new Due(hour, (int) Math.min(passed, MOST_HOURS));
  }

  /// They were read, or are noted to be.
  void done(Due due) {
    if (meta.number(LAST).filter(hour -> hour == due.last).isEmpty())
      meta.putNumber(LAST, due.last);
  }
}
