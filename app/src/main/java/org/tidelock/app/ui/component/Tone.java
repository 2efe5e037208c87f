package org.tidelock.app.ui.component;

import java.util.Locale;
import javafx.scene.Node;

/// The meaning of a colour. Never the only carrier of that meaning: an icon and a word always go with it.
public enum Tone {
  NEUTRAL,
  ACCENT,
  SUCCESS,
  WARNING,
  DANGER;

  public String styleClass() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Gives a node this tone and takes any other from it.
  public void paint(Node node) {
    for (var tone : values()) {
      node.getStyleClass().remove(tone.styleClass());
    }
    node.getStyleClass().add(styleClass());
  }

  /// The same for the colour of text.
  public void paintText(Node node) {
    for (var tone : values()) {
      node.getStyleClass().remove("fg-" + tone.styleClass());
    }
    node.getStyleClass().add("fg-" + styleClass());
  }
}
