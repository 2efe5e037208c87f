package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = "Lists the versions of a file, newest first: id, time, size, device.")
final class HistoryCommand extends VaultCommand {
  @Parameters(paramLabel = "PATH", description = "A file of the vault.")
  String path = "";

  HistoryCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException {
    String file = VaultPaths.of(path, vault, context());
    List<FileVersion> versions = vault.history(file);
    document(Json.object().put("path", file).list("versions", versions, FileViews::json));
    versions.forEach(version -> print(FileViews.line(version, context().clock().getZone())));
    return 0;
  }
}
