package org.tidelock.app.desktop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Held by the one process of a profile that listens, from before it makes the socket until after it has removed it: of two that start at once
/// one must not remove the other's socket. The system lets go of it when a process dies. The file stays, as removing it would be a race again.
final class InstanceLock implements AutoCloseable {
  /// The profiles that this process holds. A process that closes a file gives up all its locks on it, however it opened it: so the file of a lock
  /// that is held is not even opened a second time.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel file;

  private InstanceLock(Path home, FileChannel file) {
    this.home = home;
    this.file = file;
  }

  /// The lock, or nothing if somebody has it. Makes no profile directory.
  static Optional<InstanceLock> take(Path home) throws IOException {
    Path real = home.toRealPath();
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      Optional<FileChannel> file = lock(real.resolve("instance.lock"));
      taken = file.isPresent();
      return file.map(locked -> new InstanceLock(real, locked));
    } finally {
      if (!taken) {
        HELD.remove(real);
      }
    }
  }

  private static Optional<FileChannel> lock(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = file.tryLock();
      taken = lock != null;
      return taken ? Optional.of(file) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // this process has it by another name
    } finally {
      if (!taken) {
        file.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!file.isOpen()) {
      return;
    }
    try {
      file.close();
    } finally {
      HELD.remove(home);
    }
  }
}
