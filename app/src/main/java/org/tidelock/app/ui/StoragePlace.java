package org.tidelock.app.ui;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Where a person's own programs show what a vault is stored in: a folder, or a server's page. Nothing of the address but the server goes to the browser.
public sealed interface StoragePlace {
  record Folder(Path path) implements StoragePlace {}

  record Page(URI address) implements StoragePlace {}

  /// @param storage its address
  static Optional<StoragePlace> of(String storage) {
    if (storage.startsWith("file:")) {
      return Optional.of(new Folder(Path.of(StorageName.of(storage))));
    }
    if (storage.startsWith("onedrive:")) {
      return Optional.of(new Page(URI.create("https://onedrive.live.com/")));
    }
    return server(storage).map(Page::new);
  }

  private static Optional<URI> server(String storage) {
    var scheme = storage.substring(0, Math.max(0, storage.indexOf(':'))).toLowerCase(Locale.ROOT);
    if (!scheme.endsWith("+https")) {
      return Optional.empty();
    }
    try {
      var address = new URI(storage);
      return address.getHost() == null
          ? Optional.empty()
          : Optional.of(
              new URI("https", null, address.getHost(), address.getPort(), "/", null, null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
