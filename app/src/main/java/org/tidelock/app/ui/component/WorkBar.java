package org.tidelock.app.ui.component;

import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// How far some work is, in words and as a bar, with a button that ends it.
public final class WorkBar extends HBox {
  private final Label words = Ui.paragraph("", "t-small");
  private final Bar bar = new Bar(8);

  public WorkBar(Button cancel) {
    super(16);
    VBox column = Ui.grow(Ui.column(8, words, bar));
    getChildren().addAll(column, cancel);
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    setPadding(new Insets(4, 20, 16, 20));
  }

  /// @param part from 0 to 1
  public void show(double part, String said) {
    words.setText(said);
    bar.show(part, said);
  }
}
