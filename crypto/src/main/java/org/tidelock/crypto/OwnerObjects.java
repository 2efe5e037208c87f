package org.tidelock.crypto;

import java.util.Collection;

/// What an owner action needs from the storage: all of `slots/`, the `-root` objects of `envelopes/` (others are ignored), all of `members/`.
public record OwnerObjects(
    Collection<VaultObject> slots,
    Collection<VaultObject> envelopes,
    Collection<VaultObject> members) {}
