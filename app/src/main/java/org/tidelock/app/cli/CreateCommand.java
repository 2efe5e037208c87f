package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Creates a vault in an empty storage, and makes this profile its first device.")
final class CreateCommand extends Command {
  @Mixin final SetUpOptions setUp = new SetUpOptions();
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The vault's name; the storage does not see it.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--recovery-kit",
      paramLabel = "FILE",
      description = "Save the recovery kit here: a .pdf or a .txt.")
  Optional<Path> recoveryKit = Optional.empty();

  @Mixin final NewPassphrase newPassphrase = new NewPassphrase();

  CreateCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    Vaults vaults = context().vaults().get();
    EmptyProfile.require(vaults, home());
    if (passphrase.byRecoveryKey()) {
      throw Problems.usage(
          "A new vault makes its own recovery key.",
          "Leave --recovery-key and --recovery-key-file out.");
    }
    vaults = setUp.server.reaching(setUp.storage, vaults, context());
    Path folder = setUp.folder(context());
    FolderCautions cautions = setUp.cautions(vaults, this);
    Secrets secrets = new Secrets(context(), passphrase);
    char[] chosen = secrets.chosen(newPassphrase.file);
    KitFile kit = null;
    try {
      newPassphrase.refuseGuessable(
          chosen,
          List.of(
              vaultName(folder), setUp.deviceName(context()), System.getProperty("user.name", "")));
      kit =
          recoveryKit.isPresent()
              ? KitFile.reserve(recoveryKit.get(), List.of(folder), setUp.storage, context())
              : null;
      CreatedVault created = create(vaults, folder, chosen);
      try (Vault vault = created.vault();
          RecoveryKey key = created.recoveryKey()) {
        if (kit != null) {
          kit.fill(vault, key, context());
        }
        report(vault, created, kit, cautions);
        if (secrets.typed()) {
          KitQuiz.ask(vault, key, context());
        }
      }
      return 0;
    } finally {
      Arrays.fill(chosen, '\0');
      if (kit != null) {
        kit.cancel();
      }
    }
  }

  private CreatedVault create(Vaults vaults, Path folder, char[] chosen)
      throws TidelockException, InterruptedException {
    try (Passphrase secret = Secrets.wrap(chosen)) {
      return vaults.create(
          new CreateRequest(
              home(),
              setUp.storage,
              folder,
              vaultName(folder),
              setUp.deviceName(context()),
              secret,
              setUp.keepUnlocked));
    }
  }

  private String vaultName(Path folder) {
    return name.filter(n -> !n.isBlank())
        .orElseGet(
            () -> folder.getFileName() == null ? "Personal" : folder.getFileName().toString());
  }

  private void report(
      Vault vault, CreatedVault created, @Nullable KitFile kit, FolderCautions cautions) {
    NewDevice device = NewDevice.of(vault, setUp, cautions);
    document(device.json().put("recoveryKit", Optional.ofNullable(kit).map(KitFile::file)));
    device.lines("Created", this::say);
    if (kit != null) {
      say(
          "Recovery kit: "
              + Words.shown(kit.file().toString())
              + "; print it, and keep it away from this computer");
      return;
    }
    showWords(created.recoveryKey().words());
  }

  /// Once, and only to a person's eyes: never into a file, a pipe or the JSON document.
  private void showWords(List<String> words) {
    var terminal = context().terminal();
    boolean onErr = common.json;
    if (onErr ? terminal.errIsTerminal() : terminal.outIsTerminal()) {
      var out = onErr ? terminal.err() : terminal.out();
      out.println(
          "Recovery words, shown this once. Write them down and keep them away from this computer:");
      KitFile.rows(words).forEach(out::println);
      out.println(
          "If you forget the passphrase and lose your computers, they are the only way back. Whoever has them can read your files.");
    } else {
      terminal
          .err()
          .println(
              "There is no recovery kit yet, and the words are not shown as this is no terminal. Make one: tidelock recovery-kit FILE.pdf");
    }
  }
}
