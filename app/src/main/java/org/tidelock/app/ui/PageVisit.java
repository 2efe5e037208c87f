package org.tidelock.app.ui;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;

/// One visit of a person to the page of a storage's provider: the browser shows it, and comes back by itself once she has agreed there. For the JavaFX thread.
public final class PageVisit {
  /// What is done with what opens the storage, away from the JavaFX thread.
  @FunctionalInterface
  public interface Use<T> {
    T with(StorageAccess access) throws Exception;
  }

  private final UiContext ui;
  private final String storage;
  private final Consumer<? super URI> arrived;
  private TaskRunner.@Nullable Handle waiting;
  private boolean over;

  /// @param arrived is told the page when the browser was asked to open it, unless the visit is over by then
  public PageVisit(UiContext ui, String storage, Consumer<? super URI> arrived) {
    this.ui = ui;
    this.storage = storage;
    this.arrived = arrived;
  }

  /// Once. Exactly one of `done` and `failed` is called, unless the visit is given up before.
  public <T> void begin(
      Use<? extends T> use, Consumer<? super T> done, Consumer<? super Exception> failed) {
    waiting =
        ui.tasks()
            .<T>run(
                () -> visit(use),
                result -> {
                  over = true;
                  done.accept(result);
                },
                failure -> {
                  over = true;
                  failed.accept(failure);
                });
  }

  private <T> T visit(Use<? extends T> use) throws Exception {
    try (SignIn signIn = ui.vaults().signIn(storage, SignIn.Way.BROWSER, SignIn.Extent.NEEDED)) {
      ui.tasks().onUi(() -> arrive(signIn.page()));
      return use.with(signIn.await());
    }
  }

  private void arrive(URI page) {
    if (!over) {
      ui.files().open(page);
      arrived.accept(page);
    }
  }

  /// Nobody waits any more, and the ports of this computer are closed.
  public void giveUp() {
    over = true;
    if (waiting != null) {
      waiting.cancel();
    }
    waiting = null;
  }
}
