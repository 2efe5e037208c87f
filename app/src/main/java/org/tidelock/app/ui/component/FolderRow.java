package org.tidelock.app.ui.component;

import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;

/// A synced folder: its name over where it is and what it holds, and how it stands.
public final class FolderRow extends ListRow {
  public FolderRow(Feather icon, String name, String detail, Node state) {
    super(
        64,
        new Tile(icon, 36, Tone.ACCENT),
        twoLines(Ui.label(name, "t-medium"), Ui.label(detail, "t-caption", "fg-subtle")),
        state);
    setAccessibleText(name + ", " + detail);
  }
}
