package org.tidelock.crypto;

import java.util.SortedSet;

/// An epoch as a verified entry created it: the commitments prove its key and the content key, the recipients hold them. Devices that were
/// given it later are among the recipients.
public record EpochEntry(
    EpochId id,
    int number,
    Hash256 commitment,
    Hash256 contentCommitment,
    SortedSet<DeviceId> recipients) {}
