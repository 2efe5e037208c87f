package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// An object of the storage as its provider lists it.
public final class ObjectRow extends HBox {
  private final Label name = Ui.label("", "t-mono-small");
  private final Label size = Ui.label("", "t-mono-small", "fg-muted");
  private final Label time = Ui.label("", "t-mono-small", "fg-muted");

  public ObjectRow() {
    super(12);
    setAlignment(Pos.CENTER_LEFT);
    setMinHeight(32);
    setPrefHeight(32);
    setPadding(new javafx.geometry.Insets(0, 20, 0, 20));
    size.setMinWidth(64);
    size.setAlignment(Pos.CENTER_RIGHT);
    time.setMinWidth(USE_PREF_SIZE);
    name.setMinWidth(0);
    // Both ends of a name say more than its beginning alone.
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    getChildren().addAll(Icons.of(Feather.BOX, 14), Ui.grow(name), size, time);
  }

  public void show(String newName, String newSize, String newTime) {
    name.setText(newName);
    size.setText(newSize);
    time.setText(newTime);
  }
}
