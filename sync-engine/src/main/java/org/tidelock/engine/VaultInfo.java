package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;

/// What a profile's vault is and where it lies. `storage` is a URL without secrets.
public record VaultInfo(
    String id,
    String name,
    String device,
    Path folder,
    String storage,
    StorageKind storageKind,
    Instant since,
    boolean recoveryKitConfirmed) {
  /// What kind of storage it is.
  public enum StorageKind {
    FOLDER,
    SERVER
  }
}
