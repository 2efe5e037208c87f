package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tidelock.engine.Vault;

/// A wizard as its view needs it.
public interface Wizard {
  String title();

  List<WizardStep> steps();

  StepState state();

  /// What the foot of the rail says at a step.
  String remark(int step);

  /// The last step's Continue was chosen.
  void finish();

  /// Setup was left: nothing secret is kept.
  void abandon();

  /// Whether the work under way can be given up without leaving half of something behind.
  boolean stoppable();

  /// Gives up the work under way, if any.
  ///
  /// @return false if it has gone too far meanwhile
  default boolean stop() {
    return stoppable();
  }

  /// After [#abandon]: completes when what could not be given up has come to its end. On any thread.
  default CompletableFuture<?> over() {
    return CompletableFuture.completedFuture(true);
  }

  /// What is asked before it is left.
  default Leaving leaving() {
    return made().isEmpty() ? Leaving.SETUP : Leaving.MADE;
  }

  /// The vault that this wizard has made or joined so far.
  Optional<Vault> made();
}
