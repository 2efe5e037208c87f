package org.tidelock.app.ui.component;

import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// A muted remark with an icon, on its own or in an inset panel.
public final class Note extends HBox {
  private final javafx.scene.control.Label text;

  public Note(Feather icon, String words) {
    super(12);
    text = Ui.grow(Ui.paragraph(words, "t-small", "fg-muted"));
    var holder = new HBox(Icons.of(icon, 18));
    holder.setPadding(new javafx.geometry.Insets(1, 0, 0, 0));
    getChildren().addAll(holder, text);
  }

  public static Note inset(Feather icon, String words) {
    var note = new Note(icon, words);
    note.getStyleClass().add("tl-inset");
    note.setPadding(new javafx.geometry.Insets(16, 16, 16, 16));
    return note;
  }

  public void say(String words) {
    text.setText(words);
  }
}
