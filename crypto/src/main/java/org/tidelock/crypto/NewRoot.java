package org.tidelock.crypto;

/// A vault under a new root secret, with the recovery key that opens it.
///
/// @param change in it the entry comes last: nothing counts before that is stored, and everything does after it
public record NewRoot(RecoveryKey key, OwnerChange change) {}
