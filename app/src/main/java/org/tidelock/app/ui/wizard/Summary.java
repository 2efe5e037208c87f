package org.tidelock.app.ui.wizard;

import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.StatusOrb;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// What was set up, in lines.
final class Summary {
  private Summary() {}

  record Fact(Feather icon, Tone tone, String name, String value, String valueStyle) {
    static Fact good(String name, String value) {
      return new Fact(Feather.CHECK_CIRCLE, Tone.SUCCESS, name, value, "fg-muted");
    }
  }

  static HBox hero(String heading, String sentence) {
    var orb = new StatusOrb(76);
    orb.show(StatusOrb.Look.still(Tone.SUCCESS, Feather.CHECK));
    var words =
        Ui.grow(Ui.column(4, Ui.label(heading, "t-heading"), Ui.paragraph(sentence, "fg-muted")));
    words.setAlignment(Pos.CENTER_LEFT);
    var hero = Ui.styled(new HBox(24, orb, words), "tl-card");
    hero.setAlignment(Pos.CENTER_LEFT);
    hero.setPadding(new Insets(24));
    return hero;
  }

  static Card list(List<Fact> facts) {
    var card = new Card();
    for (var fact : facts) {
      var value = Ui.label(fact.value(), "t-small", fact.valueStyle());
      value.setMinWidth(0);
      var name = Ui.label(fact.name(), "t-medium");
      name.setMinWidth(HBox.USE_PREF_SIZE);
      var row =
          Ui.styled(
              new HBox(Icons.of(fact.icon(), 18, fact.tone()), name, Ui.spacer(), value), "tl-row");
      row.setMinHeight(56);
      row.setAccessibleRole(AccessibleRole.TEXT);
      row.setAccessibleText(fact.name() + ": " + fact.value());
      card.getChildren().add(row);
    }
    card.getChildren().getLast().getStyleClass().add("last");
    return card;
  }
}
