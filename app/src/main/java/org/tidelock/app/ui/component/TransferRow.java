package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A file on its way. Shown anew through [#show] so that a list can keep its rows while numbers change.
public final class TransferRow extends ListRow {
  /// @param amount "612 MB of 840 MB"
  /// @param share from 0 to 1
  /// @param left the time that is left, or another word about how it stands
  /// @param waits nothing has moved yet
  public record Look(
      String name,
      String folder,
      String amount,
      double share,
      String speed,
      String left,
      boolean waits) {}

  private final Feather arrow;
  private final StackPane tile;
  private final Label name;
  private final Label folder;
  private final Label amount;
  private final Bar bar;
  private final Label speed;
  private final Label left;

  public TransferRow(boolean sending) {
    this(
        sending ? Feather.ARROW_UP : Feather.ARROW_DOWN,
        new StackPane(),
        Ui.label("", "t-medium"),
        Ui.label("", "t-caption", "fg-subtle"),
        Ui.label("", "t-caption", "fg-muted"),
        new Bar(4));
  }

  private TransferRow(
      Feather arrow, StackPane tile, Label name, Label folder, Label amount, Bar bar) {
    // Fixed widths, so that changing digits do not move their neighbours.
    var speed = fixed(Ui.label("", "t-small", "t-medium"), 76);
    var left = fixed(Ui.label("", "t-small", "fg-muted"), 84);
    super(56, tile, middle(name, folder, amount, bar), speed, left);
    this.arrow = arrow;
    this.tile = tile;
    this.name = name;
    this.folder = folder;
    this.amount = amount;
    this.bar = bar;
    this.speed = speed;
    this.left = left;
  }

  private static Label fixed(Label label, double width) {
    label.setMinWidth(width);
    label.setMaxWidth(width);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }

  private static VBox middle(Label name, Label folder, Label amount, Bar bar) {
    amount.setMinWidth(USE_PREF_SIZE);
    folder.setMinWidth(0);
    var column = Ui.column(4, Ui.row(8, name, folder, Ui.spacer(), amount), bar);
    column.setAlignment(Pos.CENTER_LEFT);
    return column;
  }

  /// @param spoken "Sending Site survey 0412.mp4, 73 percent"
  public void show(Look look, String spoken) {
    tile.getChildren().setAll(new Tile(arrow, 36, look.waits() ? Tone.NEUTRAL : Tone.ACCENT));
    name.setText(look.name());
    folder.setText(look.folder());
    amount.setText(look.amount());
    speed.setText(look.speed());
    left.setText(look.left());
    bar.show(look.share(), spoken);
    setAccessibleText(spoken);
  }
}
