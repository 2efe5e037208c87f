package org.tidelock.engine.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.verify.Scrubber;

/// Looks after the storage while a vault is watched, in a loop of its own, and mends what it has lost from what this device has: a day after a loss the other devices, and
/// those to come, can read everything again. Rounds never wait for the storage because of it. Thread-safe.
final class Scrubbing {
  private static final Logger LOG = LoggerFactory.getLogger(Scrubbing.class);

  /// Of the issue that the storage has lost something.
  private static final String ISSUE = "storage-lost";

  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final Duration BUSY = Duration.ofSeconds(10);

  /// Packs. More than these, and more than one of twenty, are not sent again without being asked: it looks like a drive that is not all there.
  private static final int MANY = 20;

  private final Workshop shop;
  private final Work work;
  private final Pause pause;
  private final Time clock;
  private final Runnable sendAgain;

  /// Objects that are no packs and of which this device has no bytes.
  private final Set<ObjectName> beyondMending = new TreeSet<>();

  private boolean isToBeTold;

  /// @param sendAgain makes the watch go round
  Scrubbing(Workshop shop, Work work, Pause pause, Time clock, Runnable sendAgain) {
    this.shop = shop;
    this.work = work;
    this.pause = pause;
    this.clock = clock;
    this.sendAgain = sendAgain;
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
      if (work.beside(this::tellIfOwed).isEmpty()) return BUSY;
      Optional<Optional<Scrubber.Round>> next = work.beside(() -> shop.scrubber().next());
      if (next.isEmpty()) return BUSY;
      if (next.get().isPresent()) look(next.get().get());
      return isToBeTold ? Scrubber.AGAIN : shop.scrubber().rest();
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
    Optional<Long> files = work.beside(() -> judge(round, wrong));
    while (files.isEmpty()) {
      clock.sleep(BUSY);
      files = work.beside(() -> judge(round, wrong));
    }
    if (files.get() > 0) sendAgain.run();
  }

  /// @return how many files the next round sends again
  private long judge(Scrubber.Round round, Set<ObjectName> wrong)
      throws TidelockException, InterruptedException {
    Set<ObjectName> sure = shop.scrubber().judge(round, wrong);
    if (round.daily()) beyondMending.retainAll(wrong);
    if (!sure.isEmpty()) LOG.warn("the storage has lost or altered {}", sure);
    long files = sure.isEmpty() ? 0 : mend(sure);
    isToBeTold = files > 0; // what is left is known when they are sent
    if (!isToBeTold) tell();
    return files;
  }

  private long mend(Set<ObjectName> sure) throws TidelockException, InterruptedException {
    shop.repair().putBack(sure);
    for (ObjectName name : sure)
      if (name.asPack().isEmpty() && !shop.repair().keeps(name)) beyondMending.add(name);
    return isMuch() ? 0 : shop.repair().forget();
  }

  private boolean isMuch() {
    int damaged = shop.damaged().all().size();
    return damaged > MANY && damaged > shop.tables().packs().named().size() / MANY;
  }

  private boolean tellIfOwed() {
    if (isToBeTold) tell();
    isToBeTold = false;
    return true;
  }

  private void tell() {
    List<String> lost = shop.repair().lost();
    if (isMuch()) tell(Body.STORAGE_LOST_MUCH.of(shop.damaged().all().size()));
    else if (!lost.isEmpty()) tell(Body.STORAGE_LOST_FILES.of(lost.size(), lost.getFirst()));
    else if (!beyondMending.isEmpty())
      tell(Body.STORAGE_LOST_OBJECT.of(beyondMending.iterator().next()));
    else if (shop.tables().issues().all().stream().anyMatch(i -> i.id().equals(ISSUE)))
      shop.tables().issues().remove(ISSUE);
  }

  private void tell(Said body) {
    shop.tables()
        .issues()
        .put(
            new Issue(
                ISSUE,
                Issue.Severity.ATTENTION,
                Issue.Kind.SAFETY,
                "STO-05",
                Title.STORAGE_LOST.of(),
                body,
                Optional.empty(),
                clock.instant()));
  }
}
