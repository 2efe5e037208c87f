package org.tidelock.engine.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.index.Database;

/// A directory of this computer. Files are replaced by writing a new one and renaming it.
public record SystemHome(Path path) implements Home {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  @Override
  public Optional<Home.Lock> lock() throws IOException {
    return HomeLock.take(path);
  }

  @Override
  public boolean has(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(path.resolve(name));
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Path temporary = path.resolve(name + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, privateFile());
    try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) out.write(buffer);
      out.force(true);
    }
    Files.move(
        temporary,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    flushNames();
  }

  private static FileAttribute<?>[] privateFile() {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// After a power cut the new name must be there, too: what follows in the storage relies on it.
  private void flushNames() throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix"))
      return; // NTFS does it by itself
    try (FileChannel names = FileChannel.open(path, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }

  @Override
  public void putAside(String name) throws IOException {
    Path file = path.resolve(name);
    if (Files.exists(file))
      Files.move(file, path.resolve(name + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public Database index(Database.Access access) {
    return Database.open(path.resolve("index.db"), access);
  }
}
