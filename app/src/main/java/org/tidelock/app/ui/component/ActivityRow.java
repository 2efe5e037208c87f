package org.tidelock.app.ui.component;

import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// One thing that happened: icon, name, what, when.
public final class ActivityRow extends ListRow {
  public ActivityRow(
      Feather icon, Tone tone, String name, String what, String time, String spoken) {
    super(
        48,
        new Tile(icon, 28, tone),
        Ui.row(8, Ui.label(name, "t-small", "t-medium"), Ui.label(what, "t-small", "fg-muted")),
        time(time));
    setAccessibleText(spoken);
  }

  private static Region time(String time) {
    var label = Ui.label(time, "t-caption", "fg-subtle");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }
}
