package org.tidelock.app.ui.wizard;

import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.Problem;

/// What all steps of one wizard share: work under way, and a problem that belongs to no single field.
public final class StepState {
  private final StringProperty busy = new SimpleStringProperty("");
  private final ObjectProperty<Optional<Problem>> problem =
      new SimpleObjectProperty<>(Optional.empty());

  private final IntegerProperty wanted = new SimpleIntegerProperty(-1);

  /// The step to which something found out later sends the person, or -1.
  public IntegerProperty wantedProperty() {
    return wanted;
  }

  void send(int step) {
    wanted.set(step);
    wanted.set(-1);
  }

  /// What is being done, or empty.
  public StringProperty busyProperty() {
    return busy;
  }

  public ObjectProperty<Optional<Problem>> problemProperty() {
    return problem;
  }

  void working(String words) {
    problem.set(Optional.empty());
    busy.set(words);
  }

  void failed(Problem what) {
    busy.set("");
    problem.set(Optional.of(what));
  }

  void done() {
    busy.set("");
    problem.set(Optional.empty());
  }
}
