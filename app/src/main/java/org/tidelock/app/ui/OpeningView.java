package org.tidelock.app.ui;

import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// Shown while a vault is opened or closed, and when opening did not work.
final class OpeningView extends StackPane {
  OpeningView(Texts texts) {
    getStyleClass().add("unlock-page");
    var words = Ui.label(texts.get("opening"), "fg-muted");
    var column = new VBox(16, Logo.icon(64), words);
    column.setAlignment(Pos.CENTER);
    getChildren().add(column);
  }

  OpeningView(Texts texts, Problem problem, Runnable again, Runnable quit) {
    getStyleClass().add("unlock-page");
    var banner = new Banner();
    banner.setMaxWidth(640);
    banner.show(
        Tone.DANGER,
        problem.title(),
        problem.body(),
        Ui.button(texts.get("opening.quit"), quit, "small"),
        Ui.button(texts.get("opening.again"), again, "small", "accent"));
    var column = new VBox(24, Logo.icon(64), banner);
    column.setAlignment(Pos.CENTER);
    getChildren().add(column);
  }
}
