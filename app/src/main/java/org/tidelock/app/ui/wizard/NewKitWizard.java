package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// Puts a new recovery kit in the place of another, in two steps, while the vault goes on.
public final class NewKitWizard implements Wizard, KitStep.Source {
  /// How it ended.
  public enum End {
    /// Nothing was begun.
    LEFT,
    /// It was given up before the new kit was saved.
    STOPPED,
    /// The new kit is saved, and whether its words can be read is not known.
    UNCONFIRMED,
    CONFIRMED
  }

  private final UiContext ui;
  private final Vault vault;
  private final Consumer<End> ended;
  private final StepState state = new StepState();
  private final NewKitModel model;
  private final List<WizardStep> steps;
  private boolean stopped;
  private boolean confirmed;

  /// @param guesses of as long as the vault is open, so that coming here anew is no way around a wait
  /// @param ended called when the last step is done
  public NewKitWizard(
      UiContext ui, Vault vault, VaultInfo info, Guesses guesses, Consumer<End> ended) {
    this.ui = ui;
    this.vault = vault;
    this.ended = ended;
    this.model = new NewKitModel(ui, vault, info, state, guesses);
    this.steps =
        List.of(
            new NewKitStep(ui, model, NewKitStep.Purpose.KIT),
            new KitStep(ui, this, KitStep.Purpose.NEXT));
  }

  @Override
  public String title() {
    return ui.texts().get("newKit.wizard");
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
    return ui.texts().get(step == 0 ? "newKit.remark.before" : "newKit.remark.after");
  }

  @Override
  public void finish() {
    model.close();
    ended.accept(end());
  }

  @Override
  public void abandon() {
    model.close();
  }

  @Override
  public boolean stoppable() {
    return model.stoppable();
  }

  @Override
  public boolean stop() {
    stopped = model.stop();
    return stopped;
  }

  @Override
  public Leaving leaving() {
    return model.saved() ? Leaving.KIT_SAVED : Leaving.KIT;
  }

  /// None: the vault was there before.
  @Override
  public Optional<Vault> made() {
    return Optional.empty();
  }

  /// How it has ended so far.
  public End end() {
    if (confirmed) {
      return End.CONFIRMED;
    }
    // A saved kit may be the one that opens the vault, whatever else was begun or stopped.
    if (model.saved()) {
      return End.UNCONFIRMED;
    }
    return stopped ? End.STOPPED : End.LEFT;
  }

  public NewKitModel model() {
    return model;
  }

  @Override
  public ReadOnlyObjectProperty<@Nullable KitModel> kitProperty() {
    return model.kitProperty();
  }

  @Override
  public void confirmKit(Runnable next) {
    confirm(
        ui,
        vault,
        state,
        () -> {
          confirmed = true;
          next.run();
        });
  }

  /// Notes in the vault that three words of its kit were right.
  static void confirm(UiContext ui, Vault vault, StepState state, Runnable next) {
    state.working(ui.texts().get("newKit.confirming"));
    ui.tasks()
        .<Boolean>run(
            () -> {
              vault.confirmRecoveryKit();
              return true;
            },
            _ -> {
              state.done();
              next.run();
            },
            failure -> state.failed(ui.problem(failure)));
  }
}
