package org.tidelock.engine;

import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;

/// What opens a vault for an owner action, or a locked profile.
public sealed interface Unlock extends AutoCloseable {
  /// The passphrase of the vault, or of this device's locked profile.
  record ByPassphrase(Passphrase passphrase) implements Unlock {
    @Override
    public void close() {
      passphrase.close();
    }
  }

  /// The 24 words of the recovery kit. They open the vault; a locked profile with the help of its storage.
  record ByRecoveryKey(RecoveryKey key) implements Unlock {
    @Override
    public void close() {
      key.close();
    }
  }

  /// Wipes the secret.
  @Override
  void close();
}
