package org.tidelock.crypto;

/// A fresh recovery key, and what makes it count in place of the old ones.
public record NewRecoveryKey(RecoveryKey key, OwnerChange change) {}
