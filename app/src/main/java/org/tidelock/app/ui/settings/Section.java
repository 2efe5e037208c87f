package org.tidelock.app.ui.settings;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.component.Ui;

/// One part of the settings: cards under titles.
interface Section {
  Node view();

  /// It comes to the front: time to ask for what may have changed.
  default void shown() {}

  /// A card under its title, with what belongs to both below.
  static VBox titled(String title, Node... cards) {
    var box = new VBox(8, Ui.label(title, "t-sub"));
    box.getChildren().addAll(cards);
    return box;
  }
}
