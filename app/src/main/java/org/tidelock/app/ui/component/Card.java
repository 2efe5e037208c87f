package org.tidelock.app.ui.component;

import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A bordered surface with an optional header. `Card.padded` for content with margins, `Card.of` for rows that reach the edge.
public class Card extends VBox {
  public Card(Node... content) {
    super(content);
    getStyleClass().add("tl-card");
  }

  public static Card of(String title, Node right, Node... content) {
    var card = new Card();
    var header = new HBox(Ui.label(title, "t-sub"), Ui.spacer(), right);
    header.getStyleClass().addAll("card-header", "lined");
    card.getChildren().add(header);
    card.getChildren().addAll(content);
    card.setAccessibleRole(AccessibleRole.PARENT);
    card.setAccessibleText(title);
    return card;
  }

  /// For a list that fills the card: its corners are cut, its border stays.
  public static Card around(Region list) {
    var holder = Ui.grow(Ui.rounded(new StackPane(list), 11));
    var card = new Card(holder);
    VBox.setMargin(holder, new Insets(1));
    return card;
  }

  public static Card padded(double gap, Node... content) {
    var card = new Card(content);
    card.setPadding(new Insets(20));
    card.setSpacing(gap);
    return card;
  }
}
