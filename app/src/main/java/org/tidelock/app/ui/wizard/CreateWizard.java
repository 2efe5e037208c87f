package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.RecoveryKitWriter;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Vault;

/// Creates a vault in five steps. The vault comes into being when the passphrase is settled, because only then there is a recovery
/// key to show; files are sent after the last step.
public final class CreateWizard implements Wizard, KitStep.Source {
  private static final int KIT_STEP = 3;

  private final UiContext ui;
  private final Consumer<Vault> created;
  private final StepState state = new StepState();
  private final StorageModel storage;
  private final FolderModel folder;
  private final PassphraseModel passphrase;
  private final ReadOnlyObjectWrapper<@Nullable KitModel> kit = new ReadOnlyObjectWrapper<>();
  private final List<WizardStep> steps;
  private @Nullable Vault vault;
  private String fingerprint = "";

  public CreateWizard(UiContext ui, Consumer<Vault> created) {
    this.ui = ui;
    this.created = created;
    this.storage = new StorageModel(ui, ui.places().vaultFolder());
    this.folder = new FolderModel(ui, storage::url);
    this.passphrase =
        new PassphraseModel(
            ui, () -> List.of(folder.vaultNameProperty().get(), folder.computerProperty().get()));
    this.steps =
        List.of(
            new StorageStep(ui, storage, StorageStep.Purpose.CREATE),
            new FolderStep(ui, folder, FolderStep.Purpose.CREATE, Runnable::run),
            new PassphraseStep(ui, passphrase, this::create),
            new KitStep(ui, this, KitStep.Purpose.FIRST),
            new CreatedStep(ui, this));
  }

  @Override
  public String title() {
    return ui.texts().get("wizard.new");
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
    return ui.texts().get(step < KIT_STEP ? "wizard.remark.before" : "wizard.remark.after");
  }

  @Override
  public void finish() {
    abandon();
    made().ifPresent(created);
  }

  @Override
  public void abandon() {
    passphrase.forget();
    storage.forget();
    var shown = kit.get();
    if (shown != null) {
      shown.kit().key().close();
      kit.set(null);
    }
  }

  public StorageModel storage() {
    return storage;
  }

  public FolderModel folder() {
    return folder;
  }

  public PassphraseModel passphrase() {
    return passphrase;
  }

  /// Present from the fourth step on.
  @Override
  public ReadOnlyObjectProperty<@Nullable KitModel> kitProperty() {
    return kit.getReadOnlyProperty();
  }

  @Override
  public boolean stoppable() {
    return false;
  }

  @Override
  public Optional<Vault> made() {
    return Optional.ofNullable(vault);
  }

  /// Of the vault that was made.
  String fingerprint() {
    return fingerprint;
  }

  /// Notes in the vault that its kit was confirmed; if that does not work, the issue stays open and asks again.
  @Override
  public void confirmKit(Runnable next) {
    made()
        .ifPresent(
            open ->
                ui.tasks()
                    .<Boolean>run(
                        () -> {
                          open.confirmRecoveryKit();
                          return true;
                        },
                        _ -> {},
                        failure -> ui.problem(failure)));
    next.run();
  }

  /// Makes the vault; on success the kit is there and `next` is called.
  void create(Runnable next) {
    state.working(ui.texts().get("wizard.creating"));
    var request =
        new CreateRequest(
            ui.home(),
            storage.url().orElseThrow(),
            folder.folderProperty().get(),
            folder.vaultNameProperty().get().strip(),
            folder.computerProperty().get().strip(),
            ui.secrets().passphrase(passphrase.passphraseProperty().get()),
            passphrase.keepUnlockedProperty().get() ? KeepUnlocked.FILE : KeepUnlocked.NO);
    var reaching = storage.vaults();
    ui.tasks()
        .<Made>run(
            () -> {
              try (var _ = request.passphrase()) {
                var created = reaching.create(request);
                return new Made(created, created.vault().fingerprint());
              }
            },
            made -> {
              vault = made.created().vault();
              fingerprint = made.fingerprint();
              kit.set(kitOf(made.created()));
              state.done();
              next.run();
            },
            failure -> state.failed(ui.problem(failure)));
  }

  /// What is asked of the new vault away from the JavaFX thread.
  private record Made(CreatedVault created, String fingerprint) {}

  private KitModel kitOf(CreatedVault made) {
    var info = made.vault().info();
    var content =
        new RecoveryKitWriter.Kit(
            info.name(),
            info.storage(),
            ui.clock().instant(),
            ui.texts().locale(),
            made.recoveryKey());
    return new KitModel(ui, content, info.folder());
  }
}
