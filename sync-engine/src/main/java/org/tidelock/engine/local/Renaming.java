package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/// Renaming onto nothing but a free name, or onto another spelling of the name it has.
record Renaming(SystemCalls calls, FileLook look) {
  private static final int SPARE_NAMES = 100;

  void move(Path from, Path to) throws IOException {
    try {
      moveToFree(from, to);
    } catch (FileAlreadyExistsException e) {
      if (!isSpelling(from, to)) throw e;
      respell(from, to);
    }
  }

  private void moveToFree(Path from, Path to) throws IOException {
    if (calls.moveToFree(from, to)) return;
    // RACE: something may appear at `to` between this look and the rename, which would replace it.
    // Only on file systems without a rename that
    // refuses to (some network mounts). Worst outcome: that new thing is lost.
    if (isThere(to)) throw new FileAlreadyExistsException(to.toString());
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean isThere(Path path) throws IOException {
    try {
      look.at(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Whether `to` can only be there because this file system takes it for the name `from`: it is no entry of the folder itself. File numbers are no
  /// help: some file systems give each spelling its own.
  private static boolean isSpelling(Path from, Path to) throws IOException {
    return Objects.equals(from.getParent(), to.getParent())
        && folded(from).equals(folded(to))
        && !isEntry(to);
  }

  private static String folded(Path path) {
    String name = Normalizer.normalize(String.valueOf(path.getFileName()), Normalizer.Form.NFC);
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isEntry(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.resolveSibling(""))) {
      for (Path entry : entries)
        if (Objects.equals(entry.getFileName(), path.getFileName())) return true;
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// By way of a third name, as a rename onto itself does nothing on some systems. A crash in between leaves a rename that the next scan sees as the
  /// user's.
  private void respell(Path from, Path to) throws IOException {
    Path spare = spare(to);
    moveToFree(from, spare);
    try {
      moveToFree(spare, to);
    } catch (IOException e) {
      moveToFree(spare, from);
      throw e;
    }
  }

  private Path spare(Path beside) throws IOException {
    for (int i : IntStream.range(0, SPARE_NAMES).toArray()) {
      Path spare = beside.resolveSibling("tidelock-renaming-" + i);
      if (!isThere(spare)) return spare;
    }
    throw new FileAlreadyExistsException(beside.resolveSibling("tidelock-renaming").toString());
  }
}
