package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The vault at the foot of the sidebar: a dot, its name, its state in a few words, and a menu.
public final class VaultChip extends MenuButton {
  private final Region dot = Ui.styled(new Region(), "dot");
  private final Label name = Ui.label("", "t-small", "t-medium");
  private final Label state = Ui.label("", "t-caption", "fg-muted");
  private final VBox words = ListRow.twoLines(name, state);
  private final FontIcon chevron = Icons.of(Feather.CHEVRON_DOWN, 14);
  private final Tooltip tooltip = new Tooltip();

  public VaultChip(MenuItem... items) {
    getItems().addAll(items);
    getStyleClass().add("vault-chip");
    var row = new HBox(10, dot, Ui.grow(words), chevron);
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(widthProperty().subtract(24));
    row.setMouseTransparent(true);
    setGraphic(row);
    setPopupSide(Side.TOP);
  }

  public void show(Tone tone, String newName, String newState) {
    tone.paint(dot);
    name.setText(newName);
    state.setText(newState);
    setAccessibleText(newName + ", " + newState);
    tooltip.setText(newName + ", " + newState);
  }

  /// Only the dot; the words move into a tooltip.
  public void narrow(boolean narrow) {
    Ui.show(words, !narrow);
    Ui.show(chevron, !narrow);
    setTooltip(narrow ? tooltip : null);
  }
}
