package org.tidelock.app.ui.component;

import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Shows one dialog above some content and gives the focus back afterwards; shows toasts in the corner.
/// While a dialog is open the content is disabled, so that neither Tab nor a screen reader can reach it.
public final class Layer extends StackPane {
  private final StackPane content = new StackPane();
  private final StackPane scrim = Ui.styled(new StackPane(), "scrim");
  private final PauseTransition time = new PauseTransition(Duration.seconds(6));
  private final ObservableValue<Boolean> seen =
      sceneProperty().flatMap(Scene::windowProperty).flatMap(Window::showingProperty).orElse(false);
  private HBox toast = new HBox();
  private @Nullable Node opener;

  public Layer() {
    content.getStyleClass().add("layer-content");
    getChildren().add(content);
    scrim.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            dialog().ifPresent(DialogCard::escape);
          }
        });
    seen.addListener((_, _, _) -> count());
    time.setOnFinished(_ -> endToast());
  }

  public void content(Node node) {
    close();
    content.getChildren().setAll(node);
  }

  public Optional<DialogCard> dialog() {
    return scrim.getChildren().stream().map(DialogCard.class::cast).findFirst();
  }

  public void open(DialogCard dialog) {
    close();
    opener = getScene() == null ? null : getScene().getFocusOwner();
    scrim.getChildren().setAll(dialog);
    getChildren().add(scrim);
    content.setDisable(true);
    dialog.safe().requestFocus();
  }

  public void close() {
    var dialog = dialog();
    if (getChildren().remove(scrim)) {
      scrim.getChildren().clear(); // nor may what was typed there stay in memory
      content.setDisable(false);
      if (opener != null) {
        opener.requestFocus();
      }
      opener = null;
      dialog.ifPresent(DialogCard::closed);
    }
  }

  /// Says something for six seconds, longer while the mouse rests on it, the focus is in it, or nobody sees the window. A new toast takes the place of an
  /// older one.
  ///
  /// @param action what can be done about it, such as "Undo"
  public void toast(Feather icon, Tone tone, String words, Button... action) {
    getChildren().remove(toast);
    time.stop();
    var text = Ui.grow(Ui.paragraph(words));
    toast = Ui.styled(new HBox(Icons.of(icon, 18, tone), text), "toast");
    for (var button : action) {
      button.addEventHandler(ActionEvent.ACTION, _ -> endToast());
      toast.getChildren().add(button);
    }
    toast.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    toast.setPrefWidth(action.length == 0 ? 320 : 380);
    toast.setAccessibleRole(AccessibleRole.TEXT);
    toast.setAccessibleText(words);
    setAlignment(toast, Pos.BOTTOM_RIGHT);
    setMargin(toast, new Insets(24));
    getChildren().add(toast);
    ChangeListener<Boolean> hold = (_, _, _) -> count();
    toast.hoverProperty().addListener(hold);
    toast.focusWithinProperty().addListener(hold);
    count();
  }

  /// A clock that runs would keep a window that is gone.
  private void count() {
    if (toast.getParent() != null
        && seen.getValue()
        && !toast.isHover()
        && !toast.isFocusWithin()) {
      time.play();
    } else {
      time.pause();
    }
  }

  /// Whether the time of a toast runs.
  public boolean isCounting() {
    return time.getStatus() == Animation.Status.RUNNING;
  }

  private void endToast() {
    time.stop();
    getChildren().remove(toast);
  }
}
