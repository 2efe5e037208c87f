package org.tidelock.app.ui;

import java.net.URI;
import java.nio.file.Path;
import org.tidelock.engine.VaultInfo;

/// Where a vault is stored, as people write it: a folder's path, else the address.
public final class StorageName {
  private StorageName() {}

  public static String of(VaultInfo info) {
    return of(info.storage());
  }

  public static String of(String url) {
    if (!url.startsWith("file:")) {
      return url;
    }
    try {
      return Path.of(URI.create(url)).toString();
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      return url;
    }
  }
}
