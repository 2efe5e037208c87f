package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.tidelock.crypto.RecoveryKey;

/// Writes recovery kits into files.
@FunctionalInterface
public interface RecoveryKitWriter {
  /// Takes the place before there is a key to put there.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException rather than replacing anything
  Place reserve(Path target) throws IOException;

  /// Both at once.
  default void write(Path target, Kit kit) throws IOException {
    try (Place place = reserve(target)) {
      place.fill(kit);
    }
  }

  /// A file that is there, and blank. Closed without a kit it is taken away again.
  interface Place extends AutoCloseable {
    /// Its name may have got an ending.
    Path file();

    /// Returns when the disk has it.
    void fill(Kit kit) throws IOException;

    @Override
    void close();
  }

  /// @param storage where the vault is, without secrets
  /// @param language of the sheet
  record Kit(String vaultName, String storage, Instant created, Locale language, RecoveryKey key) {}
}
