package org.tidelock.app.desktop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Held by the one process of a profile that listens, from before it makes the socket until after it has removed it: of two that start at once
/// one must not remove the other's socket. The system lets go of it when a process dies. The file stays, as removing it would be a race again.
final class InstanceLock implements AutoCloseable {
  private final FileChannel file;

  private InstanceLock(FileChannel file) {
    this.file = file;
  }

  /// The lock, or nothing if somebody has it. Makes no profile directory.
  static Optional<InstanceLock> take(Path home) throws IOException {
    FileChannel file =
        FileChannel.open(
            home.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = file.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // this process has it
    } finally {
      if (!taken) file.close();
    }
    return taken ? Optional.of(new InstanceLock(file)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
