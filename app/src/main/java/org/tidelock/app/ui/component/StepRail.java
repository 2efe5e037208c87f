package org.tidelock.app.ui.component;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The steps of the wizard. Done steps may be chosen to go back.
public final class StepRail extends VBox {
  public record Step(String name, String hint) {}

  /// Says a step to a screen reader: "Step 3 of 5, Passphrase, current".
  @FunctionalInterface
  public interface Speech {
    String of(int step, String name, State state);
  }

  public enum State {
    DONE,
    CURRENT,
    TO_DO
  }

  private final List<Step> steps;
  private final Speech speech;
  private final IntConsumer goBack;

  public StepRail(List<Step> steps, Speech speech, IntConsumer goBack) {
    this.steps = List.copyOf(steps);
    this.speech = speech;
    this.goBack = goBack;
    setFillWidth(true);
  }

  /// @param backAllowed whether done steps may be returned to
  public void show(int current, boolean backAllowed) {
    getChildren().clear();
    for (int i = 0; i < steps.size(); i++) {
      var state = i < current ? State.DONE : i == current ? State.CURRENT : State.TO_DO;
      getChildren().add(step(i, state, backAllowed));
    }
  }

  private HBox step(int index, State state, boolean backAllowed) {
    var step = steps.get(index);
    var circle = new Label(state == State.DONE ? "" : String.valueOf(index + 1));
    circle.getStyleClass().add("step-circle");
    if (state == State.DONE) {
      circle.setGraphic(Icons.of(Feather.CHECK, 14, Tone.ACCENT));
    }
    var rail = new VBox(circle);
    rail.setAlignment(Pos.TOP_CENTER);
    if (index < steps.size() - 1) {
      var connector = Ui.styled(new Region(), "step-connector");
      connector.setMinHeight(32);
      connector.setMaxHeight(32);
      if (state == State.DONE) {
        connector.getStyleClass().add("done");
      }
      VBox.setMargin(connector, new Insets(6, 0, 6, 0));
      rail.getChildren().add(connector);
    }
    var button =
        new Button(
            null,
            Ui.column(
                2,
                Ui.label(step.name(), "step-name"),
                Ui.label(step.hint(), "t-caption", "fg-subtle")));
    button
        .getStyleClass()
        .addAll(
            "step", state == State.DONE ? "done" : state == State.CURRENT ? "current" : "to-do");
    button.setDisable(state != State.DONE || !backAllowed);
    button.setOnAction(_ -> goBack.accept(index));
    button.setAccessibleText(speech.of(index, step.name(), state));
    button.setAlignment(Pos.TOP_LEFT);
    var row = new HBox(12, rail, button);
    row.getStyleClass()
        .addAll(
            "step", state == State.DONE ? "done" : state == State.CURRENT ? "current" : "to-do");
    row.setMinHeight(index < steps.size() - 1 ? 68 : 40);
    return row;
  }
}
