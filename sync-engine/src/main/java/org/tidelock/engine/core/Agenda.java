package org.tidelock.engine.core;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.tidelock.engine.local.LocalPath;

/// When syncing in the background goes round next, and over what: decided from what was noted, without a thread or a clock of its own. What is
/// noted stays until a round takes it. Times are in nanoseconds, of one clock that never goes back. Not thread-safe.
final class Agenda {
  /// How long a folder must be still before it is looked at; the longest wait for one that never is.
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final Duration LONGEST_QUIET = Duration.ofSeconds(30);

  /// Everything is looked at that often, whatever the watcher tells, and more often where it cannot watch.
  private static final Duration FULL_LOOK = Duration.ofHours(1);

  private static final Duration BLIND_LOOK = Duration.ofMinutes(2);

  /// Between two looks at the storage: the first while something moved lately, the next ones as it is longer ago.
  private static final Duration[] POLLS = {
    Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)
  };

  /// A storage that is a folder costs nothing to look at: that often at least.
  private static final int POLLS_OF_FOLDERS = 3;

  private static final Duration ACTIVE = Duration.ofMinutes(5);

  /// After a round that failed: twice as long each time. A change of the folder shortens it, but not below the second.
  private static final Duration LONGEST_PENALTY = Duration.ofMinutes(15);

  private static final Duration LEAST_PENALTY = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private final Set<LocalPath> changed = new HashSet<>();
  private boolean everything = true;
  private boolean blind;
  private int polls = POLLS.length;
  private int failures;
  private long firstChange;
  private long lastChange;
  private long lastRound;
  private long nextFull;
  private long lastMove;
  private long poll;

  /// @param random spreads the looks, so that devices do not march in step
  Agenda(RandomGenerator random, long now) {
    this.random = random;
    lastRound = now;
    nextFull = now;
    lastMove = now;
    poll = now;
  }

  /// What a round looks at; empty = everything. The storage is always looked at.
  record Round(Optional<Set<LocalPath>> folders) {}

  void changed(Set<LocalPath> folders, long now) {
    if (changed.isEmpty()) firstChange = now;
    lastChange = now;
    changed.addAll(folders);
  }

  /// Some time from now, or with what changes before that.
  void lookAgain(Set<LocalPath> folders, Duration in, long now) {
    if (!folders.isEmpty()) changed(folders, now + in.toNanos() - QUIET.toNanos());
  }

  /// The next round looks at the whole folder.
  void lookAtEverything() {
    everything = true;
  }

  /// From now on no change is told.
  void goBlind() {
    blind = true;
    everything = true;
  }

  /// Changes are told again; what was missed meanwhile is looked for.
  void seeAgain() {
    blind = false;
    everything = true;
  }

  /// The computer has slept, or its clock was set: nothing was told meanwhile, and others may have gone on.
  void woke(long now) {
    everything = true;
    tryAgain(now);
  }

  /// The storage is a folder of this computer or its network.
  void storageIsFolder() {
    polls = POLLS_OF_FOLDERS;
  }

  /// Somebody wrote to the storage, perhaps this device. What failed before still delays the next round.
  void storageChanged(long now) {
    if (failures == 0) poll = Math.min(poll, now + QUIET.toNanos());
  }

  /// The storage is there again, or somebody wants it tried now: what failed before does not delay the next round.
  void tryAgain(long now) {
    failures = 0;
    poll = now;
  }

  /// Nanoseconds until a round is due, if nothing more is noted; not positive if one is.
  long untilDue(long now) {
    long settled = changed.isEmpty() ? Long.MAX_VALUE : settledAt() - now;
    if (failures > 0)
      return Math.min(poll - now, Math.max(settled, lastRound + LEAST_PENALTY.toNanos() - now));
    if (everything) return 0;
    return Math.min(Math.min(poll - now, settled), nextFull - now);
  }

  private long settledAt() {
    return Math.min(lastChange + QUIET.toNanos(), firstChange + LONGEST_QUIET.toNanos());
  }

  /// The round that is due, which takes what was noted for it. One that fails makes the next one look at everything.
  Round take(long now) {
    if (everything || nextFull <= now) {
      everything = false;
      changed.clear();
      return new Round(Optional.empty());
    }
    Set<LocalPath> folders =
        !changed.isEmpty() && settledAt() <= now ? Set.copyOf(changed) : Set.of();
    changed.removeAll(folders);
    return new Round(Optional.of(folders));
  }

  /// @param moved whether something was sent or received
  void done(Round round, boolean moved, long now) {
    failures = 0;
    lastRound = now;
    if (round.folders().isEmpty()) nextFull = now + spread(blind ? BLIND_LOOK : FULL_LOOK);
    if (moved || round.folders().filter(f -> !f.isEmpty()).isPresent()) lastMove = now;
    int step = (int) Math.min(polls - 1, (now - lastMove) / ACTIVE.toNanos());
    poll = now + spread(POLLS[step]);
  }

  void failed(long now) {
    failures++;
    everything = true;
    lastRound = now;
    Duration penalty = Duration.ofSeconds(2L << Math.min(failures, 10));
    poll = now + spread(penalty.compareTo(LONGEST_PENALTY) > 0 ? LONGEST_PENALTY : penalty);
  }

  /// A quarter more or less.
  private long spread(Duration base) {
    return (long) (base.toNanos() * (0.75 + 0.5 * random.nextDouble()));
  }
}
