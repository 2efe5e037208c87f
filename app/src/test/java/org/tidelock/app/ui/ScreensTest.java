package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.component.VaultChip;
import org.tidelock.app.ui.theme.ThemeMode;

/// Every screen in the longer language, in the usual and in the smallest window: our own words are whole, everything that Tab reaches has a name, and
/// nothing keeps a picture of itself.
/// Names of people's files may lose their ends.
@UsesWindow
final class ScreensTest {
  private static final String ELLIPSIS = "...";

  /// In the smaller one the sidebar has no words, so both are looked at.
  private static final List<Dimension2D> SIZES =
      List.of(new Dimension2D(UiController.WIDTH, UiController.HEIGHT), new Dimension2D(960, 640));

  @TempDir Path temp;

  @Test
  void ourWordsAreWholeAndEveryControlHasAName() throws IOException {
    var ours = ours();
    var wrong = new ArrayList<String>();
    int controls = 0;
    for (var shot : Screenshots.shots().entrySet()) {
      var home = Files.createTempDirectory(temp, "home");
      try (var window = new TestWindow(home, Locale.GERMAN, ThemeMode.LIGHT)) {
        shot.getValue().accept(window);
        for (var size : SIZES) {
          Fx.run(
              () -> {
                window.stage.setWidth(size.getWidth());
                window.stage.setHeight(size.getHeight());
              });
          // The window reaches its size by itself, later.
          var scene = window.stage.getScene();
          Fx.await("the size", () -> scene.getWidth() == size.getWidth());
          window.settle();
          window.settle();
          var nodes = Fx.get(() -> nodes(window.stage.getScene().getRoot()));
          for (var node : nodes) {
            var complaint = Fx.get(() -> complaint(node, ours));
            if (!complaint.isEmpty()) {
              wrong.add(shot.getKey() + " " + size + ": " + complaint);
            }
            controls += node instanceof Control ? 1 : 0;
          }
        }
      }
    }
    assertThat(controls).as("controls looked at").isGreaterThan(1_000);
    assertThat(wrong).isEmpty();
  }

  @Test
  void aClippedWordWouldBeFound(@TempDir Path home) {
    try (var window = new TestWindow(home).start()) {
      var button = (Labeled) window.find("#welcome-create");
      var root = window.stage.getScene().getRoot();
      var label =
          Fx.get(() -> nodes(root)).stream()
              .filter(node -> node instanceof Labeled one && one.getText().startsWith("Version"))
              .map(Labeled.class::cast)
              .findFirst()
              .orElseThrow();
      Fx.run(() -> label.setMaxWidth(30));
      window.settle();
      assertThat(Fx.get(() -> complaint(label, Set.of(label.getText())))).startsWith("clipped");
      Fx.run(() -> button.setAccessibleText(null));
      assertThat(Fx.get(() -> complaint(button, Set.of()))).startsWith("no name");
    }
  }

  private static String complaint(Node node, Set<String> ours) {
    if (node instanceof Labeled labeled
        && labeled.getText() != null
        && (node instanceof ButtonBase && !crumb(labeled)
            || ours.contains(labeled.getText())
            || chip(labeled))
        && shown(labeled).endsWith(ELLIPSIS)) {
      return "clipped: " + labeled.getText() + " to " + shown(labeled);
    }
    if (node instanceof Control control
        && control.isFocusTraversable()
        && name(control).isBlank()) {
      return "no name: " + control;
    }
    // JavaFX keeps it when the node is gone: see Ui.withoutPicture.
    if (node.isCache()) {
      return "keeps a picture of itself: " + node;
    }
    return "";
  }

  /// A way down into folders gives up the names on its way.
  private static boolean crumb(Labeled labeled) {
    return labeled.getStyleClass().contains("crumb") || labeled.getStyleClass().contains("here");
  }

  /// The state at the foot of the sidebar; the vault's name above it may be long.
  private static boolean chip(Labeled labeled) {
    for (Node node = labeled; node != null; node = node.getParent()) {
      if (node instanceof VaultChip) {
        return labeled.getStyleClass().contains("t-caption");
      }
    }
    return false;
  }

  private static String name(Control control) {
    var spoken = control.getAccessibleText();
    if (spoken != null) {
      return spoken;
    }
    return control instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
  }

  /// What the skin made of the text.
  private static String shown(Labeled labeled) {
    return labeled.getChildrenUnmodifiable().stream()
        .filter(Text.class::isInstance)
        .map(text -> ((Text) text).getText())
        .findFirst()
        .orElse("");
  }

  private static Set<String> ours() {
    var bundle = ResourceBundle.getBundle("org.tidelock.app.ui.messages", Locale.GERMAN);
    var words = new HashSet<String>();
    for (var key : bundle.keySet()) {
      words.add(bundle.getString(key));
    }
    return words;
  }

  private static List<Node> nodes(Parent root) {
    var all = new ArrayList<Node>();
    collect(root, all);
    return all;
  }

  private static void collect(Node node, List<Node> into) {
    if (node.isVisible()) {
      into.add(node);
      if (node instanceof Parent parent) {
        parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
      }
    }
  }
}
