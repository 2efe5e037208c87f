package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.NameRules;

/// Finds out how a file system behaves, by trying it with a file in the private folder: the same system has disks of many kinds, and one kind behaves
/// differently by how it is mounted. Tried once, at the first question.
final class Probe {
  /// Clocks tick at least so often, whatever finer step a file system can store: two changes within a tick have one time.
  private static final long TICK = Duration.ofMillis(10).toNanos();

  /// An odd second, and a fraction that every coarser step cuts.
  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_001L, 987_654_321);

  private static final List<Long> STEPS =
      List.of(1L, 100L, 1_000L, 1_000_000L, TICK, 1_000_000_000L, 2_000_000_000L);
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private final Path folder;
  private @Nullable Found found;

  private record Found(Facts facts, Set<PosixFilePermission> permissions) {
    Found {
      permissions = Set.copyOf(permissions);
    }
  }

  Probe(Path root) {
    folder = root.resolve(PrivateFolder.NAME);
  }

  Facts facts() {
    return found().facts();
  }

  /// What the umask, or the folder's own rule, leaves of rw-rw-rw-.
  Set<PosixFilePermission> permissionsOfNewFiles() {
    return found().permissions();
  }

  private synchronized Found found() {
    if (found != null) return found;
    try {
      found = look();
      return found;
    } catch (IOException e) {
      // Nothing can be written here now; asked again next time. The careful guess: every time is
      // doubtful, no name is.
      return new Found(
          new Facts(!WINDOWS, FileLook.UNIX, STEPS.getLast(), rules(!WINDOWS)),
          PosixFilePermissions.fromString("rw-------"));
    }
  }

  private Found look() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
      Permissions.makePrivateFolder(folder);
    Path own = Files.createTempFile(folder, "probe", null);
    Path usual = own.resolveSibling(own.getFileName() + "u");
    try {
      Files.createFile(usual);
      Set<PosixFilePermission> permissions =
          FileLook.UNIX ? Files.getPosixFilePermissions(usual) : Set.of();
      boolean colons = !WINDOWS && accepts(own.resolveSibling(own.getFileName() + ":"));
      Facts facts = new Facts(caseSensitive(own), keepsExecutable(own), grain(own), rules(colons));
      return new Found(facts, permissions);
    } finally {
      Files.deleteIfExists(own);
      Files.deleteIfExists(usual);
    }
  }

  private static NameRules rules(boolean colons) {
    return colons ? NameRules.POSIX : NameRules.WINDOWS;
  }

  private static boolean accepts(Path path) {
    try {
      Files.createFile(path);
      Files.deleteIfExists(path);
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static boolean caseSensitive(Path own) {
    String other = String.valueOf(own.getFileName()).toUpperCase(Locale.ROOT);
    return !Files.exists(own.resolveSibling(other), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean keepsExecutable(Path own) throws IOException {
    if (!FileLook.UNIX) return false;
    return keepsExecutable(own, true) && keepsExecutable(own, false);
  }

  private static boolean keepsExecutable(Path own, boolean executable) throws IOException {
    try {
      Permissions.setExecutable(own, executable);
    } catch (IOException e) {
      return false;
    }
    return Files.getPosixFilePermissions(own).contains(PosixFilePermission.OWNER_EXECUTE)
        == executable;
  }

  private static long grain(Path own) throws IOException {
    Files.setLastModifiedTime(own, FileTime.from(TIME));
    Instant kept = Files.getLastModifiedTime(own).toInstant();
    long off = Math.abs(Duration.between(kept, TIME).toNanos());
    for (long step : STEPS) if (off < step) return Math.max(step, TICK);
    return STEPS.getLast();
  }
}
