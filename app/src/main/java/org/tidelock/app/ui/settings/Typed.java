package org.tidelock.app.ui.settings;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is typed in one field, what it means, and why it means nothing. A model without nodes, for the JavaFX thread.
final class Typed<T> {
  /// What reading a text came to: a value, or the key of the words that say what is wrong.
  sealed interface Reading<T> {
    record Good<T>(T value) implements Reading<T> {}

    record Wrong<T>(String reason) implements Reading<T> {}
  }

  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper wrong = new ReadOnlyStringWrapper("");
  private final Function<String, Reading<T>> read;
  private Optional<T> value = Optional.empty();
  private boolean filling;

  /// @param read never fails
  /// @param changed called when somebody has typed something else, good or not
  Typed(Function<String, Reading<T>> read, Runnable changed) {
    this.read = read;
    text.addListener(
        (_, _, _) -> {
          judge();
          if (!filling) {
            changed.run();
          }
        });
  }

  private void judge() {
    switch (read.apply(text.get())) {
      case Reading.Good<T>(T good) -> {
        value = Optional.of(good);
        wrong.set("");
      }
      case Reading.Wrong<T>(String reason) -> {
        value = Optional.empty();
        wrong.set(reason);
      }
    }
  }

  StringProperty textProperty() {
    return text;
  }

  /// Key of what is wrong, or empty.
  ReadOnlyStringProperty wrongProperty() {
    return wrong.getReadOnlyProperty();
  }

  /// What is typed, if it is good.
  Optional<T> value() {
    return value;
  }

  /// Good by itself, but not together with another one.
  void refuse(String reason) {
    wrong.set(reason);
  }

  /// The other one has changed.
  void judgeAnew() {
    judge();
  }

  /// Puts a text in that nobody has typed.
  void fill(String words) {
    filling = true;
    text.set(words);
    filling = false;
    judge();
  }
}
