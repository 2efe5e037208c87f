package org.tidelock.engine.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.effects.Home;

/// The lock of a profile directory, and what was made to have it.
final class HomeLock implements Home.Lock {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /// What a file says that was undone, to whoever has it open still: a lock on it is worth nothing.
  private static final byte[] UNDONE = "undone".getBytes(StandardCharsets.US_ASCII);

  /// Somebody else removes what is made here no more often in a row.
  private static final int TRIES = 1000;

  /// The directories that this process holds. A process that closes a file gives up all its locks on it, however it opened it: so the file of a
  /// lock that is held is not even opened a second time.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final Path file;
  private final FileChannel channel;
  private final List<Path> made;

  private HomeLock(Path directory, Path file, FileChannel channel, List<Path> made) {
    this.directory = directory;
    this.file = file;
    this.channel = channel;
    this.made = made;
  }

  /// Makes the directory if it is not there.
  static Optional<Home.Lock> take(Path home) throws IOException {
    while (true) {
      Optional<HomeLock> opened = open(home);
      if (opened.isEmpty()) return Optional.empty();
      HomeLock lock = opened.get();
      boolean taken = false;
      try {
        if (!lock.tryLock()) return Optional.empty();
        taken = !lock.isUndone();
        if (taken) return Optional.of(lock);
      } finally {
        if (!taken) lock.close();
      }
    }
  }

  /// Not locked yet. Empty if this process holds it.
  static Optional<HomeLock> open(Path home) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return openOnce(home);
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        // Whoever had it has undone it just now, with the directory.
        if (tries == TRIES) throw e;
      }
    }
  }

  private static Optional<HomeLock> openOnce(Path home) throws IOException {
    Path file = home.resolve("lock").toAbsolutePath();
    List<Path> missing = missing(file);
    makePrivateDirectory(home);
    Path directory = home.toRealPath();
    if (!HELD.add(directory)) return Optional.empty();
    boolean opened = false;
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      opened = true;
      return Optional.of(new HomeLock(directory, file, channel, missing));
    } finally {
      if (!opened) HELD.remove(directory);
    }
  }

  /// What has to be made, innermost first.
  private static List<Path> missing(Path file) {
    List<Path> missing = new ArrayList<>();
    for (Path p = file; p != null && !Files.exists(p); p = p.getParent()) missing.add(p);
    return missing;
  }

  private static void makePrivateDirectory(Path path) throws IOException {
    if (Files.isDirectory(path)) return;
    if (POSIX)
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    else Files.createDirectories(path);
  }

  /// Locks it; false if somebody else has it.
  boolean tryLock() throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null; // until the channel is closed
    } catch (OverlappingFileLockException e) {
      return false; // this process has it by another name
    }
  }

  /// Whoever had it may have undone it between the opening and the locking, and somebody else may have made it anew since then.
  boolean isUndone() throws IOException {
    ByteBuffer says = ByteBuffer.allocate(UNDONE.length);
    channel.read(says, 0);
    return Arrays.equals(says.array(), UNDONE) || !Files.exists(file);
  }

  @Override
  public void undo() {
    try {
      // The file while it is held, for afterwards it may be somebody else's; the rest when it is
      // closed, since Windows keeps the name until then.
      if (made.contains(file)) {
        Files.deleteIfExists(file);
        channel.write(ByteBuffer.wrap(UNDONE), 0);
      }
      close();
      for (Path other : made) if (!other.equals(file)) Files.deleteIfExists(other);
    } catch (IOException e) {
      close(); // something else has come to lie there, and stays
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) return;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(directory);
    }
  }
}
