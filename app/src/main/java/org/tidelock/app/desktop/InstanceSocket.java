package org.tidelock.app.desktop;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Where a profile's socket lies: `run/tidelock.sock` in the profile. Unix sockets have short names (108 bytes on Linux, 104 on macOS, with
/// the end mark); for a profile with a longer path the socket lies in a private temporary directory, and `run/where` names it.
final class InstanceSocket {
  private static final int LONGEST = 103;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private InstanceSocket() {}

  static Path run(Path home) {
    return home.resolve("run");
  }

  /// Where a running instance may listen; nothing if there can be none.
  static Optional<Path> find(Path home) {
    Path direct = run(home).resolve("tidelock.sock");
    if (fits(direct)) {
      return Files.exists(direct, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(direct)
          : Optional.empty();
    }
    return elsewhere(home);
  }

  /// What `run/where` names, if its directory is ours: after a crash and a restart somebody else may have made one of that name.
  private static Optional<Path> elsewhere(Path home) {
    Path where = run(home).resolve("where");
    try {
      if (!Files.exists(where, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      Path socket = Path.of(Files.readString(where));
      Path directory = socket.getParent();
      boolean ours =
          directory != null
              && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
              && Files.getOwner(directory).equals(Files.getOwner(run(home)));
      return ours ? Optional.of(socket) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// Makes the directory of the socket, which only its owner may enter, and the profile directory if it is not there.
  static void makeRun(Path home) throws IOException {
    Path run = run(home);
    boolean posix = Files.getFileStore(existing(home)).supportsFileAttributeView("posix");
    if (Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
      if (posix) {
        // It may come from a copy or a backup that did not keep the permissions.
        Files.setPosixFilePermissions(run, OWNER_ONLY);
      }
    } else if (posix) {
      Files.createDirectories(run, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectories(run);
    }
  }

  /// A free name to bind to, for whoever holds the [InstanceLock]: a socket that is there was left by a dead process and is removed.
  static Path prepare(Path home) throws IOException {
    makeRun(home);
    Path run = run(home);
    Path direct = run.resolve("tidelock.sock");
    if (fits(direct)) {
      Files.deleteIfExists(direct);
      return direct;
    }
    Optional<Path> left = elsewhere(home);
    if (left.isPresent()) {
      remove(home, left.get());
    }
    // A fresh directory with mode 0700 each time: nobody else can have prepared it.
    Path socket = Files.createTempDirectory("tidelock").resolve("s");
    Files.writeString(run.resolve("where"), socket.toString());
    return socket;
  }

  static void remove(Path home, Path socket) throws IOException {
    Files.deleteIfExists(socket);
    if (!socket.startsWith(home)) {
      Files.deleteIfExists(run(home).resolve("where"));
      Path parent = socket.getParent();
      if (parent != null) {
        Files.deleteIfExists(parent);
      }
    }
  }

  static UnixDomainSocketAddress address(Path socket) {
    return UnixDomainSocketAddress.of(socket);
  }

  private static boolean fits(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  private static Path existing(Path path) {
    Path at = path.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
