package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.UiContext;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// Puts new secrets in the place of all that open a vault, for when somebody may know them, perhaps because a device was stolen: a new passphrase, then the one until now and a place
/// for the new kit, then its words.
public final class NewSecretsWizard implements Wizard, KitStep.Source {
  /// How it ended.
  public enum End {
    /// Nothing was begun, or it was given up before anything changed.
    LEFT,
    /// Either the secrets until now open the vault, or the new ones do.
    UNSURE,
    /// They are replaced; whether the words of the new kit can be read is not known.
    UNCONFIRMED,
    CONFIRMED
  }

  private final UiContext ui;
  private final Vault vault;
  private final Optional<DeviceInfo> stolen;
  private final Consumer<End> ended;
  private final StepState state = new StepState();
  private final PassphraseModel passphrase;
  private final NewKitModel model;
  private final List<WizardStep> steps;
  private boolean confirmed;

  /// @param stolen a device that is removed in the same step
  /// @param guesses of as long as the vault is open
  /// @param ended called when the last step is done
  public NewSecretsWizard(
      UiContext ui,
      Vault vault,
      VaultInfo info,
      Optional<DeviceInfo> stolen,
      Guesses guesses,
      Consumer<End> ended) {
    this.ui = ui;
    this.vault = vault;
    this.stolen = stolen;
    this.ended = ended;
    this.passphrase = new PassphraseModel(ui, () -> List.of(info.name(), info.device()));
    this.model =
        new NewKitModel(ui, vault, info, state, guesses, NewKitModel.Kind.SECRETS, this::maker);
    this.steps =
        List.of(
            new PassphraseStep(ui, passphrase, PassphraseStep.Purpose.REPLACE),
            new NewKitStep(ui, model, NewKitStep.Purpose.SECRETS),
            new KitStep(ui, this, KitStep.Purpose.NEXT));
  }

  private NewKitAttempt.Maker maker() {
    return new Replacing(
        ui.secrets().passphrase(passphrase.passphraseProperty().get()), stolen.map(DeviceInfo::id));
  }

  /// One try, with the new passphrase, which it wipes.
  private final class Replacing implements NewKitAttempt.Maker {
    private final Passphrase next;
    private final Optional<String> device;

    Replacing(Passphrase next, Optional<String> device) {
      this.next = next;
      this.device = device;
    }

    @Override
    public RecoveryKey make(Unlock unlock, Vault.KeyKeeper keeper)
        throws TidelockException, InterruptedException {
      return vault.replaceSecrets(unlock, next, device, keeper);
    }

    @Override
    public void close() {
      next.close();
    }
  }

  @Override
  public String title() {
    return stolen
        .map(device -> ui.texts().get("secrets.wizard.stolen", device.name()))
        .orElseGet(() -> ui.texts().get("secrets.wizard"));
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
    if (step == steps.size() - 1) {
      return ui.texts().get("secrets.remark.after");
    }
    return stolen
        .map(device -> ui.texts().get("secrets.remark.stolen", device.name()))
        .orElseGet(() -> ui.texts().get("secrets.remark.before"));
  }

  @Override
  public void finish() {
    abandon();
    ended.accept(end());
  }

  @Override
  public void abandon() {
    passphrase.forget();
    model.close();
  }

  @Override
  public boolean stoppable() {
    return model.stoppable();
  }

  @Override
  public boolean stop() {
    return model.stop();
  }

  @Override
  public Leaving leaving() {
    return model.saved() ? Leaving.SECRETS_SAVED : Leaving.SECRETS;
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
    if (model.replaced()) {
      return End.UNCONFIRMED;
    }
    return model.saved() ? End.UNSURE : End.LEFT;
  }

  @Override
  public ReadOnlyObjectProperty<@Nullable KitModel> kitProperty() {
    return model.kitProperty();
  }

  @Override
  public void confirmKit(Runnable next) {
    NewKitWizard.confirm(
        ui,
        vault,
        state,
        () -> {
          confirmed = true;
          next.run();
        });
  }
}
