package org.tidelock.crypto;

/// What a person unlocks a vault with: a [Passphrase] or a [RecoveryKey].
public sealed interface OwnerSecret permits Passphrase, RecoveryKey {}
