package org.tidelock.app.cli;

import org.tidelock.engine.Vault;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Shows six words that are equal on two devices which have seen the same. Compare them by telephone, not through the storage.")
final class FingerprintCommand extends VaultCommand {
  FingerprintCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) {
    String words = vault.fingerprint();
    document(Json.object().put("fingerprint", words));
    print(words);
    return 0;
  }
}
