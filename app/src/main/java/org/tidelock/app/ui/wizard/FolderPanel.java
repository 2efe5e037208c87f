package org.tidelock.app.ui.wizard;

import java.util.Optional;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// A folder and what was found there, with a button that chooses another one if the person may choose.
final class FolderPanel extends StackPane {
  private final UiContext ui;
  private final Texts texts;
  private final FolderPlace place;
  private final StorageStep.Purpose purpose;
  private final Optional<Runnable> choose;

  /// @param choose asks for another folder
  FolderPanel(
      UiContext ui, FolderPlace place, StorageStep.Purpose purpose, Optional<Runnable> choose) {
    this.ui = ui;
    this.texts = ui.texts();
    this.place = place;
    this.purpose = purpose;
    this.choose = choose;
    place.lookProperty().addListener((_, _, look) -> show(look));
    show(place.lookProperty().get());
  }

  private void show(Look look) {
    var card = Card.padded(16);
    card.getChildren().add(line(said(look)));
    if (look instanceof Look.Seen seen && purpose.fits(seen)) {
      card.getChildren()
          .addAll(Ui.separator(), new PlaceFacts(ui, seen, texts.get("storage.test.good")));
    }
    getChildren().setAll(card);
  }

  private HBox line(Said said) {
    var folder = place.chosenProperty().get();
    var head =
        Ui.label(folder.map(Object::toString).orElse(texts.get("storage.noFolder")), "t-medium");
    head.setMinWidth(0);
    var words = Ui.column(2, head, Ui.paragraph(said.words(), "t-small", "fg-muted"));
    var line = Ui.row(12, Icons.of(said.icon(), 18, said.tone()), Ui.grow(words));
    choose.ifPresent(
        ask -> {
          var button = Ui.button(texts.get("storage.choose"), ask, "small");
          button.setId("storage-choose");
          line.getChildren().add(button);
        });
    return line;
  }

  private record Said(Feather icon, Tone tone, String words) {}

  private Said said(Look look) {
    return switch (look) {
      case Look.Nothing() -> new Said(Feather.INFO, Tone.NEUTRAL, texts.get("storage.pick"));
      case Look.Looking() -> new Said(Feather.LOADER, Tone.NEUTRAL, texts.get("storage.looking"));
      case Look.Seen seen when purpose.fits(seen) ->
          new Said(Feather.CHECK_CIRCLE, Tone.SUCCESS, texts.get(purpose.key(seen.state())));
      case Look.Seen seen ->
          new Said(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get(purpose.key(seen.state())));
      case Look.Failed(var problem) ->
          new Said(
              Feather.ALERT_CIRCLE, Tone.DANGER, (problem.title() + " " + problem.body()).strip());
      case Look.AtThePage _, Look.Stranger _, Look.Changed _, Look.Refused _, Look.Wrong _ ->
          throw new IllegalStateException("of servers only: " + look);
    };
  }
}
