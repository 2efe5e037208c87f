package org.tidelock.app.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Scene;

/// Dresses scenes, and changes them together when the person or the system turns to light or dark. JavaFX thread only.
///
/// The tokens are a stylesheet of their own that is exchanged, because a popup has a root of its own which does not see a style
/// class of the window's root; `tl-dark` is set besides for rules that differ in more than colours.
public final class Theme {
  private static final String BASE = "/org/tidelock/app/ui/";

  private final List<Scene> scenes = new ArrayList<>();
  private final InvalidationListener systemChanged = _ -> apply();
  private ThemeMode mode;

  public Theme(ThemeMode mode) {
    this.mode = mode;
    Fonts.load();
    // The preferences live as long as the process, and must not keep a window that is gone.
    Platform.getPreferences()
        .colorSchemeProperty()
        .addListener(new WeakInvalidationListener(systemChanged));
    apply();
  }

  public void dress(Scene scene) {
    scenes.add(scene);
    dressNow(scene);
  }

  public ThemeMode mode() {
    return mode;
  }

  public void choose(ThemeMode chosen) {
    mode = chosen;
    apply();
  }

  public boolean dark() {
    return switch (mode) {
      case DARK -> true;
      case LIGHT -> false;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  private void apply() {
    var base = dark() ? new PrimerDark() : new PrimerLight();
    Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
    scenes.forEach(this::dressNow);
  }

  private void dressNow(Scene scene) {
    scene
        .getStylesheets()
        .setAll(sheet(dark() ? "tokens-dark.css" : "tokens-light.css"), sheet("tidelock.css"));
    var classes = scene.getRoot().getStyleClass();
    classes.remove("tl-dark");
    if (dark()) {
      classes.add("tl-dark");
    }
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Theme.class.getResource(BASE + name), name).toExternalForm();
  }
}
