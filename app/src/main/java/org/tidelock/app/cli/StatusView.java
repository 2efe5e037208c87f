package org.tidelock.app.cli;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.VaultInfo;

/// What `status` prints, and the status events of `watch --json`.
final class StatusView {
  private static final int STORAGE = ErrorCode.STORAGE.exitCode();

  private StatusView() {}

  static Json json(VaultInfo info, Status status) {
    return facts(Json.object(), status)
        .put(
            "vault",
            Json.object()
                .put("id", info.id())
                .put("name", info.name())
                .put("device", info.device())
                .put("folder", info.folder().toString())
                .put("storage", info.storage())
                .put("since", info.since())
                .put("recoveryKitConfirmed", info.recoveryKitConfirmed()));
  }

  static Json facts(Json json, Status status) {
    return json.put("state", status.state())
        .put("files", status.files())
        .put("bytes", status.bytes())
        .put("folders", status.folders())
        .put("waiting", status.waiting())
        .put("waitingBytes", status.waitingBytes())
        .put("lastChange", status.lastChange())
        .put("lastCheck", status.lastCheck())
        .put("pausedUntil", status.pausedUntil())
        .put("progress", status.progress().map(StatusView::progress))
        .list("issues", status.issues(), StatusView::issue);
  }

  private static Json progress(Progress progress) {
    return Json.object()
        .put("phase", progress.phase())
        .put("files", progress.files())
        .put("totalFiles", progress.totalFiles())
        .put("bytes", progress.bytes())
        .put("totalBytes", progress.totalBytes());
  }

  private static Json issue(Issue issue) {
    return Json.object()
        .put("id", issue.id())
        .put("severity", issue.severity())
        .put("kind", issue.kind())
        .put("code", issue.code())
        .put("title", issue.title().english())
        .put("body", issue.body().english())
        .put("path", issue.path())
        .put("since", issue.since());
  }

  static void lines(VaultInfo info, Status status, ZoneId zone, Consumer<String> out) {
    out.accept("State: " + sentence(status, zone));
    out.accept(
        "Vault: " + Words.shown(info.name()) + ", on this device as " + Words.shown(info.device()));
    out.accept("Folder: " + Words.shown(info.folder().toString()));
    out.accept("Storage: " + Words.shown(info.storage()));
    out.accept(
        "Holds: "
            + Words.files(status.files())
            + " in "
            + Words.count(status.folders(), "folder", "folders")
            + ", "
            + Words.size(status.bytes()));
    if (status.waiting() > 0) {
      out.accept(
          "Only on this device: "
              + Words.count(status.waiting(), "change", "changes")
              + ", "
              + Words.size(status.waitingBytes()));
    }
    status
        .lastCheck()
        .ifPresent(time -> out.accept("Last complete check: " + Words.time(time, zone)));
    status.lastChange().ifPresent(time -> out.accept("Last change: " + Words.time(time, zone)));
    status.progress().ifPresent(progress -> out.accept(ProgressLine.text(progress)));
    for (Issue issue : status.issues()) {
      out.accept(
          "Issue: "
              + issue.path().map(path -> Words.shown(path) + ": ").orElse("")
              + sentence(Words.shown(issue.title().english()))
              + " "
              + Words.shown(issue.body().english())
              + " ["
              + issue.code()
              + "]");
    }
  }

  private static String sentence(String title) {
    return title.endsWith(".") ? title : title + ".";
  }

  private static String sentence(Status status, ZoneId zone) {
    return switch (status.state()) {
      case UP_TO_DATE -> "up to date";
      case SYNCING -> "syncing";
      case CHECKING -> "checking";
      case OFFLINE -> "the storage does not answer";
      case PAUSED ->
          "paused"
              + status.pausedUntil().map(time -> " until " + Words.time(time, zone)).orElse("");
      case ATTENTION -> "something needs you";
      case STOPPED -> "stopped until you decide";
      case LOCKED -> "locked";
    };
  }

  /// What stopped the vault has its code among the issues, and ends this with it (decisions/0081); of several the first in the order of the codes. A storage
  /// that is full or refuses needs a person, and is told apart from a file that does.
  static int exitCode(Status status) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.exitCode() >= ErrorCode.INTEGRITY.exitCode())
        .filter(code -> status.issues().stream().anyMatch(i -> i.code().equals(code.name())))
        .map(ErrorCode::exitCode)
        .findFirst()
        .orElseGet(() -> hasStorageTrouble(status) ? STORAGE : exitCode(status.state()));
  }

  private static boolean hasStorageTrouble(Status status) {
    return status.issues().stream()
        .anyMatch(i -> i.kind() == Issue.Kind.STORAGE && i.severity() != Issue.Severity.INFO);
  }

  private static int exitCode(State state) {
    return switch (state) {
      case UP_TO_DATE, SYNCING, CHECKING, PAUSED -> 0;
      case ATTENTION, STOPPED -> Command.NEEDS_YOU;
      case OFFLINE -> STORAGE;
      case LOCKED -> 3;
    };
  }

  /// The state a person names: `up-to-date`, `paused`, ...
  static Optional<State> named(String word) {
    for (State state : State.values()) {
      if (Json.word(state).equalsIgnoreCase(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
