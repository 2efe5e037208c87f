package org.tidelock.app.ui.component;

import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/// A short word in a pill.
public final class Badge extends Label {
  public Badge(Tone tone, String text) {
    super(text);
    getStyleClass().add("badge");
    tone.paint(this);
    setMinWidth(USE_PREF_SIZE);
  }

  public Badge(Tone tone, Feather icon, String text) {
    this(tone, text);
    setGraphic(Icons.of(icon, 12, tone));
  }
}
