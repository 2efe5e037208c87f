package org.tidelock.engine.storage;

import java.security.SecureRandom;

/// How a storage is used.
///
/// @param secret opens it, instead of that of the access; the storage may exchange it from time to time
/// @param owner a word by which the storage knows again what this profile has left unfinished: letters and digits, or empty
/// @param bandwidth of the line to it
public record Terms(
    RotatingSecret secret, String owner, SecureRandom random, Bandwidth bandwidth) {}
