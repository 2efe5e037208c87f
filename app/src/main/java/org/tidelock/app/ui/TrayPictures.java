package org.tidelock.app.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import org.tidelock.app.tray.TrayPicture;

/// The icons of the tray as the desktop wants them. Nobody tells whether a panel is light or dark, so their colours are seen on both. JavaFX thread only.
final class TrayPictures {
  static final int[] SIZES = {22, 24, 32, 48};

  private final Map<TrayIcon, List<TrayPicture>> loaded = new EnumMap<>(TrayIcon.class);

  /// The same list each time for the same icon.
  List<TrayPicture> of(TrayIcon icon) {
    return loaded.computeIfAbsent(icon, TrayPictures::load);
  }

  private static List<TrayPicture> load(TrayIcon icon) {
    List<TrayPicture> pictures = new ArrayList<>();
    for (int size : SIZES) pictures.add(load(icon.resource(size)));
    return List.copyOf(pictures);
  }

  private static TrayPicture load(String resource) {
    var stream = TrayPictures.class.getResourceAsStream(resource);
    var image = new Image(Objects.requireNonNull(stream, resource));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    var bgra = new byte[4 * width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getByteBgraInstance(), bgra, 0, 4 * width);
    var argb = new byte[bgra.length];
    for (int i = 0; i < bgra.length; i++) argb[i] = bgra[(i & ~3) + 3 - (i & 3)];
    return new TrayPicture(width, height, argb);
  }
}
