package org.tidelock.engine;

import java.time.Instant;

/// A version of a file. `id` is what `restore --version` takes. `recorded` is the author's clock when the version was made.
public record FileVersion(
    String id, Instant recorded, Instant modified, String device, long size, boolean current) {}
