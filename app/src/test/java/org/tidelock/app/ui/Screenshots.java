package org.tidelock.app.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.theme.ThemeMode;

/// Draws every screen in light and dark.
@UsesWindow
final class Screenshots {
  @TempDir Path temp;

  @Test
  void everyScreen() throws IOException {
    var into = Path.of(System.getProperty("screenshots.dir", "target/screenshots"));
    var locale = Locale.forLanguageTag(System.getProperty("screenshots.locale", "en"));
    var only = System.getProperty("screenshots.only", "");
    Files.createDirectories(into);
    for (var mode : new ThemeMode[] {ThemeMode.LIGHT, ThemeMode.DARK}) {
      for (var shot : shots().entrySet()) {
        if (!shot.getKey().contains(only)) {
          continue;
        }
        var home = Files.createTempDirectory(temp, "home");
        try (var window = new TestWindow(home, locale, mode)) {
          shot.getValue().accept(window);
          window.settle();
          var name = shot.getKey() + (mode == ThemeMode.DARK ? "-dark" : "") + ".png";
          write(Fx.get(() -> window.stage.getScene().snapshot(null)), into.resolve(name));
        }
      }
    }
  }

  /// Every screen, by the name of its picture, and the way to it.
  static Map<String, Consumer<TestWindow>> shots() {
    var shots = new LinkedHashMap<>(SetUpShots.all());
    shots.putAll(PageShots.all());
    shots.putAll(QuestionShots.all());
    return shots;
  }

  private static void write(WritableImage picture, Path target) throws IOException {
    int width = (int) picture.getWidth();
    int height = (int) picture.getHeight();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pixels = picture.getPixelReader();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    javax.imageio.ImageIO.write(image, "png", target.toFile());
  }
}
