package org.tidelock.app.ui;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Issue;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.State;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.Vault;

/// What a person can do to the open vault from more than one place. Works away from the JavaFX thread; what does not work is said
/// in the corner.
public final class VaultActions {
  private final UiContext ui;
  private final Vault vault;
  private final VaultModel model;
  private final Layer layer;
  private final AppShell.Owner owner;
  private final MirrorModel mirror;
  private final CheckModel checks;
  private int restoring;
  private Consumer<? super RestoreReport> restored = _ -> {};

  VaultActions(UiContext ui, Vault vault, VaultModel model, Layer layer, AppShell.Owner owner) {
    this.ui = ui;
    this.vault = vault;
    this.model = model;
    this.layer = layer;
    this.owner = owner;
    this.mirror = new MirrorModel(vault, ui.tasks(), ui::problem);
    this.checks = new CheckModel(vault, ui);
  }

  public void syncNow() {
    run(vault::sync);
  }

  /// Says whether what waits is meant.
  public void answer(String hold, boolean approve) {
    run(() -> vault.answer(hold, approve));
  }

  /// Says which sides of a conflict stay, on all devices.
  public void settle(String path, OpenConflict.Keep keep) {
    ui.tasks()
        .<Object>run(
            () -> vault.settle(path, keep),
            _ -> layer.toast(Feather.CHECK, Tone.SUCCESS, ui.texts().get("conflict.done")),
            this::say);
  }

  /// Brings something back. While that is under way the program does not end without a question.
  public void restore(
      TaskRunner.Work<RestoreReport> work,
      Consumer<? super RestoreReport> done,
      Consumer<? super Exception> failed) {
    restoring++;
    ui.tasks()
        .<RestoreReport>run(
            work,
            report -> {
              restoring--;
              done.accept(report);
              restored.accept(report);
            },
            failure -> {
              restoring--;
              failed.accept(failure);
            });
  }

  /// @param listener hears of each restore that has ended, whichever page asked for it
  void onRestored(Consumer<? super RestoreReport> listener) {
    restored = listener;
  }

  /// Whether anything is being brought back, whichever page is shown.
  boolean isRestoring() {
    return restoring > 0;
  }

  /// On all devices; says that it begins, and how much it was.
  public void undo(UndoRequest request) {
    var done = request instanceof UndoRequest.Lost ? "undo.lost.done" : "undo.done";
    layer.toast(Feather.ROTATE_CCW, Tone.NEUTRAL, ui.texts().get("undo.running"));
    ui.tasks()
        .<UndoReport>run(
            () -> vault.undo(request),
            report ->
                layer.toast(
                    Feather.ROTATE_CCW, Tone.SUCCESS, ui.texts().get(done, report.undone())),
            this::say);
  }

  public boolean paused() {
    return model.status().state() == State.PAUSED;
  }

  /// @param time for how long; empty until it is resumed
  public void pause(Optional<Duration> time) {
    run(
        () -> {
          vault.pause(time);
          return time;
        });
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

  /// Asks for a new secret of the storage, or whether its server is still the right one; or shows the page of its provider.
  public void signIn() {
    signIn(SignInDoor.ofVault(ui, vault), vault.issues(), this::syncNow);
  }

  /// The same for the storage of the second copy.
  ///
  /// @param storage its address
  public void signInToCopy(String storage) {
    signIn(SignInDoor.ofCopy(storage, mirror), List.of(), () -> {});
  }

  private void signIn(SignInDoor door, List<Issue> issues, Runnable then) {
    if (door.needs(ui) == StorageNeeds.SIGN_IN) {
      new ProviderSignIn(ui, door, layer, then).open();
    } else {
      new StorageSignIn(ui, door, issues, layer, then).open();
    }
  }

  /// Tries the storage out.
  ///
  /// @return ends it
  public TaskRunner.Handle testStorage(
      Consumer<? super StorageReport> done, Consumer<? super Exception> failed) {
    return ui.tasks().<StorageReport>run(vault::testStorage, done, failed);
  }

  /// Takes the whole window until it is done or given up.
  public void newRecoveryKit() {
    owner.newRecoveryKit();
  }

  /// Takes the whole window until it is done or given up.
  public void newPassphrase() {
    owner.newPassphrase();
  }

  /// Takes the whole window until it is done or given up.
  ///
  /// @param stolen a device that is removed in the same step
  public void newSecrets(Optional<DeviceInfo> stolen) {
    owner.newSecrets(stolen);
  }

  /// Counts wrong passphrases for as long as the vault is open.
  public Guesses guesses() {
    return owner.guesses();
  }

  /// The second copy, whichever page is shown.
  public MirrorModel mirror() {
    return mirror;
  }

  /// Checks of the vault, whichever page is shown.
  public CheckModel checks() {
    return checks;
  }

  /// The vault lies elsewhere now: all that was said of it is said anew.
  public void reopen() {
    owner.reopen();
  }

  /// Takes the whole window until there is one or it is given up.
  public void addSecondCopy() {
    owner.addSecondCopy();
  }

  @SuppressWarnings("UnnecessaryMethodReference") // of any kind to one of objects
  private void run(TaskRunner.Work<?> work) {
    ui.tasks().<Object>run(work::call, _ -> {}, this::say);
  }

  private void say(Exception failure) {
    layer.toast(Feather.ALERT_TRIANGLE, Tone.WARNING, ui.problem(failure).sentence());
  }
}
