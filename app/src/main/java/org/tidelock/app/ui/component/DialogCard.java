package org.tidelock.app.ui.component;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A question in the middle of the window. The first button is the safe one: it has the focus, and Escape means it unless it is told
/// otherwise.
public final class DialogCard extends VBox {
  private final Button safe;
  private Runnable escape;
  private Runnable closed = () -> {};

  public DialogCard(
      Feather icon,
      Tone tone,
      String title,
      String text,
      Node body,
      Button safe,
      Button... others) {
    this.safe = safe;
    this.escape = safe::fire;
    getStyleClass().add("dialog-card");
    setMaxSize(520, USE_PREF_SIZE);
    setPrefWidth(520);
    var words =
        Ui.grow(Ui.column(4, Ui.paragraph(title, "t-dialog"), Ui.paragraph(text, "fg-muted")));
    var footer = new HBox(8, Ui.spacer());
    footer.getChildren().addAll(others);
    footer.getChildren().add(safe);
    getChildren().addAll(new HBox(16, new Tile(icon, 44, tone), words), body, footer);
    Ui.show(
        body,
        !(body instanceof Region region && region.getChildrenUnmodifiable().isEmpty())
            || body.isFocusTraversable());
    setAccessibleRole(AccessibleRole.DIALOG);
    setAccessibleText(title);
  }

  public Button safe() {
    return safe;
  }

  public DialogCard onEscape(Runnable action) {
    escape = action;
    return this;
  }

  /// What is done once it is gone, whoever has closed it: the place to end what it has begun, and to forget what was typed.
  public DialogCard onClosed(Runnable action) {
    closed = action;
    return this;
  }

  void closed() {
    closed.run();
  }

  void escape() {
    escape.run();
  }
}
