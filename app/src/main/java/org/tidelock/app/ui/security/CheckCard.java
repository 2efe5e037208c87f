package org.tidelock.app.ui.security;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.FindingWords.Line;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WorkBar;
import org.tidelock.app.ui.security.SecurityViewModel.Standing;

/// How the vault stands by the newest check, and the ways to check it now and to mend it.
final class CheckCard {
  private final Texts texts;
  private final SecurityViewModel model;
  private final StackPane tile = new StackPane();
  private final Label title = Ui.paragraph("", "t-heading");
  private final Label sentence = Ui.paragraph("", "t-small", "fg-muted");
  private final HBox head;
  private final Button quick;
  private final Button thorough;
  private final Button mend;
  private final HBox mending;
  private final Button giveUp;
  private final HBox givingUp;
  private final Button cancel;
  private final WorkBar progress;
  private final VBox lines = new VBox(8);
  private final Card card;

  CheckCard(Texts texts, SecurityViewModel model) {
    this.texts = texts;
    this.model = model;
    quick =
        Ui.button(
            Feather.CHECK_CIRCLE,
            texts.get("check.quick"),
            () -> model.checks().check(false),
            "accent");
    quick.setId("check-quick");
    thorough = Ui.button(texts.get("check.thorough"), () -> model.checks().check(true));
    thorough.setId("check-thorough");
    thorough.setAccessibleHelp(texts.get("check.thorough.body"));
    mend = Ui.button(Feather.TOOL, texts.get("check.mend"), this::mend);
    mend.setId("check-mend");
    mending = Ui.row(0, mend);
    giveUp = Ui.button(texts.get("check.giveUp"), () -> model.giveUp(this::show));
    giveUp.setId("check-give-up");
    givingUp = Ui.row(0, giveUp);
    cancel = Ui.button(texts.get("check.cancel"), model.checks()::cancel);
    cancel.setId("check-cancel");
    progress = new WorkBar(cancel);
    progress.setPadding(new Insets(0));
    var words = Ui.grow(Ui.column(4, title, sentence));
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    head = new HBox(20, tile, words, Ui.row(8, thorough, quick));
    head.setAlignment(Pos.CENTER_LEFT);
    head.setAccessibleRole(AccessibleRole.PARENT);
    lines.setId("check-lines");
    card = Card.padded(16, head, progress, lines, mending, givingUp);
    model.checks().workProperty().addListener((_, _, _) -> show());
    model.checks().outcomeProperty().addListener((_, _, _) -> show());
    model.checks().earlierProperty().addListener((_, _, _) -> show());
    show();
  }

  Card card() {
    return card;
  }

  private void mend() {
    model.standing().mendable().ifPresent(deep -> model.checks().repair(deep));
  }

  private void show() {
    boolean wasIn = cancel.isFocused();
    boolean hasBegun =
        quick.isFocused() || thorough.isFocused() || mend.isFocused() || giveUp.isFocused();
    var now = model.standing();
    var going = model.going();
    say(now);
    for (var button : new Button[] {quick, thorough, mend, giveUp}) {
      button.setDisable(going.isPresent());
    }
    Ui.show(mending, now.mendable().isPresent());
    Ui.show(givingUp, now.lost());
    Ui.show(progress, going.isPresent());
    going.ifPresent(work -> progress.show(work.part(), work.words()));
    if (going.isPresent() && hasBegun) {
      cancel.requestFocus();
    } else if (going.isEmpty() && wasIn) {
      quick.requestFocus();
    }
  }

  private void say(Standing now) {
    tile.getChildren().setAll(new Tile(icon(now.tone()), 44, now.tone()));
    sentence.setText(now.sentence());
    if (!now.title().equals(title.getText())) {
      title.setText(now.title());
      head.setAccessibleText(texts.get("check.spoken", now.title()));
      head.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
    lines.getChildren().setAll(now.lines().stream().map(CheckCard::line).toList());
    Ui.show(lines, !now.lines().isEmpty());
  }

  private static Feather icon(Tone tone) {
    return switch (tone) {
      case DANGER -> Feather.ALERT_OCTAGON;
      case WARNING -> Feather.ALERT_TRIANGLE;
      case NEUTRAL, ACCENT, SUCCESS -> Feather.SHIELD;
    };
  }

  private static HBox line(Line line) {
    return Ui.row(
        12, Icons.of(line.icon(), 16, line.tone()), Ui.grow(Ui.paragraph(line.words(), "t-small")));
  }
}
