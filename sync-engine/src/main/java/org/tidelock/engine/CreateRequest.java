package org.tidelock.engine;

import java.nio.file.Path;
import org.tidelock.crypto.Passphrase;

/// A new vault. `home` is the profile directory, `storage` a storage URL, `folder` the folder to keep in sync (made if absent).
public record CreateRequest(
    Path home,
    String storage,
    Path folder,
    String name,
    String device,
    Passphrase passphrase,
    KeepUnlocked keepUnlocked)
    implements SetUpRequest {}
