package org.tidelock.app.ui.component;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The status sentence of a page with its orb and at most two buttons. A change of the sentence is announced.
public final class StatusHero extends HBox {
  private final StatusOrb orb = new StatusOrb(76);
  private final Label sentence = Ui.paragraph("", "t-display");
  private final Label support = Ui.paragraph("", "fg-muted");
  private final HBox buttons = Ui.row(8);

  public StatusHero() {
    getStyleClass().add("tl-card");
    setPadding(new Insets(24));
    setSpacing(24);
    setAlignment(Pos.CENTER_LEFT);
    setMinHeight(126);
    VBox texts = Ui.grow(Ui.column(4, sentence, support));
    texts.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(orb, texts, buttons);
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /// @param spoken what a screen reader says, such as "Status: everything is up to date"
  public void show(StatusOrb.Look look, String newSentence, String newSupport, String spoken) {
    orb.show(look);
    support.setText(newSupport);
    if (!newSentence.equals(sentence.getText())) {
      sentence.setText(newSentence);
      setAccessibleText(spoken);
      notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }

  public void buttons(Button... shown) {
    buttons.getChildren().setAll(shown);
  }
}
