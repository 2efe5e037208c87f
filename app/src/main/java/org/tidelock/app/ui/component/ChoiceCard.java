package org.tidelock.app.ui.component;

import javafx.event.ActionEvent;
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
  private ChoiceCard() {}

  public static Button leading(Feather icon, String heading, String sentence, Runnable action) {
    var button = new Button();
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
        };
    toggle.setToggleGroup(group);
    var ring = new Region();
    ring.getStyleClass().add("radio-ring");
    fill(toggle, icon, heading, sentence, ring);
    toggle.setAccessibleRole(new RadioButton().getAccessibleRole());
    return toggle;
  }

  private static void fill(
      ButtonBase button, Feather icon, String heading, String sentence, Node right) {
    button.getStyleClass().add("choice-card");
    var texts =
        Ui.column(4, Ui.label(heading, "t-heading"), Ui.label(sentence, "t-small", "fg-muted"));
    texts.setAlignment(Pos.CENTER_LEFT);
    var row = new HBox(16, new Tile(icon, 44, Tone.NEUTRAL), Ui.grow(texts), right);
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(button.widthProperty().subtract(42));
    row.setMouseTransparent(true);
    button.setGraphic(row);
    button.setAccessibleText(heading);
    button.setAccessibleHelp(sentence);
    if (button instanceof Button) {
      button.setAccessibleRole(AccessibleRole.BUTTON);
    }
  }
}
