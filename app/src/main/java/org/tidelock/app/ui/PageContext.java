package org.tidelock.app.ui;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.engine.Vault;

/// What a page gets.
///
/// @param model the vault's status and news, already on the JavaFX thread
/// @param navigate brings another page to the front, perhaps at something on it
/// @param layer for dialogs and toasts
public record PageContext(
    UiContext ui,
    Vault vault,
    VaultModel model,
    VaultActions actions,
    Consumer<Destination> navigate,
    Layer layer) {
  private static final Logger LOG = LoggerFactory.getLogger(PageContext.class);

  public Texts texts() {
    return ui.texts();
  }

  public Formats formats() {
    return ui.formats();
  }

  public void show(PageId page) {
    navigate.accept(Destination.of(page));
  }

  /// Shows a file or folder of the vault on the files page.
  public void showFile(String path) {
    navigate.accept(new Destination(PageId.FILES, java.util.Optional.of(path)));
  }

  /// Opens a file or folder of the vault where it lies on this computer.
  public void open(String path) {
    ui.tasks().<Path>run(() -> vault.place(path), ui.files()::open, this::ignore);
  }

  /// The vault is being closed, and this page with it.
  private void ignore(Exception closed) {
    LOG.debug("not opened", closed);
  }

  public Problem problem(Exception failure) {
    return ui.problem(failure);
  }
}
