package org.tidelock.crypto;

/// What daily work needs of a vault: its keys, and the members that vouch for them.
public record OpenedVault(VaultKeys keys, Members members) {}
