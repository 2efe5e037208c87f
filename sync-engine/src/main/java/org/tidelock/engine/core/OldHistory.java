package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.checkpoint.Writing;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.phrase.Title;

/// What is done about the past while a vault is watched, in a loop of its own: the history behind the checkpoint that this device began with is fetched and
/// compared, in steps between rounds, and checkpoints are written for devices to come. Rounds never wait for more than a step. Thread-safe.
final class OldHistory {
  private static final Logger LOG = LoggerFactory.getLogger(OldHistory.class);

  private static final Duration FIRST = Duration.ofMinutes(1);

  /// A round waits for one at most.
  private static final Duration STEP = Duration.ofMillis(500);

  /// After a round that somebody asked for and waits for; what is fetched in it stays fetched.
  private static final Duration ALONE = Duration.ofSeconds(2);

  /// Between steps, for the rounds.
  private static final Duration BREATH = Duration.ofMillis(200);

  private static final Duration AGAIN = Duration.ofMinutes(15);
  private static final Duration CHECKED = Duration.ofHours(1);

  /// Of [#AGAIN]: 32 hours.
  private static final int MOST_DOUBLINGS = 7;

  private final Workshop shop;
  private final Work work;
  private final Pause pause;
  private final Time clock;

  /// That an older segment is not to be had.
  private final SafetyNote note;

  private int failures;

  OldHistory(Workshop shop, Work work, Pause pause, Time clock) {
    this.shop = shop;
    this.work = work;
    this.pause = pause;
    this.clock = clock;
    this.note = new SafetyNote(shop.tables().issues(), clock, "old-history", Title.OLD_HISTORY);
  }

  Loop start() {
    return clock.loop("tidelock-history", FIRST, this::turn);
  }

  /// One turn of the loop.
  ///
  /// @return how long to rest
  Duration turn() throws InterruptedException {
    if (pause.left().isPresent()) return AGAIN;
    try {
      Optional<Boolean> more = work.beside(() -> step(STEP));
      if (more.isEmpty() || more.get()) return BREATH;
      if (shop.audit().isPending() || !shop.checkpoints().isDue()) return CHECKED;
      return writeSeldom();
    } catch (VaultClosedException e) {
      return AGAIN; // close() comes next
    } catch (TidelockException e) {
      tell(e);
      return AGAIN;
    } catch (RuntimeException e) { // the next turn may well succeed
      LOG.error("work on the history ended unexpectedly", e);
      return AGAIN;
    }
  }

  /// What fails is tried again less and less often: each try sends much.
  private Duration writeSeldom() throws InterruptedException, TidelockException {
    try {
      boolean written = write();
      failures = 0;
      return written ? CHECKED : AGAIN;
    } catch (VaultClosedException e) {
      throw e;
    } catch (TidelockException | RuntimeException e) {
      LOG.warn("no checkpoint was written", e);
      return AGAIN.multipliedBy(1L << Math.min(++failures, MOST_DOUBLINGS));
    }
  }

  /// Whether one is due or not.
  boolean write() throws TidelockException, InterruptedException {
    return shop.checkpoints().write(this::anchor, pause::isAsked);
  }

  private Optional<Writing.Place> anchor(VersionVector seen)
      throws TidelockException, InterruptedException {
    return work.beside(() -> shop.anchor(seen)).flatMap(place -> place);
  }

  /// After a round that somebody asked for, as nothing may be watching.
  void moreOf() throws InterruptedException {
    try {
      work.beside(() -> shop.audit().isPending() && step(shop.audit().alone(ALONE)));
    } catch (TidelockException e) {
      tell(e);
    }
  }

  /// All of it, before what it has is decided on. What is not to be had of it is told, and left out.
  void rest() throws TidelockException, InterruptedException {
    try {
      while (work.asked(() -> shop.audit().isPending() && step(STEP))) {
        LOG.debug("older history is fetched");
      }
    } catch (TidelockException e) {
      if (e.code().exitCode() < 20) throw e;
      tell(e);
    }
  }

  private boolean step(Duration time) throws TidelockException, InterruptedException {
    boolean more = shop.audit().step(time);
    note.isOver();
    return more;
  }

  /// What the storage does not answer is tried again; what it has altered or lost is told until it is there.
  private void tell(TidelockException e) {
    LOG.info("work on the history ended early: {} {}", e.code(), e.whatHappened(), e);
    if (e.code().exitCode() >= 20) note.tell(e.happened().and(e.todo()), e.object());
  }
}
