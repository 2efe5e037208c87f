package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// One setting in a card: what it is called and what it does at the left, its control at the right.
public final class SettingRow extends HBox {
  private static final double MIN_HEIGHT = 64;

  private final Label title;
  private final Label body;

  public SettingRow(String title, String words, Node control) {
    this.title = Ui.paragraph(title, "t-medium");
    body = Ui.paragraph(words, "t-small", "fg-muted");
    var column = Ui.grow(Ui.column(2, this.title, body));
    column.setAlignment(Pos.CENTER_LEFT);
    getStyleClass().addAll("tl-row", "option");
    getChildren().addAll(column, control);
    if (control instanceof Region region) {
      region.setMinWidth(USE_PREF_SIZE);
    }
  }

  /// Never lower than its words, wherever there is little room.
  @Override
  protected double computeMinHeight(double width) {
    return Math.max(MIN_HEIGHT, super.computeMinHeight(width));
  }

  @Override
  protected double computePrefHeight(double width) {
    return Math.max(MIN_HEIGHT, super.computePrefHeight(width));
  }

  public void name(String words) {
    title.setText(words);
  }

  public void say(String words) {
    body.setText(words);
  }

  /// The last row of a card has no line below.
  public SettingRow last() {
    getStyleClass().add("last");
    return this;
  }
}
