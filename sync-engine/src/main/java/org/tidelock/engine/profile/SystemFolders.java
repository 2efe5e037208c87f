package org.tidelock.engine.profile;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// Folders that hold the system, or all users: nobody who syncs one of them means it, and on another computer it would do harm.
final class SystemFolders {
  /// With all that is in them.
  private static final Set<String> WHOLE =
      Set.of(
          "bin",
          "boot",
          "dev",
          "etc",
          "lib",
          "lib64",
          "proc",
          "sbin",
          "sys",
          "usr", // Linux
          "system",
          "library",
          "applications", // macOS
          "windows",
          "program files",
          "program files (x86)",
          "programdata");

  /// They alone: what is in them may be a user's.
  private static final Set<String> ALONE =
      Set.of(
          "home", "media", "mnt", "opt", "private", "root", "run", "srv", "tmp", "users", "var",
          "volumes");

  private SystemFolders() {}

  /// @param real absolute, with links followed
  static boolean has(Path real) {
    if (real.getNameCount() == 0) return true;
    String top = real.getName(0).toString().toLowerCase(Locale.ROOT);
    // A drive in memory, as it is used for passing things.
    if (top.equals("dev") && real.getNameCount() > 2 && real.getName(1).toString().equals("shm"))
      return false;
    return WHOLE.contains(top) || (real.getNameCount() == 1 && ALONE.contains(top));
  }
}
