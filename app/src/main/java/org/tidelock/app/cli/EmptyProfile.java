package org.tidelock.app.cli;

import java.nio.file.Path;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;

/// A profile is one device of one vault.
final class EmptyProfile {
  private EmptyProfile() {}

  static void require(Vaults vaults, Path home) throws TidelockException {
    if (vaults.state(home) != Vaults.ProfileState.EMPTY) {
      throw new TidelockException(
          ErrorCode.USAGE,
          "This profile already has a vault: " + Words.shown(home.toString()) + ".",
          "Nothing was changed.",
          "For another vault choose another profile with --home.");
    }
  }
}
