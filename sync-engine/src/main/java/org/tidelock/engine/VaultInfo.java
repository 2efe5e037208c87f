package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;

/// What a profile's vault is and where it lies. `storage` is a URL without secrets, `storageKind` a word for people ("Folder").
public record VaultInfo(
    String id,
    String name,
    String device,
    Path folder,
    String storage,
    String storageKind,
    Instant since,
    boolean recoveryKitConfirmed) {}
