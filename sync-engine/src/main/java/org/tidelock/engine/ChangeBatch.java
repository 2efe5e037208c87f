package org.tidelock.engine;

import java.time.Instant;

/// What one device changed within a minute, as [Vault#undo] undoes it. Files, links and folders are counted, each in all of the ways in which it was changed.
///
/// @param id stays the same as long as the batch does
/// @param from when the first change was recorded, by the device's clock
/// @param to when the last one was
/// @param added new, or there again
/// @param folder the vault path of the folder that all of it is in, or was
public record ChangeBatch(
    String id,
    String device,
    boolean thisDevice,
    Instant from,
    Instant to,
    long added,
    long changed,
    long moved,
    long deleted,
    String folder) {}
