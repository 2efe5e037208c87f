package org.tidelock.app.ui.wizard;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageVisit;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.Vaults;

/// One place that may hold the vault, and all that is known of it: nothing that was typed, found or trusted at one place counts at another. A model without
/// nodes, for the JavaFX thread.
abstract sealed class StoragePlace permits FolderPlace, ServerPlace {
  final UiContext ui;
  private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(new Look.Nothing());
  private TaskRunner.@Nullable Handle running;

  StoragePlace(UiContext ui) {
    this.ui = ui;
  }

  final ReadOnlyObjectProperty<Look> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /// Whether something is under way.
  final boolean isLooking() {
    return look.get() instanceof Look.Looking || look.get() instanceof Look.AtThePage;
  }

  /// Where the vault is to lie; of a server only once it was seen there.
  abstract Optional<String> url();

  /// Vaults that reach this place, with what was typed for it.
  abstract Vaults vaults();

  /// The place is in sight.
  abstract void shown();

  /// Another place is in sight: what is not looked at any more is not knocked at either.
  void hidden() {
    stop();
  }

  /// Whether something was typed that leaving would lose.
  abstract boolean isTouched();

  /// No secret stays in a field, and nothing is under way any more.
  abstract void forget();

  /// Gives up a look that is under way; what was seen before stays.
  final void stop() {
    if (isLooking()) {
      become(new Look.Nothing());
    }
  }

  /// What is known now; what was under way is given up.
  final void become(Look now) {
    cancel();
    look.set(now);
  }

  /// Looks away from the JavaFX thread; the last look wins.
  final <T> void look(TaskRunner.Work<T> work, Function<? super T, Look> found) {
    become(new Look.Looking());
    running = ui.tasks().<T>run(work, seen -> look.set(found.apply(seen)), this::fail);
  }

  /// Lets a person sign in at the provider's page; `signedIn` goes on from there.
  final void visit(String storage, Consumer<? super StorageAccess> signedIn) {
    become(new Look.Looking());
    var visit = new PageVisit(ui, storage, page -> look.set(new Look.AtThePage(page)));
    running = visit::giveUp;
    visit.<StorageAccess>begin(access -> access, signedIn, this::fail);
  }

  private void fail(Exception failure) {
    look.set(failed(failure));
  }

  /// What a look comes to that failed.
  Look failed(Exception failure) {
    return new Look.Failed(ui.problem(failure));
  }

  private void cancel() {
    if (running != null) {
      running.cancel();
    }
    running = null;
  }
}
