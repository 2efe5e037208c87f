package org.tidelock.engine.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.verify.Scrubber;

/// Looks after the storage while a vault is watched, in a loop of its own, and has mended what it has lost from what this device has: a day after a loss the other devices, and
/// those to come, can read everything again. Rounds never wait for the storage because of it. All state is that loop's.
final class Scrubbing {
  private static final Logger LOG = LoggerFactory.getLogger(Scrubbing.class);
  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final Workshop shop;
  private final Work work;
  private final Repairs repairs;
  private final Pause pause;
  private final Time clock;
  private final SafetyNote note;

  /// Objects that are no packs and of which this device has no bytes.
  private final Set<ObjectName> beyondMending = new TreeSet<>();

  Scrubbing(Workshop shop, Work work, Repairs repairs, Pause pause, Time clock) {
    this.shop = shop;
    this.work = work;
    this.repairs = repairs;
    this.pause = pause;
    this.clock = clock;
    this.note = new SafetyNote(shop.tables().issues(), clock, "storage-lost", Title.STORAGE_LOST);
  }

  Loop start() {
    return clock.loop("tidelock-scrub", FIRST, this::turn);
  }

  /// One turn of the loop.
  ///
  /// @return how long to rest
  Duration turn() throws InterruptedException {
    if (pause.left().isPresent()) return Scrubber.AGAIN;
    try {
      Optional<Optional<Scrubber.Round>> next = work.beside(() -> shop.scrubber().next());
      if (next.isEmpty()) return BUSY;
      if (next.get().isPresent()) look(next.get().get());
      return shop.scrubber().rest();
    } catch (VaultClosedException e) {
      return Scrubber.AGAIN; // close() comes next
    } catch (TidelockException e) {
      LOG.info("the storage was not looked over: {} {}", e.code(), e.whatHappened(), e);
      return Scrubber.AGAIN;
    } catch (RuntimeException e) { // the next turn may well succeed
      LOG.error("looking over the storage ended unexpectedly", e);
      return Scrubber.AGAIN;
    }
  }

  private void look(Scrubber.Round round) throws TidelockException, InterruptedException {
    Set<ObjectName> wrong = shop.scrubber().look(round);
    Scrubber.Verdict verdict = work.asked(() -> shop.scrubber().judge(round, wrong));
    if (verdict.tooMany() > 0) {
      LOG.warn("{} objects are missing or altered in the storage", verdict.tooMany());
      note.tell(Body.STORAGE_LOST_MUCH.of(verdict.tooMany()), Optional.empty());
      return;
    }
    if (round.daily()) beyondMending.retainAll(wrong);
    mend(verdict.lost());
    if (!shop.scrubber().hasSuspects()) tell();
  }

  /// Also what an earlier turn was kept from doing.
  private void mend(Set<ObjectName> lost) throws TidelockException, InterruptedException {
    if (!lost.isEmpty()) LOG.warn("the storage has lost or altered {}", lost);
    else if (!work.asked(() -> shop.repair().hasToSendAgain())) return;
    repairs.mend(lost);
    for (ObjectName name : lost)
      if (name.asPack().isEmpty() && !work.asked(() -> shop.repair().keeps(name)))
        beyondMending.add(name);
  }

  private void tell() throws TidelockException, InterruptedException {
    List<String> files = work.asked(() -> shop.repair().lost());
    if (!files.isEmpty())
      note.tell(Body.STORAGE_LOST_FILES.of(files.size(), files.getFirst()), Optional.empty());
    else if (!beyondMending.isEmpty())
      note.tell(Body.STORAGE_LOST_OBJECT.of(beyondMending.iterator().next()), Optional.empty());
    else note.isOver();
  }
}
