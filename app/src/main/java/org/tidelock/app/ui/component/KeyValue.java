package org.tidelock.app.ui.component;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A muted name at the left and its value at the right, read as one. A value that is too long loses its end, never the name.
public final class KeyValue extends HBox {
  private final String key;
  private final Label value;

  public KeyValue(String key, String value, String... valueStyles) {
    super(16);
    this.key = key;
    this.value =
        valueStyles.length > 0
            ? Ui.label(value, valueStyles)
            : Ui.label(value, "t-small", "t-medium");
    this.value.setMinWidth(0);
    var name = Ui.label(key, "t-small", "fg-muted");
    name.setMinWidth(Region.USE_PREF_SIZE);
    getChildren().addAll(name, Ui.spacer(), this.value);
    setAccessibleRole(AccessibleRole.TEXT);
    say(value);
  }

  public void say(String words) {
    value.setText(words);
    setAccessibleText(key + ": " + words);
  }

  /// To colour it.
  public Label value() {
    return value;
  }
}
