package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The common shape of rows: something left, a name over a detail, something right, a line below.
class ListRow extends HBox {
  ListRow(double height, Node left, Node middle, Node... right) {
    getStyleClass().add("tl-row");
    setMinHeight(height);
    setPrefHeight(height);
    getChildren().add(left);
    getChildren().add(Ui.grow(middle));
    getChildren().addAll(right);
  }

  /// The last row of a card has no line below.
  public void last() {
    getStyleClass().add("last");
  }

  static VBox twoLines(Label name, Label detail) {
    var column = Ui.column(0, name, detail);
    column.setAlignment(Pos.CENTER_LEFT);
    column.setMinWidth(0);
    return column;
  }
}
