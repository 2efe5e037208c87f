package org.tidelock.engine;

import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;

/// What opens a vault for an owner action, or a locked profile.
public sealed interface Unlock {
  record ByPassphrase(Passphrase passphrase) implements Unlock {}

  record ByRecoveryKey(RecoveryKey key) implements Unlock {}
}
