package org.tidelock.app.ui.component;

import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.feather.Feather;

/// Small makers of the nodes that every page uses.
public final class Ui {
  private Ui() {}

  /// A style that begins with `t-` says the size; without one the label has the size of running text.
  public static Label label(String text, String... styles) {
    var label = new Label(text);
    if (Arrays.stream(styles).noneMatch(Ui::saysSize)) {
      label.getStyleClass().add("t-body");
    }
    label.getStyleClass().addAll(styles);
    return label;
  }

  private static boolean saysSize(String style) {
    return style.startsWith("t-") && !style.equals("t-medium");
  }

  /// Text that may take several lines.
  public static Label paragraph(String text, String... styles) {
    var label = label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  public static Region spacer() {
    var spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    VBox.setVgrow(spacer, Priority.ALWAYS);
    spacer.setMinSize(0, 0);
    return spacer;
  }

  public static Region separator() {
    var line = new Region();
    line.getStyleClass().add("tl-separator");
    return line;
  }

  public static Button button(String text, Runnable action, String... styles) {
    var button = new Button(text);
    button.getStyleClass().addAll(styles);
    button.setOnAction(_ -> action.run());
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  public static Button button(Feather icon, String text, Runnable action, String... styles) {
    var button = button(text, action, styles);
    button.setGraphic(Icons.of(icon, button.getStyleClass().contains("small") ? 14 : 16));
    return button;
  }

  /// A button that shows only an icon; `name` is its accessible name and its tooltip.
  public static Button iconButton(Feather icon, String name, Runnable action, String... styles) {
    var button = new Button(null, Icons.of(icon, 16));
    button.getStyleClass().add("icon-only");
    button.getStyleClass().addAll(styles);
    button.setOnAction(_ -> action.run());
    name(button, name);
    return button;
  }

  public static void name(javafx.scene.control.Control control, String name) {
    control.setAccessibleText(name);
    control.setTooltip(new Tooltip(name));
  }

  /// Lets a page that is higher than the window scroll; its width stays that of the window.
  public static ScrollPane scroll(Region content) {
    var scroll = withoutPicture(new ScrollPane(content));
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    return scroll;
  }

  /// Whatever scrolls goes through this. The skin (`ScrollPaneSkin`) would have a picture kept of all that can be seen in it. That is
  /// drawn anew with each change, so it saves nothing; and JavaFX (`ImagePool`) still has it when the pane is long gone, until the
  /// memory is nearly full: some 3 MB for each wizard that was opened.
  public static ScrollPane withoutPicture(ScrollPane pane) {
    pane.skinProperty()
        .addListener(
            (_, _, _) -> {
              var viewport = pane.lookup(".viewport");
              if (viewport != null) {
                viewport.setCache(false);
              }
            });
    return pane;
  }

  /// The same for the pane inside a field of several lines.
  public static TextArea withoutPicture(TextArea area) {
    area.skinProperty()
        .addListener(
            (_, _, _) -> {
              if (area.lookup(".scroll-pane") instanceof ScrollPane pane) {
                withoutPicture(pane);
              }
            });
    return area;
  }

  /// Cuts the corners of content that reaches the edge of a card, which a region does not do for its children.
  public static <T extends Region> T rounded(T region, double radius) {
    var clip = new Rectangle();
    clip.setArcWidth(2 * radius);
    clip.setArcHeight(2 * radius);
    clip.widthProperty().bind(region.widthProperty());
    clip.heightProperty().bind(region.heightProperty());
    region.setClip(clip);
    return region;
  }

  public static HBox row(double gap, Node... nodes) {
    var row = new HBox(gap, nodes);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }

  public static VBox column(double gap, Node... nodes) {
    return new VBox(gap, nodes);
  }

  public static <T extends Node> T grow(T node) {
    HBox.setHgrow(node, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
    if (node instanceof Region region) {
      region.setMaxWidth(Double.MAX_VALUE);
    }
    return node;
  }

  public static <T extends Node> T styled(T node, String... styles) {
    node.getStyleClass().addAll(styles);
    return node;
  }

  /// Shows or hides a node together with the room it takes.
  public static void show(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
