package org.tidelock.app.ui.issues;

import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Issue;
import org.tidelock.engine.phrase.Happened;

/// What an issue is called, and what a stop says first: in plain words what happened. What is safe, and what can be done, is as the engine says it.
///
/// @param note what is safe, if the body does not say that
record StopWords(Feather icon, Tone tone, String title, String body, Optional<String> note) {
  static StopWords of(Issue issue, PageContext context) {
    var texts = context.texts();
    var storage = StorageName.of(context.model().info());
    return switch (issue.code()) {
      case "ROLLBACK" ->
          stop(
              texts.get("stop.rollback"), texts.get("stop.rollback.body", storage), issue, context);
      case "FORK" -> stop(texts.get("stop.fork"), texts.get("stop.fork.body"), issue, context);
      case "INTEGRITY" ->
          stop(
              texts.get("stop.integrity"),
              texts.get("stop.integrity.body", storage),
              issue,
              context);
      case "MISSING" ->
          stop(texts.get("stop.missing"), texts.get("stop.missing.body", storage), issue, context);
      case "UNSUPPORTED" ->
          stop(texts.get("stop.unsupported"), texts.get("stop.unsupported.body"), issue, context);
      case "LIMIT" ->
          stop(texts.get("stop.limit"), texts.get("stop.limit.body", storage), issue, context);
      case "AUTH" -> stop(texts.get("stop.auth"), texts.get("stop.auth.body"), issue, context);
      case "IDENTITY" -> identity(issue, context);
      default -> asTold(issue, context);
    };
  }

  private static StopWords identity(Issue issue, PageContext context) {
    var texts = context.texts();
    var storage = StorageName.of(context.model().info());
    return isGone(issue)
        ? stop(texts.get("stop.gone"), texts.get("stop.gone.body", storage), issue, context)
        : stop(texts.get("stop.other"), texts.get("stop.other.body", storage), issue, context);
  }

  /// Rather than another one being in its place.
  static boolean isGone(Issue issue) {
    return issue.title().phrase() == Happened.VAULT_GONE;
  }

  private static StopWords stop(String title, String body, Issue issue, PageContext context) {
    return new StopWords(
        Feather.ALERT_OCTAGON,
        Tone.DANGER,
        title,
        body,
        Optional.of(context.formats().say(issue.body())));
  }

  private static StopWords asTold(Issue issue, PageContext context) {
    var formats = context.formats();
    boolean storage = issue.kind() == Issue.Kind.STORAGE;
    return new StopWords(
        storage ? Feather.HARD_DRIVE : Feather.ALERT_OCTAGON,
        issue.severity() == Issue.Severity.DECIDE ? Tone.DANGER : Tone.WARNING,
        formats.say(issue.title()).replaceAll("\\.$", ""),
        formats.say(issue.body()),
        Optional.empty());
  }
}
