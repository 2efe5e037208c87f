package org.tidelock.app.ui.component;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Feather outlines. Icons are decoration: they take no focus and have no name, the words beside them speak.
public final class Icons {
  private Icons() {}

  /// Coloured by whatever carries it (a button, a navigation item), else muted.
  public static FontIcon of(Feather glyph, int size) {
    var icon = new FontIcon(glyph);
    // As a style, because AtlantaFX's own size for every icon would win over the property.
    icon.setStyle(icon.getStyle() + "; -fx-icon-size: " + size + "px;");
    icon.getStyleClass().add("tl-icon");
    icon.setFocusTraversable(false);
    return icon;
  }

  public static FontIcon of(Feather glyph, int size, Tone tone) {
    var icon = of(glyph, size);
    tone.paint(icon);
    return icon;
  }
}
