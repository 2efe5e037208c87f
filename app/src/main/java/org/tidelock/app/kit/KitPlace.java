package org.tidelock.app.kit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;

/// The file of a recovery kit, taken before there is a key to put into it. Closed without a kit it is taken back.
public final class KitPlace implements AutoCloseable {
  /// Returns when the disk has what a folder's files are called.
  interface Forcing {
    void names(Path folder) throws IOException;
  }

  private final Path file;
  private final Forcing forcing;
  private boolean filled;

  private KitPlace(Path file, Forcing forcing) {
    this.file = file;
    this.forcing = forcing;
  }

  /// Makes a blank file that only its owner may read, so that a place that cannot be written is known before there is a key to lose.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException rather than replacing anything
  public static KitPlace reserve(Path file) throws IOException {
    return reserve(file, KitPlace::forceNames);
  }

  static KitPlace reserve(Path file, Forcing forcing) throws IOException {
    RecoveryKits.reserve(file);
    return new KitPlace(file, forcing);
  }

  /// Does nothing where a folder cannot be opened: Windows has no such call, and who may only write into a folder cannot ask.
  static void forceNames(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }

  public Path file() {
    return file;
  }

  /// Returns when the disk has it, and its name.
  public void fill(KitContent kit, PaperSize paper, Locale language) throws IOException {
    RecoveryKits.fill(file, kit, paper, language);
    forcing.names(Objects.requireNonNull(file.toAbsolutePath().getParent()));
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
