package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// Keeps the second copy up to date while a vault is watched, in a loop of its own: after something was synced, and once a day. Rounds go before it, a pause holds it, and its
/// trouble is an issue of its own. All state is that loop's.
final class MirrorUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorUpkeep.class);

  private static final Duration FIRST = Duration.ofMinutes(2);

  /// Between two looks whether something was synced.
  private static final Duration LOOK = Duration.ofMinutes(1);

  /// From one run to the next where much is changed: each lists the copy.
  private static final Duration BETWEEN = Duration.ofMinutes(15);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration BUSY = Duration.ofSeconds(10);

  /// Of [#BETWEEN]: 16 hours.
  private static final int MOST_DOUBLINGS = 6;

  /// A copy at home, and a computer on its way to work.
  private static final Duration TOLD_AFTER = Duration.ofHours(1);

  private static final Duration SERIOUS_AFTER = Duration.ofDays(7);
  private static final String BEHIND = "MIR-01";
  private static final String CONTRADICTED = "MIR-02";

  private final Mirroring mirroring;
  private final Pause pause;
  private final Time clock;
  private final SafetyNote behind;
  private final SafetyNote contradicted;
  private Instant notBefore = Instant.MIN;
  private int failures;

  MirrorUpkeep(Workshop shop, Mirroring mirroring, Pause pause, Time clock) {
    this.mirroring = mirroring;
    this.pause = pause;
    this.clock = clock;
    var issues = shop.tables().issues();
    this.behind = new SafetyNote(issues, clock, "mirror-behind", BEHIND, Title.MIRROR_BEHIND);
    this.contradicted =
        new SafetyNote(issues, clock, "mirror-contradicts", CONTRADICTED, Title.MIRROR_CONTRADICTS);
  }

  Loop start() {
    return clock.loop("tidelock-mirror", FIRST, this::turn);
  }

  /// One turn of the loop.
  ///
  /// @return how long to rest
  Duration turn() throws InterruptedException {
    try {
      Optional<Mirror> mirror = mirroring.now();
      if (mirror.isEmpty()) {
        behind.isOver();
        contradicted.isOver();
        return LOOK;
      }
      if (pause.left().isPresent() || !isDue(mirror.get())) return LOOK;
      Optional<MirrorReport> report = mirroring.updateBeside(pause::isAsked);
      if (report.isEmpty()) return BUSY;
      failures = 0;
      notBefore = clock.instant().plus(BETWEEN);
      tell(report.get());
      return LOOK;
    } catch (VaultClosedException e) {
      return LOOK; // close() comes next
    } catch (Mirroring.Paused e) {
      return LOOK;
    } catch (TidelockException e) {
      failed(e);
      return LOOK;
    } catch (RuntimeException e) { // the next turn may well succeed
      LOG.error("keeping the second copy up to date ended unexpectedly", e);
      putOff();
      return LOOK;
    }
  }

  /// A clock that went back makes it due.
  private boolean isDue(Mirror mirror) {
    Instant now = clock.instant();
    boolean isPutOff = now.isBefore(notBefore) && notBefore.isBefore(now.plus(DAY));
    if (isPutOff) return false;
    return !mirroring.isUpToDate()
        || mirror.complete().filter(last -> !isOver(last, DAY, now)).isEmpty();
  }

  private static boolean isOver(Instant since, Duration wait, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(wait));
  }

  /// Less and less often: each try asks both storages.
  private void putOff() {
    notBefore =
        clock.instant().plus(BETWEEN.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS)));
  }

  private void failed(TidelockException e) {
    LOG.info("the second copy was not brought up to date: {}", e.whatHappened(), e);
    putOff();
    tellBehind(mirroring.isBehind(), e.happened());
  }

  private void tell(MirrorReport report) {
    List<Finding> against = report.findings().stream().filter(MirrorUpkeep::isTestimony).toList();
    if (against.isEmpty()) {
      contradicted.isOver();
    } else {
      Finding first = against.getFirst();
      Body body =
          first.code() == ErrorCode.FORK ? Body.MIRROR_SHOWS_OTHER : Body.MIRROR_SHOWS_NEWER;
      contradicted.tell(body.of(first.object()), Optional.of(first.object()));
    }
    if (report.isComplete()) {
      behind.isOver();
    } else {
      putOff();
      String first = report.findings().stream().findFirst().map(Finding::object).orElse("");
      report
          .mirror()
          .behind()
          .ifPresent(since -> tellBehind(since, Body.MIRROR_LACKS.of(report.missing(), first)));
    }
  }

  private static boolean isTestimony(Finding finding) {
    return finding.code() == ErrorCode.ROLLBACK || finding.code() == ErrorCode.FORK;
  }

  private void tellBehind(Instant since, Said why) {
    Instant now = clock.instant();
    if (now.isBefore(since.plus(TOLD_AFTER))) return;
    Issue.Severity severity =
        now.isBefore(since.plus(SERIOUS_AFTER)) ? Issue.Severity.INFO : Issue.Severity.ATTENTION;
    behind.tell(severity, Body.MIRROR_BEHIND.of(since).and(why), Optional.empty());
  }
}
