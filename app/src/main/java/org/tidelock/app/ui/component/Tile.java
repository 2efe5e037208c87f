package org.tidelock.app.ui.component;

import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/// A rounded square with an icon. Sizes of the design: 28, 36, 44.
public final class Tile extends StackPane {
  public Tile(Feather glyph, int size, Tone tone) {
    getStyleClass().add("tile");
    if (size <= 28) {
      getStyleClass().add("small");
    } else if (size >= 44) {
      getStyleClass().add("large");
    }
    tone.paint(this);
    setMinSize(size, size);
    setMaxSize(size, size);
    getChildren().add(Icons.of(glyph, size <= 28 ? 14 : 18, tone));
  }
}
