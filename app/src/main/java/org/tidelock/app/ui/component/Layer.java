package org.tidelock.app.ui.component;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Shows one dialog above some content and gives the focus back afterwards; shows toasts in the corner.
/// While a dialog is open the content is disabled, so that neither Tab nor a screen reader can reach it.
public final class Layer extends StackPane {
  private final StackPane content = new StackPane();
  private final StackPane scrim = Ui.styled(new StackPane(), "scrim");
  private @Nullable Node opener;

  public Layer() {
    getChildren().add(content);
    scrim.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            dialog().ifPresent(dialog -> dialog.safe().fire());
          }
        });
  }

  public void content(Node node) {
    close();
    content.getChildren().setAll(node);
  }

  public Optional<DialogCard> dialog() {
    return getChildren().contains(scrim)
            && scrim.getChildren().getFirst() instanceof DialogCard card
        ? Optional.of(card)
        : Optional.empty();
  }

  public void open(DialogCard dialog) {
    close();
    opener = getScene() == null ? null : getScene().getFocusOwner();
    scrim.getChildren().setAll(dialog);
    getChildren().add(scrim);
    content.setDisable(true);
    content.setOpacity(1);
    dialog.safe().requestFocus();
  }

  public void close() {
    if (getChildren().remove(scrim)) {
      content.setDisable(false);
      if (opener != null) {
        opener.requestFocus();
      }
      opener = null;
    }
  }

  /// Says something for six seconds, longer while the mouse rests on it.
  public void toast(Feather icon, Tone tone, String words) {
    var toast = new HBox(Icons.of(icon, 18, tone), Ui.grow(new Label(words)));
    toast.getStyleClass().add("toast");
    toast.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    toast.setPrefWidth(320);
    toast.setAccessibleRole(javafx.scene.AccessibleRole.TEXT);
    toast.setAccessibleText(words);
    setAlignment(toast, Pos.BOTTOM_RIGHT);
    setMargin(toast, new Insets(24));
    getChildren().add(toast);
    var time = new PauseTransition(Duration.seconds(6));
    time.setOnFinished(_ -> getChildren().remove(toast));
    toast
        .hoverProperty()
        .addListener(
            (_, _, hover) -> {
              if (hover) {
                time.pause();
              } else {
                time.play();
              }
            });
    time.play();
  }
}
