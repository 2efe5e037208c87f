package org.tidelock.crypto;

import java.util.List;

/// What an owner action wants done to the storage.
///
/// @param write to be stored in this order; a new slot is to be read back and opened before the next is written
/// @param delete names to be deleted after everything was stored
public record OwnerChange(List<VaultObject> write, List<String> delete) {}
