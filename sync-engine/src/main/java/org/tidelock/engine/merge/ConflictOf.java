package org.tidelock.engine.merge;

import java.time.Instant;
import org.tidelock.crypto.WriterId;

/// Why an entry does not have the name its node asks for: another entry of the folder keeps `name`.
///
/// @param author who made this version (or this node, if two nodes want one name)
/// @param made when, by the author's clock
public record ConflictOf(String name, WriterId author, Instant made) {}
