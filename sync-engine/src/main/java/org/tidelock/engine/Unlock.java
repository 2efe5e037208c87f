package org.tidelock.engine;

import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;

/// What opens a vault for an owner action, or a locked profile.
public sealed interface Unlock {
  /// The passphrase of the vault, or of this device's locked profile.
  record ByPassphrase(Passphrase passphrase) implements Unlock {}

  /// The 24 words of the recovery kit. They open the vault, not a locked profile.
  record ByRecoveryKey(RecoveryKey key) implements Unlock {}
}
