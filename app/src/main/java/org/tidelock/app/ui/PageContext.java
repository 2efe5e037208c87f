package org.tidelock.app.ui;

import java.util.function.Consumer;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.engine.Vault;

/// What a page gets.
///
/// @param model the vault's status and news, already on the JavaFX thread
/// @param navigate brings another page to the front
/// @param layer for dialogs and toasts
public record PageContext(
    UiContext ui, Vault vault, VaultModel model, Consumer<PageId> navigate, Layer layer) {
  public Texts texts() {
    return ui.texts();
  }

  public Formats formats() {
    return ui.formats();
  }
}
