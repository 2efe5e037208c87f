package org.tidelock.app.ui.issues;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Destination;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.VaultModel;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.diagnostics.DiagnosticsDialog;
import org.tidelock.app.ui.issues.IssuesViewModel.Line;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;

/// What can be done about an issue here, the best first: every code that the engine tells has something, or is one of those of which nobody has to do anything.
final class IssueActions {
  /// What they say passes by itself, or is only to be known, and nothing here leads further.
  private static final Set<String> NOTHING_TO_DO = Set.of("LOC-18", "APP-02");

  /// As the issue names it.
  private static final String MORE_WATCHES = "sudo sysctl fs.inotify.max_user_watches=1048576";

  private final Line.Item item;
  private final Issue issue;
  private final PageContext context;
  private final Texts texts;

  private IssueActions(Line.Item item, PageContext context) {
    this.item = item;
    this.issue = item.issue();
    this.context = context;
    this.texts = context.texts();
  }

  static List<IssueAction> of(Line.Item item, PageContext context) {
    return new IssueActions(item, context).all();
  }

  /// Whether there is nothing that a person has to do about issues of this code.
  static boolean isNothingToDo(String code) {
    return NOTHING_TO_DO.contains(code);
  }

  private List<IssueAction> all() {
    if (isNothingToDo(issue.code())) {
      return List.of();
    }
    Optional<String> hold = Hold.of(issue);
    if (hold.isPresent()) {
      return List.of(review(() -> HoldReview.open(context, hold.get())));
    }
    return switch (issue.code()) {
      case VaultModel.KIT_ISSUE -> List.of(newKit());
      case Issue.KIT_NOT_TESTED -> List.of(security("issue-security", texts.get("issues.testKit")));
      case "SYN-01" -> issue.path().map(this::settle).map(List::of).orElse(List.of());
      case "LOC-01", Issue.FOLDER_UNMARKED, Issue.FOLDER_EMPTIED -> folder();
      case Issue.SIGN_IN, Issue.SIGN_IN_ENDED, Issue.SERVER_UNKNOWN, Issue.SERVER_CHANGED ->
          List.of(signIn(), tryAgain());
      case "NET-01", "NET-02", "STO-03" -> List.of(tryAgain());
      case "NET-03", "NET-04", "STO-01", "STO-07", "AUTH-03" -> List.of(explain(), tryAgain());
      case "ROLLBACK", "FORK", "INTEGRITY", "MISSING", "UNSUPPORTED", "LIMIT", "AUTH", "IDENTITY" ->
          List.of(explain(), tryAgain());
      case Issue.DEVICE_REMOVED -> List.of(explain());
      case Issue.DAMAGE ->
          List.of(security("issue-security", texts.get("issues.security")), tryAgain());
      case "MIR-01" -> List.of(copy(), updateCopy());
      case "MIR-02" -> List.of(copy(), fingerprint());
      case Issue.DEVICE_ADDED, Issue.KEY_WANTING, "DEV-06" -> List.of(devices());
      case "DEV-07" -> List.of(fingerprint());
      case "SYN-09" -> List.of(diagnostics());
      case "SYN-10" -> List.of(fingerprint());
      case "SYN-11" -> List.of(openAnew(), fingerprint());
      case "APP-99" -> List.of(diagnostics(), tryAgain());
      case "LOC-02", "LOC-03", "LOC-04", "LOC-07", "LOC-13", "SYN-03" -> whereAndAgain();
      case "LOC-08" -> List.of(copyCommand());
      case "LOC-23" -> List.of(earlierStates());
      default -> issue.path().map(this::where).map(List::of).orElse(List.of());
    };
  }

  private IssueAction action(String id, String name, Runnable run) {
    return new IssueAction(id, name, run);
  }

  private IssueAction review(Runnable open) {
    return action("issue-review", texts.get("issues.review"), open);
  }

  private IssueAction explain() {
    return review(() -> StopDialog.open(context, issue));
  }

  private IssueAction tryAgain() {
    return action("issue-try-again", texts.get("issues.tryAgain"), context.actions()::syncNow);
  }

  private IssueAction newKit() {
    return action("issue-new-kit", texts.get("issues.newKit"), context.actions()::newRecoveryKit);
  }

  private IssueAction settle(String path) {
    return action(
        "issue-settle", texts.get("issues.settle"), () -> ConflictReview.open(context, path));
  }

  /// The vault's own one; one that lies elsewhere keeps nothing else from being synced.
  private List<IssueAction> folder() {
    if (issue.kind() == Issue.Kind.CANNOT_SYNC) {
      return whereAndAgain();
    }
    var question = new FolderQuestion(context);
    return switch (issue.code()) {
      case Issue.FOLDER_UNMARKED ->
          List.of(
              action("issue-use-again", texts.get("issues.useAgain"), question::useAgain),
              tryAgain());
      case Issue.FOLDER_EMPTIED ->
          List.of(
              action("issue-bring-back", texts.get("issues.bringBack"), question::bringBack),
              tryAgain());
      default -> List.of(explain(), tryAgain());
    };
  }

  private IssueAction signIn() {
    return action("issue-sign-in", texts.get("issues.signIn"), context.actions()::signIn);
  }

  private IssueAction security(String id, String name) {
    return action(id, name, () -> context.show(PageId.SECURITY));
  }

  private IssueAction fingerprint() {
    return security("issue-fingerprint", texts.get("issues.fingerprint"));
  }

  private IssueAction devices() {
    return action("issue-devices", texts.get("issues.devices"), () -> context.show(PageId.DEVICES));
  }

  private IssueAction copy() {
    return action("issue-copy", texts.get("issues.copy"), this::showCopy);
  }

  private void showCopy() {
    context.navigate().accept(new Destination(PageId.SETTINGS, Optional.of("storage")));
  }

  /// What comes of it is said beside the copy.
  private IssueAction updateCopy() {
    return action(
        "issue-try-again",
        texts.get("issues.tryAgain"),
        () -> {
          showCopy();
          context.actions().mirror().update();
        });
  }

  private IssueAction diagnostics() {
    return action(
        "issue-diagnostics",
        texts.get("issues.diagnostics"),
        () -> DiagnosticsDialog.open(context));
  }

  private IssueAction openAnew() {
    return action("issue-reopen", texts.get("issues.reopen"), context.actions()::reopen);
  }

  private IssueAction earlierStates() {
    return action("issue-rewind", texts.get("issues.rewind"), () -> context.show(PageId.REWIND));
  }

  private IssueAction copyCommand() {
    return action(
        "issue-copy-command",
        texts.get("issues.copyCommand"),
        () -> {
          Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, MORE_WATCHES));
          context.layer().toast(Feather.COPY, Tone.NEUTRAL, texts.get("issues.copied"));
        });
  }

  private List<IssueAction> whereAndAgain() {
    return issue
        .path()
        .map(path -> List.of(where(path), tryAgain()))
        .orElseGet(() -> List.of(tryAgain()));
  }

  /// What the vault does not have is shown where it lies on the disk.
  private IssueAction where(String path) {
    return item.inVault()
        ? action("issue-show-file", texts.get("issues.showFile"), () -> context.showFile(path))
        : action(
            "issue-show-place",
            texts.get("issues.showPlace"),
            () -> new NearestFolder(context).open(path));
  }
}
