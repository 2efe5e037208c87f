package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import org.tidelock.app.ui.MirrorModel;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vault;

/// Chooses a place for a second copy of an open vault, in one step. It is done once the place is taken; copying goes on behind the pages.
public final class SecondCopyWizard implements Wizard {
  private final UiContext ui;
  private final MirrorModel mirror;
  private final Runnable ended;
  private final StepState state = new StepState();
  private final StorageModel storage;
  private final List<WizardStep> steps;

  /// Whoever has left hears of nothing any more.
  private boolean left;

  /// @param ended called when the place is taken
  public SecondCopyWizard(UiContext ui, MirrorModel mirror, Runnable ended) {
    this.ui = ui;
    this.mirror = mirror;
    this.ended = ended;
    this.storage = StorageModel.elsewhere(ui);
    this.steps = List.of(new StorageStep(ui, storage, StorageStep.Purpose.COPY, this::takePlace));
  }

  private void takePlace(Runnable next) {
    state.working(ui.texts().get("copy.taking"));
    mirror.begin(
        storage.url().orElseThrow(),
        storage.vaults().reaching(),
        () -> {
          if (!left) {
            state.done();
            next.run();
          }
        },
        state::failed);
  }

  @Override
  public String title() {
    return ui.texts().get("copy.wizard");
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
    return ui.texts().get("copy.remark");
  }

  @Override
  public void finish() {
    storage.forget();
    ended.run();
  }

  @Override
  public void abandon() {
    left = true;
    storage.forget();
  }

  @Override
  public boolean stoppable() {
    return true;
  }

  @Override
  public boolean stop() {
    mirror.cancel();
    return true;
  }

  @Override
  public Leaving leaving() {
    return Leaving.COPY;
  }

  /// None: the vault was there before.
  @Override
  public Optional<Vault> made() {
    return Optional.empty();
  }
}
