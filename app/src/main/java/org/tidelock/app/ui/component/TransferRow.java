package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A file on its way. Shown anew through [#show] so that a list can keep its rows while numbers change.
public final class TransferRow extends ListRow {
  private final Label name;
  private final Label folder;
  private final Label amount;
  private final Bar bar;
  private final Label state;

  public TransferRow(boolean sending) {
    this(
        sending,
        Ui.label("", "t-medium"),
        Ui.label("", "t-caption", "fg-subtle"),
        Ui.label("", "t-caption", "fg-muted"),
        new Bar(4),
        Ui.label("", "t-small", "fg-muted"));
  }

  private TransferRow(
      boolean sending, Label name, Label folder, Label amount, Bar bar, Label state) {
    super(
        56,
        new Tile(sending ? Feather.ARROW_UP : Feather.ARROW_DOWN, 36, Tone.ACCENT),
        middle(name, folder, amount, bar),
        state);
    this.name = name;
    this.folder = folder;
    this.amount = amount;
    this.bar = bar;
    this.state = state;
    // A fixed width, so that changing digits do not move their neighbours.
    state.setMinWidth(100);
    state.setPrefWidth(100);
    state.setAlignment(Pos.CENTER_RIGHT);
  }

  private static VBox middle(Label name, Label folder, Label amount, Bar bar) {
    var column = Ui.column(6, Ui.row(8, name, folder, Ui.spacer(), amount), bar);
    column.setAlignment(Pos.CENTER_LEFT);
    return column;
  }

  public void show(
      String newName,
      String newFolder,
      String newAmount,
      double done,
      String newState,
      String spoken) {
    name.setText(newName);
    folder.setText(newFolder);
    amount.setText(newAmount);
    state.setText(newState);
    bar.show(done, spoken);
    setAccessibleText(spoken);
  }
}
