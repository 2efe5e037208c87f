package org.tidelock.engine.core;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;

/// A profile directory: one device's settings, sealed keys, index and lock. Everything in it is readable by its owner only. Files are
/// replaced by writing a new one and renaming it, so a crash leaves the old or the new one (I6).
final class Profile implements AutoCloseable {
  private static final String SETTINGS = "profile.properties";
  private static final String DEVICE = "device";
  private static final String KEY_FILE = "profile-key";
  private static final String SEALED_KEY = "profile-key.sealed";
  private static final String UNFINISHED = "unfinished";
  private final Path home;
  private final FileChannel lockFile;
  private final FileLock lock;

  private Profile(Path home, FileChannel lockFile, FileLock lock) {
    this.home = home;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// What a profile knows in plain. `storage` is a URL without secrets.
  record Settings(
      String storage,
      Path folder,
      String device,
      Hash256 header,
      KeepUnlocked keepUnlocked,
      Instant since) {}

  /// Opens a profile directory, making it if absent, and holds its lock until closed.
  static Profile lock(Path home) throws TidelockException {
    try {
      makePrivateDirectory(home);
      FileChannel channel =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw new TidelockException(
            ErrorCode.ALREADY_RUNNING,
            "Tidelock is already running with this profile.",
            "Nothing was changed.",
            "Use the running one, or close it first.");
      }
      return new Profile(home, channel, lock);
    } catch (IOException e) {
      throw unwritable(home, e);
    }
  }

  static boolean isSetUp(Path home) {
    return Files.isRegularFile(home.resolve(SETTINGS)) && Files.isRegularFile(home.resolve(DEVICE));
  }

  static Settings settings(Path home) throws TidelockException {
    Properties p = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve(SETTINGS), StandardCharsets.UTF_8)) {
      p.load(in);
      return new Settings(
          require(p, "storage"),
          Path.of(require(p, "folder")),
          require(p, "device"),
          Hash256.of(java.util.HexFormat.of().parseHex(require(p, "header"))),
          KeepUnlocked.valueOf(require(p, "keep-unlocked")),
          Instant.parse(require(p, "since")));
    } catch (IOException | RuntimeException e) {
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          "This profile's settings cannot be read.",
          "Your folder and your vault are untouched.",
          "Join the vault again with a new profile.",
          home.resolve(SETTINGS).toString(),
          e);
    }
  }

  private static String require(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) throw new IllegalArgumentException("no " + key);
    return value;
  }

  Path home() {
    return home;
  }

  Path index() {
    return home.resolve("index.db");
  }

  /// Writes the settings last: with them the profile is set up.
  void save(Settings s) throws TidelockException {
    Properties p = new Properties();
    p.setProperty("storage", s.storage());
    p.setProperty("folder", s.folder().toString());
    p.setProperty("device", s.device());
    p.setProperty("header", s.header().toString());
    p.setProperty("keep-unlocked", s.keepUnlocked().name());
    p.setProperty("since", s.since().toString());
    StringWriter out = new StringWriter();
    try {
      p.store(out, null);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    write(SETTINGS, out.toString().getBytes(StandardCharsets.UTF_8));
  }

  void saveDevice(byte[] sealed) throws TidelockException {
    write(DEVICE, sealed);
  }

  byte[] device() throws TidelockException {
    return read(DEVICE);
  }

  void saveKey(byte[] key) throws TidelockException {
    write(KEY_FILE, key);
  }

  Optional<byte[]> key() throws TidelockException {
    return Files.exists(home.resolve(KEY_FILE)) ? Optional.of(read(KEY_FILE)) : Optional.empty();
  }

  void saveSealedKey(byte[] sealed) throws TidelockException {
    write(SEALED_KEY, sealed);
  }

  byte[] sealedKey() throws TidelockException {
    return read(SEALED_KEY);
  }

  /// Notes what a set-up is about to do elsewhere, until [#clear] or [#finished].
  void saveUnfinished(String what) throws TidelockException {
    write(UNFINISHED, what.getBytes(StandardCharsets.UTF_8));
  }

  /// What a set-up that did not finish was about to do.
  Optional<String> unfinished() throws TidelockException {
    return Files.exists(home.resolve(UNFINISHED))
        ? Optional.of(new String(read(UNFINISHED), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  void finished() throws TidelockException {
    try {
      Files.deleteIfExists(home.resolve(UNFINISHED));
    } catch (IOException e) {
      throw unwritable(home, e);
    }
  }

  private byte[] read(String name) throws TidelockException {
    try {
      return Files.readAllBytes(home.resolve(name));
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.LOCAL,
          "The profile file " + name + " cannot be read.",
          "Your folder and your vault are untouched.",
          "Check the permissions of the profile directory, or join the vault again with a new profile.",
          home.resolve(name).toString(),
          e);
    }
  }

  private void write(String name, byte[] bytes) throws TidelockException {
    Path temporary = home.resolve(name + ".new");
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(temporary, privateFile());
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) out.write(buffer);
        out.force(true);
      }
      Files.move(
          temporary,
          home.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      flushNames();
    } catch (IOException e) {
      throw unwritable(home.resolve(name), e);
    }
  }

  /// After a power cut the new name must be there, too: what follows in the storage relies on it.
  private void flushNames() throws IOException {
    if (!home.getFileSystem().supportedFileAttributeViews().contains("posix"))
      return; // NTFS does it by itself
    try (FileChannel names = FileChannel.open(home, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /// Removes what a set-up that did not finish left behind, so that it can be tried again.
  void clear() throws TidelockException {
    try {
      for (String name :
          new String[] {
            SETTINGS,
            DEVICE,
            KEY_FILE,
            SEALED_KEY,
            "index.db",
            "index.db-wal",
            "index.db-shm",
            UNFINISHED
          }) Files.deleteIfExists(home.resolve(name));
    } catch (IOException e) {
      throw unwritable(home, e);
    }
  }

  private static void makePrivateDirectory(Path dir) throws IOException {
    if (Files.isDirectory(dir)) return;
    if (posix())
      Files.createDirectories(
          dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    else Files.createDirectories(dir);
  }

  private static FileAttribute<?>[] privateFile() {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static TidelockException unwritable(Path path, IOException e) {
    return new TidelockException(
        ErrorCode.LOCAL,
        "The profile cannot be written.",
        "Nothing was changed.",
        "Check the permissions of the directory and the free space, or choose another one with --home.",
        path.toString(),
        e);
  }

  /// Closing it again changes nothing.
  @Override
  public void close() {
    try {
      if (lock.isValid()) lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
