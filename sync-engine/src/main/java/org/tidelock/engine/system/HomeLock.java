package org.tidelock.engine.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.effects.Home;

/// The lock of a profile directory, and what was made to have it.
final class HomeLock implements Home.Lock {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final FileChannel channel;
  private final FileLock lock;
  private final List<Path> made;

  private HomeLock(FileChannel channel, FileLock lock, List<Path> made) {
    this.channel = channel;
    this.lock = lock;
    this.made = made;
  }

  /// Makes the directory if it is not there.
  static Optional<Home.Lock> take(Path home) throws IOException {
    Path file = home.resolve("lock");
    while (true) {
      List<Path> missing = missing(file);
      makePrivateDirectory(home);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<FileLock> lock = tryLock(channel);
      // RACE: whoever had it may have undone it before it was locked here, and somebody else may
      // have made it anew since then; then both set up
      // the same new profile in the same moment, and the one that writes its settings last has it.
      if (lock.isPresent() && Files.exists(file))
        return Optional.of(new HomeLock(channel, lock.get(), missing));
      channel.close();
      if (lock.isEmpty()) return Optional.empty();
    }
  }

  /// What has to be made, innermost first.
  private static List<Path> missing(Path file) {
    List<Path> missing = new ArrayList<>();
    for (Path p = file.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent())
      missing.add(p);
    return missing;
  }

  private static void makePrivateDirectory(Path path) throws IOException {
    if (Files.isDirectory(path)) return;
    if (POSIX)
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    else Files.createDirectories(path);
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return Optional.ofNullable(lock);
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this process
    }
  }

  @Override
  public void undo() {
    try {
      // The file while it is held, and the rest when it is closed: Windows keeps the name until
      // then.
      if (!made.isEmpty()) Files.deleteIfExists(made.getFirst());
      close();
      for (Path directory : made) Files.deleteIfExists(directory);
    } catch (IOException e) {
      close(); // something else has come to lie there, and stays
    }
  }

  @Override
  public void close() {
    try {
      if (lock.isValid()) lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
