package org.tidelock.app.ui.component;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;

/// A muted name at the left and its value at the right, read as one.
public final class KeyValue extends HBox {
  public KeyValue(String key, String value, String... valueStyles) {
    super(16);
    var right = Ui.label(value, "t-small", "t-medium");
    if (valueStyles.length > 0) {
      right.getStyleClass().setAll("label");
      right.getStyleClass().addAll(valueStyles);
    }
    getChildren().addAll(Ui.label(key, "t-small", "fg-muted"), Ui.spacer(), right);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(key + ": " + value);
  }
}
