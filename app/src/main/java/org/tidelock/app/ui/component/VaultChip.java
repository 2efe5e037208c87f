package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// The vault at the foot of the sidebar: a dot, its name, its state in a few words, and a menu.
public final class VaultChip extends MenuButton {
  private final Region dot = Ui.styled(new Region(), "dot");
  private final Label name = Ui.label("", "t-small", "t-medium");
  private final Label state = Ui.label("", "t-caption", "fg-muted");

  public VaultChip(MenuItem... items) {
    getItems().addAll(items);
    getStyleClass().add("vault-chip");
    var texts = ListRow.twoLines(name, state);
    var row = new HBox(10, dot, Ui.grow(texts), Icons.of(Feather.CHEVRON_DOWN, 14));
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(widthProperty().subtract(24));
    row.setMouseTransparent(true);
    setGraphic(row);
    setPopupSide(javafx.geometry.Side.TOP);
  }

  public void show(Tone tone, String newName, String newState) {
    tone.paint(dot);
    name.setText(newName);
    state.setText(newState);
    setAccessibleText(newName + ", " + newState);
  }
}
