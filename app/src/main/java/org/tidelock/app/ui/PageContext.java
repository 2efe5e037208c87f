package org.tidelock.app.ui;

import java.util.function.Consumer;
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

  public Problem problem(Exception failure) {
    return ui.problem(failure);
  }
}
