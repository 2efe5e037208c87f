package org.tidelock.app.ui.wizard;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import org.tidelock.app.ui.component.StepRail;

/// One step of a wizard: nodes over a view model, and what Continue does.
public interface WizardStep {
  StepRail.Step rail();

  String title();

  String sentence();

  Node view();

  ObservableBooleanValue ready();

  String continueText();

  /// Does the step's work, perhaps elsewhere and later, and calls `next` when the wizard may go on.
  void proceed(Runnable next);

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
