package org.tidelock.app.ui.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultSelection;

/// Which folders of this computer are in the vault, what of it is here, and which rules leave files out. What changes one of them goes on whichever page is shown, one thing at a time. A model without nodes,
/// for the JavaFX thread.
final class FoldersViewModel {
  /// What counts now.
  ///
  /// @param shared rules of all devices, which come before this one's
  record Facts(
      List<PlacedFolder> placed,
      VaultSelection selection,
      List<String> shared,
      List<String> rules) {
    static final Facts NONE = new Facts(List.of(), VaultSelection.ALL, List.of(), List.of());
  }

  /// What is under way.
  enum Work {
    NONE,
    FOLDERS,
    SELECTION,
    RULES
  }

  private final UiContext ui;
  private final Vault vault;
  private final ReadOnlyObjectWrapper<Facts> facts = new ReadOnlyObjectWrapper<>(Facts.NONE);
  private final ReadOnlyObjectWrapper<Work> work = new ReadOnlyObjectWrapper<>(Work.NONE);
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  FoldersViewModel(UiContext ui, Vault vault) {
    this.ui = ui;
    this.vault = vault;
  }

  ReadOnlyObjectProperty<Facts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Work> workProperty() {
    return work.getReadOnlyProperty();
  }

  /// Why the last thing did not work.
  ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// Asks what counts: it may have been changed elsewhere.
  void refresh() {
    ui.tasks().<Facts>run(this::read, facts::set, failure -> ui.problem(failure));
  }

  private Facts read() {
    return new Facts(
        vault.placedFolders(),
        vault.selection(),
        vault.sharedIgnorePatterns(),
        vault.ignorePatterns());
  }

  /// Has a folder synced where it is.
  void place(Path folder, String name) {
    change(Work.FOLDERS, () -> vault.placeFolder(folder, Optional.of(name)), () -> {});
  }

  /// Ends that; its files stay.
  void release(Path folder) {
    change(Work.FOLDERS, () -> vault.releaseFolder(folder), () -> {});
  }

  void select(VaultSelection selection, Runnable done) {
    change(Work.SELECTION, () -> vault.select(selection), done);
  }

  void addRule(String pattern, boolean everywhere) {
    change(
        Work.RULES,
        () -> {
          if (everywhere) {
            return vault.addSharedIgnorePattern(pattern);
          }
          vault.addIgnorePattern(pattern);
          return pattern;
        },
        () -> {});
  }

  void removeRule(String pattern, boolean everywhere, Runnable done) {
    change(
        Work.RULES,
        () -> {
          if (everywhere) {
            return vault.removeSharedIgnorePattern(pattern);
          }
          vault.removeIgnorePattern(pattern);
          return pattern;
        },
        done);
  }

  /// @param done called if it has worked
  private void change(Work what, TaskRunner.Work<?> change, Runnable done) {
    work.set(what);
    problem.set(Optional.empty());
    ui.tasks()
        .<Facts>run(
            () -> {
              change.call();
              return read();
            },
            now -> {
              work.set(Work.NONE);
              facts.set(now);
              done.run();
            },
            failure -> {
              work.set(Work.NONE);
              problem.set(Optional.of(ui.problem(failure)));
              refresh();
            });
  }
}
