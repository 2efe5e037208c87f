package org.tidelock.app.ui.theme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/// The bundled fonts. JavaFX knows only normal and bold, so each weight in use is a family of its own.
final class Fonts {
  private static final List<String> FILES =
      List.of(
          "Inter-Regular.otf",
          "Inter-Medium.otf",
          "Inter-SemiBold.otf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-SemiBold.ttf");

  private Fonts() {}

  static void load() {
    for (var file : FILES) {
      try (var in =
          Objects.requireNonNull(
              Fonts.class.getResourceAsStream("/org/tidelock/app/ui/fonts/" + file), file)) {
        Font.loadFont(in, 14);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
