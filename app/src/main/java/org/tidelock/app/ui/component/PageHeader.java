package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Title and one sentence of a page, with its actions at the right.
public final class PageHeader extends HBox {
  private final Label sentence = Ui.paragraph("", "t-small", "fg-muted");

  public PageHeader(String title, String words, Node... actions) {
    super(16);
    setAlignment(Pos.TOP_LEFT);
    var heading = Ui.label(title, "t-title");
    heading.setAccessibleRole(javafx.scene.AccessibleRole.TEXT);
    heading.setAccessibleRoleDescription("page");
    var right = Ui.row(8, actions);
    right.setAlignment(Pos.TOP_RIGHT);
    getChildren().addAll(Ui.grow(Ui.column(4, heading, sentence)), right);
    setMinHeight(50);
    say(words);
  }

  public void say(String words) {
    sentence.setText(words);
  }
}
