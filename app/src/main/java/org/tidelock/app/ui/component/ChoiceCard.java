package org.tidelock.app.ui.component;

import javafx.event.ActionEvent;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// A large choice with an icon, a heading and a sentence: as a button that leads on, or as one of a group.
public final class ChoiceCard {
  /// Padding and border, left and right together.
  private static final double SIDES = 42;

  private ChoiceCard() {}

  public static Button leading(Feather icon, String heading, String sentence, Runnable action) {
    var button =
        new Button() {
          @Override
          public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
          }

          @Override
          protected double computePrefHeight(double width) {
            return height(this, width);
          }
        };
    button.setOnAction(_ -> action.run());
    fill(button, icon, heading, sentence, Icons.of(Feather.CHEVRON_RIGHT, 18));
    return button;
  }

  /// A toggle that, like a radio button, cannot be switched off by choosing it again, and which arrows choose without an action: watch
  /// whether it is selected. An action is a click or Space, also on what is chosen already.
  public static ToggleButton choosing(
      Feather icon, String heading, String sentence, ToggleGroup group) {
    var toggle =
        new ToggleButton() {
          @Override
          public void fire() {
            if (isSelected()) {
              fireEvent(new ActionEvent());
            } else {
              super.fire();
            }
          }

          @Override
          public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
          }

          @Override
          protected double computePrefHeight(double width) {
            return height(this, width);
          }
        };
    toggle.setToggleGroup(group);
    var ring = new Region();
    ring.getStyleClass().add("radio-ring");
    fill(toggle, icon, heading, sentence, ring);
    toggle.setAccessibleRole(new RadioButton().getAccessibleRole());
    return toggle;
  }

  /// As high as its sentence needs in a width; a button by itself would keep it in one line.
  private static double height(ButtonBase button, double width) {
    double inner = width < 0 ? -1 : Math.max(0, width - SIDES);
    var insets = button.getInsets();
    return insets.getTop() + button.getGraphic().prefHeight(inner) + insets.getBottom();
  }

  private static void fill(
      ButtonBase button, Feather icon, String heading, String sentence, Node right) {
    button.getStyleClass().add("choice-card");
    var texts =
        Ui.column(
            4, Ui.paragraph(heading, "t-heading"), Ui.paragraph(sentence, "t-small", "fg-muted"));
    texts.setMinWidth(0);
    texts.setAlignment(Pos.CENTER_LEFT);
    var row = new HBox(16, new Tile(icon, 44, Tone.NEUTRAL), Ui.grow(texts), right);
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(button.widthProperty().subtract(SIDES));
    row.setMouseTransparent(true);
    button.setGraphic(row);
    button.setMinHeight(Region.USE_PREF_SIZE);
    button.setAccessibleText(heading);
    button.setAccessibleHelp(sentence);
    if (button instanceof Button) {
      button.setAccessibleRole(AccessibleRole.BUTTON);
    }
  }
}
