package org.tidelock.app.ui.component;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A message across a page: what happened, and below it why and what is safe. Only the icon carries colour.
public final class Banner extends HBox {
  private final Label title = Ui.paragraph("", "t-small");
  private final Label body = Ui.paragraph("", "t-small", "fg-muted");
  private final HBox buttons = Ui.row(8);

  public Banner() {
    getStyleClass().add("banner");
    VBox texts = Ui.grow(Ui.column(2, title, body));
    texts.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    getChildren().addAll(new HBox(), texts, buttons);
    setAccessibleRole(AccessibleRole.TEXT);
    hide();
  }

  public void show(Tone tone, String newTitle, String newBody, Button... shown) {
    tone.paint(this);
    getChildren().set(0, new HBox(Icons.of(glyph(tone), 18, tone)));
    ((HBox) getChildren().getFirst()).setAlignment(javafx.geometry.Pos.CENTER);
    title.setText(newTitle);
    title.getStyleClass().remove("t-medium");
    if (!newBody.isEmpty()) {
      title.getStyleClass().add("t-medium");
    }
    body.setText(newBody);
    Ui.show(body, !newBody.isEmpty());
    buttons.getChildren().setAll(shown);
    setAccessibleText(newBody.isEmpty() ? newTitle : newTitle + " " + newBody);
    Ui.show(this, true);
  }

  public void hide() {
    Ui.show(this, false);
  }

  private static Feather glyph(Tone tone) {
    return switch (tone) {
      case NEUTRAL, ACCENT -> Feather.INFO;
      case SUCCESS -> Feather.CHECK_CIRCLE;
      case WARNING -> Feather.ALERT_TRIANGLE;
      case DANGER -> Feather.ALERT_OCTAGON;
    };
  }
}
