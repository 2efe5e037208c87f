package org.tidelock.crypto;

/// A fresh recovery key, and what makes it count in place of the old ones, in two changes: between them both open the vault, so that there is a time
/// to try the new one and to write it down.
///
/// @param add lists the new key beside the old ones
/// @param replace takes the old ones off the list; to be stored only when the key of the first was seen to open the vault and is kept somewhere
/// @param withdraw takes the new one off the list instead; to be stored only if the first was
public record NewRecoveryKey(
    RecoveryKey key, OwnerChange add, OwnerChange replace, OwnerChange withdraw) {}
