package org.tidelock.app.ui.issues;

import java.util.List;
import java.util.Optional;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.VaultModel;
import org.tidelock.app.ui.diagnostics.DiagnosticsDialog;
import org.tidelock.app.ui.issues.IssuesViewModel.Line;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;

/// What can be done about an issue here.
///
/// @param name of its button
record IssueAction(String id, String name, Runnable run) {
  private static final List<String> SIGN_IN =
      List.of(Issue.SIGN_IN, Issue.SIGN_IN_ENDED, Issue.SERVER_UNKNOWN, Issue.SERVER_CHANGED);

  private static final List<String> ABOUT_DEVICES = List.of(Issue.DEVICE_ADDED, Issue.KEY_WANTING);

  /// A round has ended by a mistake of the program.
  private static final String UNEXPECTED = "APP-99";

  private static final List<String> LEADS_TO_SECURITY = List.of(Issue.DAMAGE, Issue.KIT_NOT_TESTED);

  static Optional<IssueAction> of(Line.Item item, PageContext context) {
    Issue issue = item.issue();
    var texts = context.texts();
    if (issue.code().equals(VaultModel.KIT_ISSUE)) {
      return Optional.of(
          new IssueAction(
              "issue-new-kit", texts.get("issues.newKit"), context.actions()::newRecoveryKit));
    }
    var hold = Hold.of(issue);
    if (hold.isPresent()) {
      return Optional.of(
          new IssueAction(
              "issue-review",
              texts.get("issues.review"),
              () -> HoldReview.open(context, hold.get())));
    }
    if (issue.code().equals(Issue.FOLDER_UNMARKED)) {
      return Optional.of(
          new IssueAction(
              "issue-use-again",
              texts.get("issues.useAgain"),
              new FolderQuestion(context)::useAgain));
    }
    if (issue.code().equals(Issue.FOLDER_EMPTIED)) {
      return Optional.of(
          new IssueAction(
              "issue-bring-back",
              texts.get("issues.bringBack"),
              new FolderQuestion(context)::bringBack));
    }
    if (SIGN_IN.contains(issue.code())) {
      return Optional.of(
          new IssueAction("issue-sign-in", texts.get("issues.signIn"), context.actions()::signIn));
    }
    if (ABOUT_DEVICES.contains(issue.code())) {
      return Optional.of(
          new IssueAction(
              "issue-devices", texts.get("issues.devices"), () -> context.show(PageId.DEVICES)));
    }
    if (LEADS_TO_SECURITY.contains(issue.code())) {
      return Optional.of(
          new IssueAction(
              "issue-security", texts.get("issues.security"), () -> context.show(PageId.SECURITY)));
    }
    if (issue.code().equals(UNEXPECTED)) {
      return Optional.of(
          new IssueAction(
              "issue-diagnostics",
              texts.get("issues.diagnostics"),
              () -> DiagnosticsDialog.open(context)));
    }
    if (issue.kind() == Issue.Kind.CONFLICT && issue.path().isPresent()) {
      return Optional.of(
          new IssueAction(
              "issue-settle",
              texts.get("issues.settle"),
              () -> ConflictReview.open(context, issue.path().get())));
    }
    return issue
        .path()
        .filter(_ -> item.inVault())
        .map(
            path ->
                new IssueAction(
                    "issue-show-file", texts.get("issues.showFile"), () -> context.showFile(path)));
  }
}
