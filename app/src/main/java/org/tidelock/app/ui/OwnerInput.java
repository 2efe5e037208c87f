package org.tidelock.app.ui;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Unlock;

/// What is typed before something is done that only the vault's owner may do, even while the vault is open: the passphrase, or the words of the kit. Wrong
/// passphrases are counted for as long as the vault is open, so that coming back is no way around a wait.
public final class OwnerInput {
  private final UiContext ui;
  private final Guesses guesses;
  private final UnlockInput input;
  private final BooleanBinding ready;

  public OwnerInput(UiContext ui, Guesses guesses) {
    this.ui = ui;
    this.guesses = guesses;
    this.input = new UnlockInput(ui);
    this.ready =
        Bindings.createBooleanBinding(
            () -> !guesses.waitingProperty().get() && input.filled().get(),
            guesses.waitingProperty(),
            input.filled());
  }

  public UnlockInput input() {
    return input;
  }

  /// Whether there is something to try, and it may be tried now.
  public BooleanBinding ready() {
    return ready;
  }

  /// As [UnlockInput#take].
  public Optional<Unlock> take() {
    return input.take();
  }

  /// Whether what went wrong is that what was typed does not open the vault.
  public static boolean isRefusal(Problem problem) {
    return problem.code() == ErrorCode.AUTH;
  }

  /// Says that what was typed does not open the vault.
  public void refuse() {
    input.problemProperty().set(wrong());
  }

  /// A kit cannot be guessed, so that its tries are not counted.
  private String wrong() {
    return input.byKitProperty().get() ? ui.texts().get("unlock.wrong.kit") : guesses.another();
  }

  public void forget() {
    input.forget();
  }
}
