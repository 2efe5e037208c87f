package org.tidelock.app.ui.settings;

import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.PlacedFolder;

/// What is asked before a folder is not synced any more.
final class FolderQuestions {
  private FolderQuestions() {}

  static void end(PageContext context, FoldersViewModel model, PlacedFolder placed) {
    var texts = context.texts();
    var stay = Ui.button(texts.get("folders.end.stay"), context.layer()::close, "accent");
    stay.setId("folder-end-stay");
    var go =
        Ui.button(
            texts.get("folders.end.go"),
            () -> {
              context.layer().close();
              model.release(placed.place());
            });
    go.setId("folder-end-go");
    context
        .layer()
        .open(
            new DialogCard(
                Feather.FOLDER,
                Tone.NEUTRAL,
                texts.get("folders.end.title", placed.name()),
                texts.get("folders.end.body", placed.place().toString()),
                new HBox(),
                stay,
                go));
  }
}
