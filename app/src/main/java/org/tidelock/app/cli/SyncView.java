package org.tidelock.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Moved;
import org.tidelock.engine.SyncReport.Traffic;
import org.tidelock.engine.TidelockException;

/// What `sync` prints.
final class SyncView {
  private SyncView() {}

  static Json json(SyncReport report) {
    return document(state(report), report);
  }

  /// The same document for a round that could not be finished.
  static Json failed(TidelockException problem, Traffic moved) {
    SyncReport.Problem told =
        new SyncReport.Problem(
            problem.code().name(), problem.object().orElse(""), problem.whatHappened());
    return document(
        "error",
        new SyncReport(
            State.STOPPED, moved.sent(), moved.received(), List.of(), List.of(), List.of(told)));
  }

  private static Json document(String state, SyncReport report) {
    return Json.object()
        .put("state", state)
        .put("sent", moved(report.sent()))
        .put("received", moved(report.received()))
        .list(
            "conflicts",
            report.conflicts(),
            c ->
                Json.object().put("path", c.path()).put("copy", c.copy()).put("device", c.device()))
        .list(
            "held",
            report.held(),
            h ->
                Json.object()
                    .put("id", h.id())
                    .put("kind", Json.word(h.kind()))
                    .put("count", h.count()))
        .list(
            "problems",
            report.problems(),
            p ->
                Json.object()
                    .put("code", p.code())
                    .put("path", p.path())
                    .put("message", p.message()));
  }

  private static Json moved(Moved moved) {
    return Json.object()
        .put("files", moved.files())
        .put("bytes", moved.bytes())
        .put("requests", moved.requests());
  }

  /// `up-to-date`, `attention` or `error`. A pause is none of them: whoever asks for a round gets it, and the pause goes on.
  private static String state(SyncReport report) {
    return switch (report.state()) {
      case UP_TO_DATE, PAUSED -> open(report) ? "attention" : "up-to-date";
      case ATTENTION, SYNCING, CHECKING -> "attention"; // what is left to do has to be asked for
      case STOPPED, OFFLINE, LOCKED -> "error";
    };
  }

  private static boolean open(SyncReport report) {
    return !report.held().isEmpty() || !report.problems().isEmpty();
  }

  /// Conflict copies alone leave nothing open, nor does advice such as confirming the recovery kit; what is held or cannot be synced does.
  static int exitCode(SyncReport report) {
    return tampering(report).map(ErrorCode::exitCode).orElseGet(() -> stateCode(report));
  }

  /// Storage that lied is the news, also where the rest of the round could be done.
  private static Optional<ErrorCode> tampering(SyncReport report) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.exitCode() >= ErrorCode.INTEGRITY.exitCode())
        .filter(code -> report.problems().stream().anyMatch(p -> p.code().equals(code.name())))
        .findFirst();
  }

  private static int stateCode(SyncReport report) {
    return switch (report.state()) {
      case OFFLINE -> 5;
      case LOCKED -> 3;
      case STOPPED, SYNCING, CHECKING ->
          Command.NEEDS_YOU; // a round that left work has to be asked for again
      case UP_TO_DATE, ATTENTION, PAUSED -> open(report) ? Command.NEEDS_YOU : 0;
    };
  }

  static List<String> lines(Traffic moved) {
    return List.of(
        "Sent: " + Words.filesAndSize(moved.sent().files(), moved.sent().bytes()),
        "Received: " + Words.filesAndSize(moved.received().files(), moved.received().bytes()));
  }

  static void lines(SyncReport report, Consumer<String> out) {
    lines(new Traffic(report.sent(), report.received())).forEach(out);
    for (SyncReport.Conflict c : report.conflicts()) {
      out.accept(
          "Both were changed: "
              + Words.shown(c.path())
              + "; the version of "
              + Words.shown(c.device())
              + " is kept as "
              + Words.shown(c.copy()));
    }
    for (SyncReport.Held h : report.held()) {
      out.accept(
          "Waits for your answer: "
              + Words.files(h.count())
              + switch (h.kind()) {
                case DELETE_EVERYWHERE -> " gone here";
                case REMOVE_HERE -> " deleted by another device";
                case REWRITE_EVERYWHERE -> " rewritten here and looking encrypted";
                case REWRITE_HERE -> " rewritten by another device and looking encrypted";
              }
              + "; see tidelock hold ("
              + h.id()
              + ")");
    }
    for (SyncReport.Problem p : report.problems()) {
      out.accept(
          "Not synced: "
              + Words.shown(p.path())
              + ": "
              + Words.shown(p.message())
              + " ["
              + p.code()
              + "]");
    }
    out.accept(ending(report));
  }

  private static String ending(SyncReport report) {
    return switch (report.state()) {
      case UP_TO_DATE, PAUSED -> open(report) ? "Done, but something needs you" : "Up to date";
      case ATTENTION -> "Done, but something needs you";
      case STOPPED -> "Stopped until you decide; see tidelock status";
      case OFFLINE -> "The storage does not answer; your changes are kept here";
      case LOCKED -> "Locked";
      case SYNCING, CHECKING -> "There is more to do; sync once more";
    };
  }

  static Json json(SyncPreview preview) {
    return Json.object()
        .put("toSend", part(preview.toSend()))
        .put("toReceive", part(preview.toReceive()))
        .put("toDeleteHere", part(preview.toDeleteHere()))
        .put("toDeleteThere", part(preview.toDeleteThere()))
        .put("differs", part(preview.differs()))
        .put("leftOut", part(preview.leftOut()));
  }

  private static Json part(SyncPreview.Part part) {
    return Json.object()
        .put("files", part.files())
        .put("bytes", part.bytes())
        .strings("paths", part.paths());
  }

  static void lines(SyncPreview preview, Consumer<String> out) {
    lines("Will be encrypted and sent", preview.toSend(), out);
    lines("Will come to this computer", preview.toReceive(), out);
    lines("Will be deleted here", preview.toDeleteHere(), out);
    lines("Will be deleted elsewhere", preview.toDeleteThere(), out);
    lines("Differs on both sides", preview.differs(), out);
    lines("Left out", preview.leftOut(), out);
  }

  private static void lines(String title, SyncPreview.Part part, Consumer<String> out) {
    out.accept(title + ": " + Words.filesAndSize(part.files(), part.bytes()));
    part.paths().forEach(path -> out.accept("  " + Words.shown(path)));
    if (part.files() > part.paths().size()) {
      out.accept("  and " + Words.count(part.files() - part.paths().size(), "more", "more"));
    }
  }
}
