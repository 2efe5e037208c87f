package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.tidelock.crypto.RecoveryKey;

/// Writes the recovery kit as a PDF.
@FunctionalInterface
public interface RecoveryKitWriter {
  void writePdf(Path target, Kit kit) throws IOException;

  /// @param storage where the vault is, without secrets
  record Kit(
      String vaultName, String fingerprint, String storage, Instant created, RecoveryKey key) {}
}
