package org.tidelock.engine.record;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;

/// Makes what other programs did in the folder survive a power cut before it is recorded or adopted. Were it in the base, and then lost because it was in
/// memory only, the next scan would take that for an edit or a deletion of the user's, and all devices would follow it (decisions/0085).
final class Securing {
  /// Systems write out what is older than half a minute; those that save a battery wait for ten.
  private static final Duration SURELY_WRITTEN = Duration.ofMinutes(15);

  private final Function<NodeId, Optional<LocalPath>> before;
  private final long recent;
  private final List<LocalPath> places = new ArrayList<>();
  private final Set<NodeId> left = new HashSet<>();

  /// @param before where something was on the disk, as far as is known
  Securing(Function<NodeId, Optional<LocalPath>> before, Instant now) {
    this.before = before;
    this.recent = nanos(now.minus(SURELY_WRITTEN));
  }

  /// Something that is there.
  void add(Difference difference) {
    Found found = difference.onDisk().orElseThrow();
    switch (difference) {
      // Not every file system notes the time of a rename.
      case Difference.Moved m -> {
        places.add(found.path());
        gone(m.row());
      }
      default -> {
        if (lastChange(found.fingerprint()) >= recent) places.add(found.path());
      }
    }
  }

  /// Something that is not where it was. One name of each folder stands for all of them.
  void gone(BaseRow row) {
    if (left.add(row.entry().parent())) before.apply(row.entry().id()).ifPresent(places::add);
  }

  /// What has to be forced out.
  List<LocalPath> places() {
    return List.copyOf(places);
  }

  /// RACE: what was renamed since it was read is not found here. Worst outcome: it is as safe from a power cut as without this.
  void secureOn(Disk disk) throws InterruptedException {
    try {
      disk.secure(places);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      return; // What a drive fails to keep, the storage keeps all the better.
    }
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    Thread.interrupted(); // told by what is thrown from here on
    InterruptedException interrupted = new InterruptedException("while files were forced out");
    interrupted.initCause(cause);
    return interrupted;
  }

  /// Programs set the time of modification to anything, but not that of the change, where there is one.
  private static long lastChange(Fingerprint found) {
    return Math.max(found.modified(), Math.max(found.changed(), found.born()));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
