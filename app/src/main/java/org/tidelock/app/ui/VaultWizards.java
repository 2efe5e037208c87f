package org.tidelock.app.ui;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.wizard.NewKitWizard;
import org.tidelock.app.ui.wizard.NewPassphraseWizard;
import org.tidelock.app.ui.wizard.NewSecretsWizard;
import org.tidelock.app.ui.wizard.SecondCopyWizard;
import org.tidelock.app.ui.wizard.Wizard;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// The wizards of an open vault, and what is said when they end. Each takes the whole window until then.
final class VaultWizards {
  private final UiContext ui;
  private final Layer layer;
  private final BiConsumer<Wizard, Runnable> show;

  /// @param show a wizard in the window, with what follows when it was left
  VaultWizards(UiContext ui, Layer layer, BiConsumer<Wizard, Runnable> show) {
    this.ui = ui;
    this.layer = layer;
    this.show = show;
  }

  /// @param back to where the person came from
  void newKit(Vault vault, VaultInfo info, Guesses guesses, Runnable back) {
    var wizard =
        new NewKitWizard(
            ui,
            vault,
            info,
            guesses,
            end -> {
              back.run();
              say(end);
            });
    show.accept(
        wizard,
        () -> {
          back.run();
          say(wizard.end());
        });
  }

  void newPassphrase(Vault vault, VaultInfo info, Guesses guesses, Runnable back) {
    var wizard =
        new NewPassphraseWizard(
            ui,
            vault,
            info,
            guesses,
            end -> {
              back.run();
              say(end);
            });
    show.accept(
        wizard,
        () -> {
          back.run();
          say(wizard.end());
        });
  }

  /// @param stolen a device that is removed in the same step
  void newSecrets(
      Vault vault, VaultInfo info, Optional<DeviceInfo> stolen, Guesses guesses, Runnable back) {
    var wizard =
        new NewSecretsWizard(
            ui,
            vault,
            info,
            stolen,
            guesses,
            end -> {
              back.run();
              say(end);
            });
    show.accept(
        wizard,
        () -> {
          back.run();
          say(wizard.end());
        });
  }

  void secondCopy(MirrorModel mirror, Runnable back) {
    show.accept(new SecondCopyWizard(ui, mirror, back), back);
  }

  private void say(NewKitWizard.End end) {
    switch (end) {
      case LEFT -> {}
      case STOPPED -> tell("newKit.stopped");
      case UNCONFIRMED -> warn("newKit.later");
      case CONFIRMED -> praise("newKit.confirmed");
    }
  }

  private void say(NewPassphraseWizard.End end) {
    switch (end) {
      case LEFT -> {}
      case UNSURE -> warn("newPassphrase.unsure");
      case CHANGED -> praise("newPassphrase.changed");
    }
  }

  private void say(NewSecretsWizard.End end) {
    switch (end) {
      case LEFT -> {}
      case UNSURE -> warn("secrets.unsure");
      case UNCONFIRMED -> warn("secrets.later");
      case CONFIRMED -> praise("secrets.confirmed");
    }
  }

  private void tell(String key) {
    layer.toast(Feather.INFO, Tone.NEUTRAL, ui.texts().get(key));
  }

  private void warn(String key) {
    layer.toast(Feather.ALERT_TRIANGLE, Tone.WARNING, ui.texts().get(key));
  }

  private void praise(String key) {
    layer.toast(Feather.CHECK, Tone.SUCCESS, ui.texts().get(key));
  }
}
