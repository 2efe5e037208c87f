package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vault;

/// Joins a vault in six steps: storage, unlocking, folder, a look at its devices or a code for one of them, what of it is to be here, done.
public final class JoinWizard implements Wizard {
  private final UiContext ui;
  private final Consumer<Vault> joined;
  private final StepState state = new StepState();
  private final JoinModel model;
  private final List<WizardStep> steps;

  public JoinWizard(UiContext ui, Consumer<Vault> joined) {
    this.ui = ui;
    this.joined = joined;
    var storage = new StorageModel(ui, ui.places().vaultFolder());
    var folder = new FolderModel(ui, storage::url);
    this.model = new JoinModel(ui, storage, folder, state);
    this.steps =
        List.of(
            new StorageStep(ui, storage, StorageStep.Purpose.JOIN),
            new JoinUnlockStep(ui, model),
            new FolderStep(ui, folder, FolderStep.Purpose.JOIN, model::begin),
            new EitherStep(
                () -> model.wayProperty().get() == JoinWay.DEVICE,
                new CodeStep(ui, model.pairing()),
                new DevicesStep(ui, model)),
            new BringStep(ui, model),
            new JoinedStep(ui, model));
  }

  @Override
  public String title() {
    return ui.texts().get("wizard.join");
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
    return ui.texts().get(step < 4 ? "join.remark.before" : "join.remark.after");
  }

  @Override
  public void finish() {
    made().ifPresent(joined);
  }

  @Override
  public void abandon() {
    model.abandon();
  }

  /// From the yes on, the vault may list this computer, and the profile be made.
  @Override
  public boolean stoppable() {
    return !model.isJoining();
  }

  @Override
  public Leaving leaving() {
    return model.pairing().codeProperty().get().isPresent()
        ? Leaving.LET_IN
        : Wizard.super.leaving();
  }

  @Override
  public CompletableFuture<?> over() {
    return model.over();
  }

  @Override
  public Optional<Vault> made() {
    return model.vault();
  }

  public JoinModel model() {
    return model;
  }
}
