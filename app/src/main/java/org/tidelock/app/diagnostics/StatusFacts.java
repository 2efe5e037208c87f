package org.tidelock.app.diagnostics;

import java.util.Optional;
import org.tidelock.app.diagnostics.StandIns.Kind;
import org.tidelock.engine.Activity;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;

/// How things stand: what is open, what waits, which devices there are, and what happened last.
final class StatusFacts {
  private static final int MOST_ISSUES = 100;
  private static final int MOST_HAPPENED = 50;

  private StatusFacts() {}

  static void into(ReportText text, Surroundings from) {
    from.closed().ifPresent(code -> text.line(Label.NO_VAULT_OPEN).code(code.name()).end());
    from.vault().ifPresent(vault -> ofVault(text, vault));
  }

  private static void ofVault(ReportText text, Vault vault) {
    Status status = vault.status();
    text.line(Label.STATE).is(status.state()).end();
    text.line(Label.FILES).is(status.files()).and(Label.BYTES_UP_TO).size(status.bytes()).end();
    text.line(Label.FOLDERS).is(status.folders()).end();
    text.line(Label.WAITING)
        .is(status.waiting())
        .and(Label.BYTES_UP_TO)
        .size(status.waitingBytes())
        .end();
    status.lastChange().ifPresent(t -> text.line(Label.LAST_CHANGE).is(t).end());
    status.lastCheck().ifPresent(t -> text.line(Label.LAST_CHECK).is(t).end());
    status.pausedUntil().ifPresent(t -> text.line(Label.PAUSED_UNTIL).is(t).end());
    status
        .progress()
        .ifPresent(
            p ->
                text.line(Label.WORKING)
                    .is(p.phase())
                    .is(p.files())
                    .and(Label.OF)
                    .is(p.totalFiles())
                    .end());
    status.issues().stream().limit(MOST_ISSUES).forEach(issue -> issue(text, issue));
    vault.holds().forEach(hold -> held(text, hold));
    text.line(Label.CONFLICTS).is(vault.conflicts().size()).end();
    text.line(Label.EPOCHS).is(vault.epochs()).end();
    vault.devices().forEach(device -> device(text, device));
    vault.mirror().ifPresent(mirror -> copy(text, mirror));
    vault.activity(MOST_HAPPENED, Optional.empty()).forEach(one -> happened(text, one));
  }

  private static void issue(ReportText text, Issue issue) {
    ReportText.Line line = text.line(Label.ISSUE);
    line.code(issue.code()).is(issue.severity()).is(issue.kind());
    issue.path().ifPresent(path -> line.and(Label.ABOUT).named(about(issue), path));
    line.and(Label.SINCE).is(issue.since()).end();
  }

  private static Kind about(Issue issue) {
    return switch (issue.kind()) {
      case HELD, CONFLICT, CANNOT_SYNC -> Kind.FILE;
      case STORAGE, SAFETY -> Kind.OBJECT;
    };
  }

  private static void held(ReportText text, Hold hold) {
    text.line(Label.HELD)
        .is(hold.kind())
        .and(Label.FILES)
        .is(hold.files())
        .and(Label.BYTES_UP_TO)
        .size(hold.bytes())
        .and(Label.SINCE)
        .is(hold.since())
        .end();
  }

  private static void device(ReportText text, DeviceInfo device) {
    ReportText.Line line = text.line(Label.DEVICE).named(Kind.DEVICE, device.name());
    if (device.thisDevice()) line.and(Label.THIS_ONE);
    line.and(Label.ADDED).is(device.added());
    device.lastSeen().ifPresent(time -> line.and(Label.LAST_SEEN).is(time));
    device.removedAt().ifPresent(time -> line.and(Label.REMOVED).is(time));
    line.end();
  }

  private static void copy(ReportText text, Mirror mirror) {
    ReportText.Line line = text.line(Label.SECOND_COPY);
    mirror.complete().ifPresent(time -> line.and(Label.COMPLETE).is(time));
    mirror.behind().ifPresent(time -> line.and(Label.BEHIND).is(time));
    mirror
        .waiting()
        .ifPresent(
            w -> line.and(Label.OBJECTS).is(w.objects()).and(Label.BYTES_UP_TO).size(w.bytes()));
    line.end();
  }

  private static void happened(ReportText text, Activity one) {
    ReportText.Line line = text.line(Label.HAPPENED).is(one.time()).is(one.kind());
    if (!one.path().isEmpty()) line.and(Label.ABOUT).named(Kind.FILE, one.path());
    if (!one.device().isEmpty()) line.and(Label.BY).named(Kind.DEVICE, one.device());
    line.end();
  }
}
