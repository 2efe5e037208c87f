package org.tidelock.app.ui;

import java.util.List;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.StatusOrb;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Status;

/// What a status says to a person: everywhere the same words. Claims nothing that the status does not (I9).
///
/// @param sentence for the hero
/// @param support one sentence more
/// @param chip a few words for the sidebar and the tray
public record StatusSentence(StatusOrb.Look look, String sentence, String support, String chip) {
  public Tone tone() {
    return look.tone();
  }

  public static StatusSentence of(Status status, Texts texts, Formats formats) {
    return switch (status.state()) {
      case UP_TO_DATE -> upToDate(status, texts, formats);
      case SYNCING -> syncing(status, texts, formats);
      case CHECKING ->
          plain(
              new StatusOrb.Look(Tone.ACCENT, Feather.SEARCH, -1, false),
              "checking",
              counts(status, texts, formats),
              texts);
      case PAUSED -> paused(status, texts, formats);
      case OFFLINE -> offline(status, texts);
      case ATTENTION -> needsYou(status, texts, formats);
      case STOPPED -> stopped(status, texts, formats);
      case LOCKED ->
          plain(
              StatusOrb.Look.still(Tone.NEUTRAL, Feather.LOCK),
              "locked",
              texts.get("status.locked.support"),
              texts);
    };
  }

  private static StatusSentence plain(
      StatusOrb.Look look, String key, String support, Texts texts) {
    return new StatusSentence(
        look, texts.get("status.title." + key), support, texts.get("status.chip." + key));
  }

  private static StatusSentence upToDate(Status status, Texts texts, Formats formats) {
    var support = new StringBuilder(counts(status, texts, formats));
    status
        .lastChange()
        .ifPresent(
            at -> support.append(' ').append(texts.get("status.lastChange", formats.ago(at))));
    return plain(
        StatusOrb.Look.still(Tone.SUCCESS, Feather.CHECK), "upToDate", support.toString(), texts);
  }

  private static String counts(Status status, Texts texts, Formats formats) {
    return texts.get("status.counts", status.files(), formats.size(status.bytes()));
  }

  private static StatusSentence syncing(Status status, Texts texts, Formats formats) {
    if (status.progress().isEmpty()) {
      return plain(
          new StatusOrb.Look(Tone.ACCENT, Feather.REFRESH_CW, 0, false),
          "syncing",
          counts(status, texts, formats),
          texts);
    }
    Progress progress = status.progress().get();
    double done =
        progress.totalBytes() > 0
            ? (double) progress.bytes() / progress.totalBytes()
            : share(progress);
    var sentence =
        progress
            .remaining()
            .map(time -> texts.get("status.syncing.left", formats.duration(time)))
            .orElse(texts.get("status.title.syncing"));
    double speed = progress.sendBytesPerSecond() + progress.receiveBytesPerSecond();
    var support =
        texts.get(
            speed >= 1000 ? "status.syncing.supportSpeed" : "status.syncing.support",
            progress.files(),
            progress.totalFiles(),
            formats.size(progress.bytes()),
            formats.size(progress.totalBytes()),
            formats.speed(speed));
    long open = Math.max(0, progress.totalFiles() - progress.files());
    var look = new StatusOrb.Look(Tone.ACCENT, Feather.REFRESH_CW, Math.clamp(done, 0, 1), false);
    return new StatusSentence(look, sentence, support, texts.get("status.syncing.count", open));
  }

  private static double share(Progress progress) {
    return progress.totalFiles() > 0 ? (double) progress.files() / progress.totalFiles() : 0;
  }

  private static StatusSentence paused(Status status, Texts texts, Formats formats) {
    var sentence =
        status
            .pausedUntil()
            .map(at -> texts.get("status.pausedUntil", formats.clockTime(at)))
            .orElse(texts.get("status.title.paused"));
    var support = texts.get("status.paused.support", status.waiting());
    return new StatusSentence(
        StatusOrb.Look.still(Tone.NEUTRAL, Feather.PAUSE), sentence, support, sentence);
  }

  private static StatusSentence offline(Status status, Texts texts) {
    var support = texts.get("status.offline.support", status.waiting());
    return plain(
        new StatusOrb.Look(Tone.NEUTRAL, Feather.WIFI_OFF, -1, true), "offline", support, texts);
  }

  private static StatusSentence needsYou(Status status, Texts texts, Formats formats) {
    var open = needing(status.issues());
    var first = open.stream().findFirst();
    var sentence = texts.get("status.attention", open.size());
    return new StatusSentence(
        StatusOrb.Look.still(Tone.WARNING, Feather.ALERT_TRIANGLE),
        sentence,
        say(first, texts, formats),
        sentence);
  }

  private static StatusSentence stopped(Status status, Texts texts, Formats formats) {
    var first =
        status.issues().stream()
            .filter(issue -> issue.severity() == Issue.Severity.DECIDE)
            .findFirst();
    return plain(
        StatusOrb.Look.still(Tone.DANGER, Feather.ALERT_OCTAGON),
        "stopped",
        say(first, texts, formats),
        texts);
  }

  private static String say(Optional<Issue> issue, Texts texts, Formats formats) {
    return issue
        .map(i -> title(i, formats) + " " + formats.say(i.body()))
        .orElse(texts.get("status.seeIssues"));
  }

  /// A sentence of its own: what it is about, if the title does not name it, and a full stop.
  private static String title(Issue issue, Formats formats) {
    var title = formats.say(issue.title());
    var about =
        issue.path().filter(path -> !title.contains(path)).map(path -> path + ": ").orElse("");
    return about + title + (title.endsWith(".") ? "" : ".");
  }

  /// The issues that wait for a person.
  public static List<Issue> needing(List<Issue> issues) {
    return issues.stream().filter(issue -> issue.severity() != Issue.Severity.INFO).toList();
  }
}
