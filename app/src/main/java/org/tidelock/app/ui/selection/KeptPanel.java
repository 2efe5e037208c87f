package org.tidelock.app.ui.selection;

import atlantafx.base.controls.ToggleSwitch;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.selection.KeptModel.State;
import org.tidelock.engine.SelectionPreview;

/// The tree with its ticks, whether new things come, and what the choice would do.
public final class KeptPanel extends VBox {
  /// In a small window the tree gives way.
  private static final double LEAST_TREE = 96;

  private final UiContext ui;
  private final Texts texts;
  private final KeptModel model;
  private final KeptTree tree;
  private final Card card;
  private final Card brings;
  private final VBox said = Ui.styled(Ui.column(6), "tl-inset");

  /// @param height of the tree
  public KeptPanel(UiContext ui, KeptModel model, double height) {
    super(16);
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    tree = new KeptTree(model, texts, ui.formats());
    tree.setPrefHeight(height);
    tree.setMinHeight(LEAST_TREE);
    card = Card.around(tree);
    var switched = new ToggleSwitch();
    switched.setId("kept-brings");
    switched.setAccessibleText(texts.get("kept.brings"));
    switched.selectedProperty().bindBidirectional(model.bringsProperty());
    brings =
        new Card(
            new SettingRow(texts.get("kept.brings"), texts.get("kept.brings.body"), switched)
                .last());
    said.setId("kept-preview");
    said.setPadding(new Insets(12, 16, 12, 16));
    said.setMinHeight(64);
    getChildren().addAll(card, brings, said);
    model.stateProperty().addListener((_, _, _) -> show());
    show();
  }

  /// Asks for all of it anew.
  public void load() {
    tree.load();
    model.load();
  }

  /// Without the tree, only what comes is told.
  public void showTree(boolean shown) {
    Ui.show(card, shown);
    Ui.show(brings, shown);
  }

  /// The focus goes to the tree.
  public void focus() {
    tree.requestFocus();
  }

  private void show() {
    said.getChildren().clear();
    switch (model.stateProperty().get()) {
      case State.Asking() -> line(texts.get("kept.asking"));
      case State.Nothing() -> warn(texts.get("kept.nothing"), texts.get("kept.nothing.body"));
      case State.Refused(var problem) -> warn(problem.title(), problem.body());
      case State.Seen seen -> tell(seen);
    }
  }

  private void tell(State.Seen seen) {
    var preview = seen.preview();
    if (preview.goes().files() == 0 && preview.comes().files() == 0) {
      line(texts.get("kept.same"));
    }
    if (preview.goes().files() > 0) {
      fact(texts.get("kept.goes", amount(preview.goes())));
      line(texts.get("kept.goes.body"));
    }
    if (preview.comes().files() > 0) {
      fact(texts.get("kept.comes", amount(preview.comes())));
      room(seen);
    }
  }

  private String amount(SelectionPreview.Part part) {
    return texts.get(
        "kept.size", ui.formats().files(part.files()), ui.formats().size(part.bytes()));
  }

  private void room(State.Seen seen) {
    seen.free()
        .map(ui.formats()::size)
        .ifPresent(
            free -> {
              if (seen.fits()) {
                line(texts.get("kept.room", free));
              } else {
                var needed = ui.formats().size(seen.preview().comes().bytes());
                warn(texts.get("kept.noRoom"), texts.get("kept.noRoom.body", needed, free));
              }
            });
  }

  private void fact(String words) {
    said.getChildren().add(Ui.paragraph(words, "t-small", "t-medium"));
  }

  private void line(String words) {
    said.getChildren().add(Ui.paragraph(words, "t-small", "fg-muted"));
  }

  private void warn(String title, String body) {
    Label words = Ui.paragraph(title, "t-small", "t-medium");
    words.setGraphic(Icons.of(Feather.ALERT_TRIANGLE, 14, Tone.WARNING));
    said.getChildren().add(words);
    line(body);
  }
}
