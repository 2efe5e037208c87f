package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;

/// One orbit, one sentence about what is here, one about what to do, at most one button.
public final class EmptyState extends VBox {
  public EmptyState(Feather icon, String title, String sentence, Button... button) {
    super(12);
    setAlignment(Pos.CENTER);
    var heading = Ui.label(title, "t-sub");
    var text = Ui.paragraph(sentence, "t-small", "fg-muted");
    text.setTextAlignment(TextAlignment.CENTER);
    text.setAlignment(Pos.CENTER);
    text.setMaxWidth(320);
    getChildren().addAll(orbit(icon), new VBox(5, center(heading), center(text)));
    getChildren().addAll(button);
    setMinHeight(USE_PREF_SIZE);
    setPadding(new javafx.geometry.Insets(20));
  }

  private static StackPane center(javafx.scene.Node node) {
    return new StackPane(node);
  }

  private static StackPane orbit(Feather icon) {
    var ring = Ui.styled(new Circle(32, 32, 30), "empty-ring");
    var bead = Ui.styled(new Circle(57.5, 16.5, 4.5), "empty-bead");
    var drawing = new Pane(ring, bead);
    drawing.setMinSize(64, 64);
    drawing.setMaxSize(64, 64);
    return new StackPane(drawing, Icons.of(icon, 24));
  }
}
