package org.tidelock.app.ui.welcome;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.program.Version;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Ui;

/// How would you like to start?
public final class WelcomeView extends HBox {
  private static final double PANEL = 472;

  public WelcomeView(UiContext ui, Runnable create, Runnable join) {
    var texts = ui.texts();
    getChildren().addAll(panel(texts), Ui.grow(choices(texts, create, join)));
  }

  private static VBox choices(Texts texts, Runnable create, Runnable join) {
    var first =
        ChoiceCard.leading(
            Feather.PLUS, texts.get("welcome.create"), texts.get("welcome.create.body"), create);
    first.setId("welcome-create");
    first.getStyleClass().add("first-look");
    Button second =
        ChoiceCard.leading(
            Feather.LINK_2, texts.get("welcome.join"), texts.get("welcome.join.body"), join);
    second.setId("welcome-join");
    var head =
        Ui.column(
            8,
            Ui.label(texts.get("welcome.title"), "t-display"),
            Ui.paragraph(texts.get("welcome.question"), "t-lead", "fg-muted"));
    var cards = new VBox(16, first, second);
    VBox.setMargin(cards, new Insets(10, 0, 0, 0));
    var foot =
        new HBox(Ui.label(texts.get("welcome.version", Version.current()), "t-small", "fg-muted"));
    var column =
        new VBox(
            24,
            head,
            cards,
            Note.inset(Feather.INFO, texts.get("welcome.note")),
            Ui.spacer(),
            foot);
    column.setPadding(new Insets(70, 64, 32, 64));
    return column;
  }

  /// Decoration, and the promise in two lines.
  private static StackPane panel(Texts texts) {
    var orbits = new Pane();
    double x = PANEL / 2;
    double y = 300;
    double[] radii = {112, 174, 236, 312};
    double[] strengths = {.45, .28, .16, .09};
    for (int i = 0; i < radii.length; i++) {
      var orbit = Ui.styled(new Circle(x, y, radii[i]), "brand-orbit");
      orbit.setOpacity(strengths[i]);
      orbit.setStrokeWidth(1.5);
      orbits.getChildren().add(orbit);
    }
    orbits
        .getChildren()
        .addAll(
            new Circle(x + 88, y + 69.5, 6, Color.WHITE),
            new Circle(x - 151, y + 87, 9, Color.web("#a9dfee")),
            new Circle(x + 150.5, y - 87, 14, Color.web("#ffe3b0")));
    var mark = Logo.mark(176);
    mark.setLayoutX(x - 88);
    mark.setLayoutY(y - 94);
    orbits.getChildren().add(mark);
    orbits.setMouseTransparent(true);
    var words =
        Ui.column(
            14,
            Ui.paragraph(texts.get("welcome.promise"), "t-display"),
            Ui.paragraph(texts.get("welcome.promise.body"), "t-lead", "brand-text"));
    words.setMaxWidth(360);
    words.setAlignment(Pos.BOTTOM_LEFT);
    var panel = Ui.styled(new StackPane(orbits, words), "brand-panel");
    StackPane.setAlignment(words, Pos.BOTTOM_LEFT);
    StackPane.setMargin(words, new Insets(0, 48, 56, 48));
    panel.setMinWidth(PANEL);
    panel.setMaxWidth(PANEL);
    var clip = new Rectangle();
    clip.widthProperty().bind(panel.widthProperty());
    clip.heightProperty().bind(panel.heightProperty());
    panel.setClip(clip);
    return panel;
  }
}
