package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;

/// Leaves large files alone while somebody writes them, where nobody waits for them: else a film that is being copied would be read and sent again and again,
/// and half of it be a version on all devices (decision 0141). On the engine's thread.
final class BeingWritten {
  /// Bytes. Smaller ones are read in no time.
  static final long LARGE = 1 << 20;

  /// Since the last write, by the file's own time.
  static final Duration STILL = Duration.ofSeconds(2);

  /// One that is never still is read all the same after so long, and again after so long.
  static final Duration LONGEST = Duration.ofMinutes(10);

  private final Time time;

  /// Since when files have been left alone, in nanoseconds. A look at everything forgets those that are gone.
  private final Map<LocalPath, Long> since = new HashMap<>();

  private final Set<LocalPath> folders = new HashSet<>();

  BeingWritten(Time time) {
    this.time = time;
  }

  /// The scan without what is left alone. Nothing that is missing or was moved is left out, nor any folder.
  Scan without(Scan scan) {
    List<Difference> rest = new ArrayList<>();
    for (Difference difference : scan.differences())
      if (!isLeftAlone(difference)) rest.add(difference);
    boolean sawAll = scan.listed().isEmpty() && scan.complete() && !scan.more();
    if (sawAll) since.keySet().retainAll(paths(scan));
    return rest.size() == scan.differences().size() ? scan : scan.with(rest);
  }

  private static Set<LocalPath> paths(Scan scan) {
    Set<LocalPath> paths = new HashSet<>();
    for (Difference difference : scan.differences())
      difference.onDisk().ifPresent(found -> paths.add(found.path()));
    return paths;
  }

  /// Where files were left alone since the last call: to be looked at again after [#STILL].
  Set<LocalPath> folders() {
    Set<LocalPath> told = Set.copyOf(folders);
    folders.clear();
    return told;
  }

  private boolean isLeftAlone(Difference difference) {
    return switch (difference) {
      case Difference.New n -> isLeftAlone(n.found());
      case Difference.Changed c -> isLeftAlone(c.found());
      case Difference.Moved _, Difference.Stranded _, Difference.Renumbered _, Difference.Gone _ ->
          false;
    };
  }

  private boolean isLeftAlone(Found found) {
    if (!isYoung(found.fingerprint()) || hasWaited(found.path())) {
      since.remove(found.path());
      return false;
    }
    folders.add(found.path().parent());
    return true;
  }

  private boolean hasWaited(LocalPath file) {
    long now = time.nanos();
    return now - since.computeIfAbsent(file, _ -> now) > LONGEST.toNanos();
  }

  /// A time that lies ahead tells nothing: it is another computer's, or was set.
  private boolean isYoung(Fingerprint file) {
    if (file.kind() != Fingerprint.Kind.FILE || file.size() <= LARGE) return false;
    Instant now = time.instant();
    long age = now.getEpochSecond() * 1_000_000_000L + now.getNano() - file.modified();
    return age >= -STILL.toNanos() && age < STILL.toNanos();
  }
}
