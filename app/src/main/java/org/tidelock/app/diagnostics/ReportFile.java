package org.tidelock.app.diagnostics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// The file of a report: a new one, which only its owner may read.
public final class ReportFile {
  private ReportFile() {}

  public static boolean isName(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /// Nothing is left if it fails.
  ///
  /// @return how many bytes it has
  /// @throws FileAlreadyExistsException rather than replacing anything
  public static long save(Report report, Path file) throws IOException {
    byte[] bytes = report.zip();
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    SeekableByteChannel made =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner(folder));
    // Only from here on it is ours to delete.
    try (SeekableByteChannel channel = made) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) channel.write(rest);
    } catch (IOException e) {
      delete(file, e);
      throw e;
    }
    return bytes.length;
  }

  private static void delete(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static FileAttribute<?>[] owner(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
