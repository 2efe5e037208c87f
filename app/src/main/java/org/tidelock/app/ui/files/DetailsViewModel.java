package org.tidelock.app.ui.files;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.phrase.Said;

/// One entry of the vault: its versions, why it is (not) in sync, and bringing an earlier version back.
public final class DetailsViewModel {
  /// @param versions newest first; none for a folder
  /// @param why a chain of facts
  public record Details(List<FileVersion> versions, List<Said> why) {
    private static final Details NONE = new Details(List.of(), List.of());
  }

  /// What was brought back, and how to take that back.
  ///
  /// @param former the version that was the present one, if there was one
  public record Restored(String path, Optional<java.nio.file.Path> to, Optional<String> former) {}

  private final PageContext context;
  private final Consumer<Restored> restored;
  private final Consumer<Exception> failed;
  private final ReadOnlyObjectWrapper<Optional<FileEntry>> entry =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Details> details = new ReadOnlyObjectWrapper<>(Details.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private TaskRunner.@Nullable Handle running;

  public DetailsViewModel(
      PageContext context, Consumer<Restored> restored, Consumer<Exception> failed) {
    this.context = context;
    this.restored = restored;
    this.failed = failed;
  }

  public ReadOnlyObjectProperty<Optional<FileEntry>> entryProperty() {
    return entry.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Details> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /// Something is being brought back.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Shows another entry, or the same one anew.
  public void show(Optional<FileEntry> chosen) {
    boolean other = !chosen.map(Chosen::of).equals(entry.get().map(Chosen::of));
    if (other) {
      details.set(Details.NONE);
    }
    entry.set(chosen);
    if (running != null) {
      running.cancel();
    }
    running = chosen.map(this::load).orElse(null);
  }

  private TaskRunner.Handle load(FileEntry chosen) {
    var vault = context.vault();
    return context
        .ui()
        .tasks()
        .<Details>run(
            () -> {
              List<FileVersion> versions =
                  chosen.type() == Type.FOLDER ? List.of() : vault.history(chosen.path());
              return new Details(versions, vault.why(chosen.path()));
            },
            details::set,
            failed);
  }

  /// Brings back to its place what was deleted, or is gone and waits for an answer.
  public void restoreGone() {
    entry
        .get()
        .ifPresent(
            one ->
                restore(
                    one.path(),
                    Optional.empty(),
                    () ->
                        one.deleted().isPresent()
                            ? context.vault().restore(deleted(one.deleted().get()))
                            : context.vault().restore(gone(one)),
                    Optional.empty()));
  }

  /// This one, though another with its name may have been deleted since.
  private static Restoration deleted(FileEntry.Deletion deletion) {
    return new Restoration(
        new Restoration.What.Deleted(List.of(deletion.id())), new Restoration.Target.InPlace());
  }

  private static RestoreRequest gone(FileEntry entry) {
    return new RestoreRequest(entry.path(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Makes an earlier version the present one; the present one stays in the history.
  public void restore(FileVersion version) {
    entry
        .get()
        .ifPresent(
            one ->
                restore(
                    new RestoreRequest(
                        one.path(),
                        Optional.of(version.id()),
                        Optional.empty(),
                        Optional.empty())));
  }

  /// Writes a version into a folder that the person chooses.
  public void copy(FileVersion version) {
    entry
        .get()
        .ifPresent(
            one ->
                context
                    .ui()
                    .files()
                    .chooseFolder(context.texts().get("files.copy.title"), Optional.empty())
                    .ifPresent(
                        to ->
                            restore(
                                new RestoreRequest(
                                    one.path(),
                                    Optional.of(version.id()),
                                    Optional.empty(),
                                    Optional.of(to)))));
  }

  public void undo(Restored what) {
    restore(new RestoreRequest(what.path(), what.former(), Optional.empty(), Optional.empty()));
  }

  private void restore(RestoreRequest request) {
    restore(
        request,
        details.get().versions().stream()
            .filter(FileVersion::current)
            .map(FileVersion::id)
            .findFirst());
  }

  private void restore(RestoreRequest request, Optional<String> former) {
    restore(request.path(), request.to(), () -> context.vault().restore(request), former);
  }

  private void restore(
      String path,
      Optional<java.nio.file.Path> to,
      TaskRunner.Work<RestoreReport> work,
      Optional<String> former) {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    context
        .actions()
        .restore(
            work,
            _ -> {
              busy.set(false);
              restored.accept(new Restored(path, to, former));
            },
            failure -> {
              busy.set(false);
              // It has ended with the vault, which this page belongs to.
              if (!(failure instanceof VaultClosedException)) {
                failed.accept(failure);
              }
            });
  }
}
