package org.tidelock.app.ui.devices;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.Unlock;

/// Lets in a new device that shows a code: what was typed, who asks, and how far it is. A model without nodes, for the JavaFX thread.
final class AdmissionModel {
  /// Letters and digits of a code.
  static final int LENGTH = 27;

  /// What was typed so far.
  enum Typed {
    NOTHING,
    PART,
    NO_CODE,
    CODE
  }

  /// How far it is.
  sealed interface State {
    /// The code is typed.
    record Typing() implements State {}

    /// The new device is looked for.
    record Looking() implements State {}

    /// Two people compare the words, or one at two screens.
    record Comparing(Applicant who) implements State {}

    /// The words are the same; the owner is asked.
    record Asking(Applicant who) implements State {}

    record Adding(Applicant who) implements State {}

    /// A device of the vault.
    record Done(Applicant who) implements State {}
  }

  private final PageContext context;
  private final OwnerInput owner;
  private final StringProperty code = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Typing());
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;
  private TaskRunner.@Nullable Handle running;

  AdmissionModel(PageContext context) {
    this.context = context;
    this.owner = new OwnerInput(context.ui(), context.actions().guesses());
    this.ready = Bindings.createBooleanBinding(this::isReady, state, code, owner.ready());
    code.addListener((_, _, _) -> problem.set(Optional.empty()));
  }

  private boolean isReady() {
    return switch (state.get()) {
      case State.Typing() -> typed() == Typed.CODE;
      case State.Comparing(_) -> true;
      case State.Asking(_) -> owner.ready().get();
      case State.Looking(), State.Adding(_), State.Done(_) -> false;
    };
  }

  StringProperty codeProperty() {
    return code;
  }

  OwnerInput owner() {
    return owner;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// What did not work, and would be said beside no field.
  ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// Whether it can be gone on.
  BooleanBinding ready() {
    return ready;
  }

  Typed typed() {
    var text = code.get();
    if (context.ui().secrets().isPairingCode(text)) {
      return Typed.CODE;
    }
    long digits = digits();
    if (digits == 0) {
      return text.isBlank() ? Typed.NOTHING : Typed.NO_CODE;
    }
    return digits < LENGTH && text.matches("[0-9A-TV-Za-tv-z\\s\u00a0-]*")
        ? Typed.PART
        : Typed.NO_CODE;
  }

  /// How many letters and digits there are.
  long digits() {
    return code.get().chars().filter(Character::isLetterOrDigit).count();
  }

  /// Looks for the device that shows the code.
  void find() {
    var asked = code.get();
    go(new State.Looking());
    running =
        context
            .ui()
            .tasks()
            .<Applicant>run(
                () -> context.vault().applicant(asked),
                found -> go(new State.Comparing(found)),
                failure -> {
                  go(new State.Typing());
                  problem.set(Optional.of(context.problem(failure)));
                });
  }

  /// The words are the same.
  void same(Applicant who) {
    go(new State.Asking(who));
  }

  /// They are not, or the person goes back: begins with another code.
  void again() {
    code.set("");
    go(new State.Typing());
  }

  void admit(Applicant who) {
    owner.take().ifPresent(unlock -> admit(who, unlock));
  }

  private void admit(Applicant who, Unlock unlock) {
    go(new State.Adding(who));
    running =
        context
            .ui()
            .tasks()
            .<String>run(
                () -> {
                  try (unlock) {
                    return context.vault().admit(who, unlock);
                  }
                },
                _ -> go(new State.Done(who)),
                failure -> failed(who, context.problem(failure)));
  }

  private void failed(Applicant who, Problem what) {
    go(new State.Asking(who));
    if (OwnerInput.isRefusal(what)) {
      owner.refuse();
    } else {
      problem.set(Optional.of(what));
    }
  }

  private void go(State next) {
    running = null;
    problem.set(Optional.empty());
    state.set(next);
  }

  /// Nobody looks any more: nothing secret is kept, and nothing goes on unseen.
  ///
  /// @return whether the device was being added, so that nobody knows whether it is
  boolean close() {
    boolean isUnsure = state.get() instanceof State.Adding;
    if (running != null) {
      running.cancel();
      running = null;
    }
    code.set("");
    owner.forget();
    return isUnsure;
  }
}
