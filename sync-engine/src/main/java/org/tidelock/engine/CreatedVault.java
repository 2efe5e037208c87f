package org.tidelock.engine;

import org.tidelock.crypto.RecoveryKey;

/// A vault that was just created. The recovery key is shown or saved now, or never: it is kept nowhere.
public record CreatedVault(Vault vault, RecoveryKey recoveryKey) {}
