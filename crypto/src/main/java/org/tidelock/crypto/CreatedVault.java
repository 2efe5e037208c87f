package org.tidelock.crypto;

import java.util.List;

/// A vault that exists in memory only, until its objects are stored **in their order**: slots, envelopes, the first members entry, and the header last.
/// A storage without the header is no vault yet, so a creation that was interrupted is started afresh and leaves only objects that nobody can
/// mistake for a vault.
public record CreatedVault(
    VaultHeader header,
    DeviceKeys device,
    VaultKeys keys,
    RecoveryKey recoveryKey,
    Members members,
    List<VaultObject> objects) {}
