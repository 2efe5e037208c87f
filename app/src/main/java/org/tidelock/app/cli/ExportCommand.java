package org.tidelock.app.cli;

import java.nio.file.Path;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vaults;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(description = "Decrypts a whole vault into a folder, without joining it.")
final class ExportCommand extends Command {
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();

  @Option(
      names = "--storage",
      required = true,
      paramLabel = "URL",
      description =
          "Where the vault is: file:///dir, webdav+https://user@host/path, sftp://user@host/path, s3://bucket/prefix or onedrive:/Folder")
  String storage = "";

  @Mixin final StorageOptions server = new StorageOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "An empty folder, or one to be made.")
  Path to = Path.of("");

  ExportCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    Path target = context().directory().resolve(to).normalize();
    LocalFiles.requireEmpty(target);
    Vaults vaults = server.reaching(storage, context().vaults().get(), context());
    RestoreReport report;
    try (Unlock given = new Secrets(context(), passphrase).unlock();
        ProgressLine progress = ProgressLine.of(this)) {
      report = vaults.export(storage, given, target, progress);
    }
    document(RestoreCommand.json(report));
    say(
        "Exported: "
            + Words.filesAndSize(report.files(), report.bytes())
            + " to "
            + Words.shown(target.toString()));
    return 0;
  }
}
