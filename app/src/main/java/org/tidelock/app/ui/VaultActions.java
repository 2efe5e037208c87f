package org.tidelock.app.ui;

import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.State;
import org.tidelock.engine.Vault;

/// What a person can do to the open vault from more than one place. Works away from the JavaFX thread; what does not work is said
/// in the corner.
public final class VaultActions {
  private final UiContext ui;
  private final Vault vault;
  private final VaultModel model;
  private final Layer layer;

  VaultActions(UiContext ui, Vault vault, VaultModel model, Layer layer) {
    this.ui = ui;
    this.vault = vault;
    this.model = model;
    this.layer = layer;
  }

  public void syncNow() {
    run(vault::sync);
  }

  public boolean paused() {
    return model.status().state() == State.PAUSED;
  }

  public void togglePause() {
    boolean resume = paused();
    run(
        () -> {
          if (resume) {
            vault.resume();
          } else {
            vault.pause(Optional.empty());
          }
          return resume;
        });
  }

  public void openFolder() {
    ui.files().open(model.info().folder());
  }

  @SuppressWarnings("UnnecessaryMethodReference") // of any kind to one of objects
  private void run(TaskRunner.Work<?> work) {
    ui.tasks().<Object>run(work::call, _ -> {}, this::say);
  }

  private void say(Exception failure) {
    layer.toast(Feather.ALERT_TRIANGLE, Tone.WARNING, ui.problem(failure).sentence());
  }
}
