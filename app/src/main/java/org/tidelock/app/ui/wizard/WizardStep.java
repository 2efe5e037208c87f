package org.tidelock.app.ui.wizard;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;

/// One step of a wizard: nodes over a view model, and what Continue does.
public interface WizardStep {
  /// What a step says, as keys of texts.
  ///
  /// @param name what the list of steps calls it, with `hint` below
  /// @param goOn what is on the button that goes on
  record Words(String name, String hint, String title, String sentence, String goOn) {}

  Words words();

  Node view();

  default ObservableBooleanValue ready() {
    return new SimpleBooleanProperty(true);
  }

  /// Does the step's work, perhaps elsewhere and later, and calls `next` when the wizard may go on.
  default void proceed(Runnable next) {
    next.run();
  }

  /// Hands the step a way to go on without its work, for steps that offer "Do this later".
  default void later(Runnable next) {}

  /// The step is on the screen: puts the focus on its first field.
  default void shown() {}

  /// Another step, or no wizard any more.
  default void hidden() {}

  /// Whether the person may still go back or leave from here. Once a vault exists that would only hide it.
  default boolean canGoBack() {
    return true;
  }

  /// Whether something was entered that leaving would lose.
  default boolean dirty() {
    return false;
  }
}
