package org.tidelock.app.cli;

import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;

@CommandLine.Command(description = "Ends a pause.")
final class ResumeCommand extends VaultCommand {
  ResumeCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException {
    vault.resume();
    document(Json.object().put("paused", false));
    say("Syncing goes on");
    return 0;
  }
}
