package org.tidelock.app.ui.issues;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.app.ui.Destination;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.StoragePlace;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.diagnostics.DiagnosticsDialog;
import org.tidelock.engine.Issue;
import org.tidelock.engine.VaultInfo;

/// What can be done about a stop, beside trying again. Nothing is offered that changes what a person has without their seeing it.
final class StopWays {
  /// @param button what its button says
  record Way(String id, String title, String body, String button, Runnable run) {}

  private final PageContext context;
  private final Texts texts;
  private final Issue issue;
  private final boolean hasCopy;

  StopWays(PageContext context, Issue issue, boolean hasCopy) {
    this.context = context;
    this.texts = context.texts();
    this.issue = issue;
    this.hasCopy = hasCopy;
  }

  /// The one that is a button of the dialog itself.
  List<Way> direct() {
    return issue.code().equals("ROLLBACK")
        ? List.of(new Way("stop-repair", "", "", texts.get("stop.rollback.repair"), this::repair))
        : List.of();
  }

  List<Way> rows() {
    var all = new ArrayList<Way>();
    switch (issue.code()) {
      case "ROLLBACK" -> {
        all.add(copy().orElseGet(this::look));
        all.add(fingerprint());
      }
      case "FORK" -> {
        all.add(fingerprint());
        all.add(devices());
      }
      case "INTEGRITY", "MISSING" -> {
        all.add(mend());
        copy().ifPresent(all::add);
        all.add(fingerprint());
      }
      case "UNSUPPORTED", "AUTH" -> all.add(diagnostics());
      case "LIMIT" -> all.add(look());
      case "IDENTITY" -> {
        openStorage().ifPresent(all::add);
        copy().ifPresent(all::add);
        if (StopWords.isGone(issue)) {
          all.add(sendAgain());
        }
      }
      case Issue.DEVICE_REMOVED -> {
        all.add(files());
        all.add(leave());
      }
      case "STO-01", "STO-07" -> {
        all.add(look());
        openStorage().ifPresent(all::add);
      }
      case "LOC-01" -> all.add(place());
      case "NET-03" -> openStorage().ifPresent(all::add);
      case "AUTH-03" -> {
        otherAccess().ifPresent(all::add);
        openStorage().ifPresent(all::add);
      }
      default -> {}
    }
    return all;
  }

  /// Its progress, and what came of it, are shown with the vault's check.
  private void repair() {
    context.show(PageId.SECURITY);
    context.actions().checks().repair(false);
  }

  private Way mend() {
    return new Way(
        "stop-repair",
        texts.get("stop.mend"),
        texts.get("stop.mend.body"),
        texts.get("stop.mend.go"),
        this::repair);
  }

  private Way sendAgain() {
    return new Way(
        "stop-repair",
        texts.get("stop.send"),
        texts.get("stop.send.body"),
        texts.get("stop.send.go"),
        this::repair);
  }

  private Optional<Way> copy() {
    return hasCopy
        ? Optional.of(
            new Way(
                "stop-copy-use",
                texts.get("stop.second"),
                texts.get("stop.second.body"),
                texts.get("stop.show"),
                () ->
                    context
                        .navigate()
                        .accept(new Destination(PageId.SETTINGS, Optional.of("storage")))))
        : Optional.empty();
  }

  private Way fingerprint() {
    return new Way(
        "stop-fingerprint",
        texts.get("stop.compare"),
        texts.get("stop.compare.body"),
        texts.get("stop.show"),
        () -> context.show(PageId.SECURITY));
  }

  private Way devices() {
    return new Way(
        "stop-devices",
        texts.get("stop.devices"),
        texts.get("stop.devices.body"),
        texts.get("stop.show"),
        () -> context.show(PageId.DEVICES));
  }

  private Way look() {
    return new Way(
        "stop-look",
        texts.get("stop.look"),
        texts.get("stop.look.body"),
        texts.get("stop.show"),
        () -> context.show(PageId.PROVIDER_VIEW));
  }

  private Way diagnostics() {
    return new Way(
        "stop-diagnostics",
        texts.get("stop.report"),
        texts.get("stop.report.body"),
        texts.get("stop.show"),
        () -> DiagnosticsDialog.open(context));
  }

  /// In a program of the person's own.
  private Optional<Way> openStorage() {
    return StoragePlace.of(context.model().info().storage())
        .map(
            place ->
                switch (place) {
                  case StoragePlace.Folder(var path) ->
                      open(texts.get("stop.storage.folder"), path.toString(), () -> open(path));
                  case StoragePlace.Page(var address) ->
                      open(
                          texts.get("stop.storage.page"),
                          address.toString(),
                          () -> context.ui().files().open(address));
                });
  }

  private Way open(String title, String where, Runnable run) {
    return new Way("stop-storage", title, where, texts.get("stop.open"), run);
  }

  private void open(Path folder) {
    context.ui().files().open(folder);
  }

  /// A folder has no sign-in.
  private Optional<Way> otherAccess() {
    return context.model().info().storageKind() == VaultInfo.StorageKind.SERVER
        ? Optional.of(
            new Way(
                "stop-sign-in",
                texts.get("stop.access"),
                texts.get("stop.access.body"),
                texts.get("issues.signIn"),
                context.actions()::signIn))
        : Optional.empty();
  }

  private Way files() {
    return new Way(
        "stop-folder",
        texts.get("stop.files"),
        texts.get("stop.files.body"),
        texts.get("stop.open"),
        context.actions()::openFolder);
  }

  /// Of the vault's folder.
  private Way place() {
    var folder = context.model().info().folder().toString();
    return new Way(
        "stop-place",
        texts.get("stop.place"),
        texts.get("stop.place.body", folder),
        texts.get("stop.open"),
        () -> new NearestFolder(context).open(folder));
  }

  private Way leave() {
    return new Way(
        "stop-leave",
        texts.get("stop.leave"),
        texts.get("stop.leave.body", context.ui().home()),
        texts.get("stop.open"),
        () -> open(context.ui().home()));
  }
}
