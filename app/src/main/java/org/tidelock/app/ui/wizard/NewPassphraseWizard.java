package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.phrase.Safe;

/// A new passphrase in the place of another, in two steps; the kit stays.
public final class NewPassphraseWizard implements Wizard {
  /// How it ended.
  public enum End {
    /// The passphrase until now opens the vault.
    LEFT,
    /// It was stopped while it was done: either may open the vault.
    UNSURE,
    CHANGED
  }

  private final UiContext ui;
  private final Vault vault;
  private final Consumer<End> ended;
  private final StepState state = new StepState();
  private final PassphraseModel passphrase;
  private final OwnerInput owner;
  private final List<WizardStep> steps;
  private TaskRunner.@Nullable Handle running;
  private End end = End.LEFT;

  /// @param guesses of as long as the vault is open
  /// @param ended called when the last step is done
  public NewPassphraseWizard(
      UiContext ui, Vault vault, VaultInfo info, Guesses guesses, Consumer<End> ended) {
    this.ui = ui;
    this.vault = vault;
    this.ended = ended;
    this.passphrase = new PassphraseModel(ui, () -> List.of(info.name(), info.device()));
    this.owner = new OwnerInput(ui, guesses);
    this.steps =
        List.of(
            new PassphraseStep(ui, passphrase, PassphraseStep.Purpose.CHANGE),
            new OwnerStep(ui, owner, this::change));
  }

  private void change(Runnable next) {
    owner.take().ifPresent(unlock -> change(unlock, next));
  }

  private void change(Unlock unlock, Runnable next) {
    state.working(ui.texts().get("newPassphrase.changing"));
    var chosen = ui.secrets().passphrase(passphrase.passphraseProperty().get());
    running =
        ui.tasks()
            .<Boolean>run(
                () -> {
                  try (unlock;
                      chosen) {
                    vault.changePassphrase(unlock, chosen);
                  }
                  return true;
                },
                _ -> {
                  running = null;
                  end = End.CHANGED;
                  state.done();
                  next.run();
                },
                this::failed);
  }

  private void failed(Exception failure) {
    running = null;
    var problem = ui.problem(failure);
    if (OwnerInput.isRefusal(problem)) {
      state.done();
      owner.refuse();
    } else {
      // Nobody knows which one counts, unless it is said.
      if (!isUnchanged(failure)) {
        end = End.UNSURE;
      }
      state.failed(problem);
    }
  }

  private static boolean isUnchanged(Exception failure) {
    return failure instanceof TidelockException known
        && (known.safe().phrase() == Safe.OLD_SECRETS_OPEN
            || known.safe().phrase() == Safe.NOTHING_CHANGED);
  }

  @Override
  public String title() {
    return ui.texts().get("newPassphrase.wizard");
  }

  @Override
  public List<WizardStep> steps() {
    return steps;
  }

  @Override
  public StepState state() {
    return state;
  }

  @Override
  public String remark(int step) {
    return ui.texts().get("newPassphrase.remark");
  }

  @Override
  public void finish() {
    abandon();
    ended.accept(end);
  }

  @Override
  public void abandon() {
    passphrase.forget();
    owner.forget();
  }

  @Override
  public boolean stoppable() {
    return true;
  }

  @Override
  public boolean stop() {
    if (running != null) {
      running.cancel();
      running = null;
      end = End.UNSURE;
    }
    return true;
  }

  @Override
  public Leaving leaving() {
    return running == null && end != End.UNSURE ? Leaving.PASSPHRASE : Leaving.CHANGING;
  }

  /// None: the vault was there before.
  @Override
  public Optional<Vault> made() {
    return Optional.empty();
  }

  /// How it has ended so far.
  public End end() {
    return end;
  }
}
