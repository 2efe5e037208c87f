package org.tidelock.app.kit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The file of a recovery kit, taken before there is a key to put into it. Closed without a kit it is taken back.
public final class KitPlace implements AutoCloseable {
  private final Path file;
  private boolean filled;

  private KitPlace(Path file) {
    this.file = file;
  }

  /// Makes a blank file that only its owner may read, so that a place that cannot be written is known before there is a key to lose.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException rather than replacing anything
  public static KitPlace reserve(Path file) throws IOException {
    RecoveryKits.reserve(file);
    return new KitPlace(file);
  }

  public Path file() {
    return file;
  }

  /// Returns when the disk has it.
  public void fill(KitContent kit, PaperSize paper, Locale language) throws IOException {
    RecoveryKits.fill(file, kit, paper, language);
    filled = true;
  }

  /// Half a kit is none.
  @Override
  public void close() {
    if (filled) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(KitPlace.class.getName())
          .log(Level.WARNING, "a file without a recovery kit stays", e);
    }
  }
}
