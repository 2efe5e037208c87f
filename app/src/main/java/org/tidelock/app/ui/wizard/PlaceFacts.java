package org.tidelock.app.ui.wizard;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Ui;

/// What is said of a place where one can go on: its room, what came of trying it out, and how earlier versions are kept there.
final class PlaceFacts extends HBox {
  /// @param tested what came of trying it out
  PlaceFacts(UiContext ui, Look.Seen seen, String tested) {
    super(16);
    var texts = ui.texts();
    var free = seen.free().map(ui.formats()::size).orElse(texts.get("storage.free.unknown"));
    getChildren()
        .addAll(
            fact(texts.get("storage.free"), free),
            fact(texts.get("storage.test"), tested),
            fact(texts.get("storage.versions"), texts.get("storage.versions.body")));
  }

  private static Node fact(String name, String value) {
    var column =
        Ui.column(
            4, Ui.label(name, "t-small", "t-medium"), Ui.paragraph(value, "t-small", "fg-muted"));
    column.setPrefWidth(260);
    return Ui.grow(column);
  }
}
