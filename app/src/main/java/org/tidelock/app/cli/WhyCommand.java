package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Said;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = "Explains why a path is, or is not, synced, as a chain of facts.")
final class WhyCommand extends VaultCommand {
  @Parameters(paramLabel = "PATH", description = "A path of the vault or of its folder.")
  String path = "";

  WhyCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException {
    String asked = VaultPaths.of(path, vault, context());
    List<String> facts = vault.why(asked).stream().map(Said::english).toList();
    document(Json.object().put("path", asked).strings("facts", facts));
    facts.forEach(fact -> print(Words.shown(fact)));
    return 0;
  }
}
