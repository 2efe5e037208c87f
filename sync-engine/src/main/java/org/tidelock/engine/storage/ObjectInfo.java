package org.tidelock.engine.storage;

import java.time.Instant;

/// An object as the storage lists it. `modified` is the storage's clock: shown, never believed.
public record ObjectInfo(ObjectName name, long size, Instant modified) {}
