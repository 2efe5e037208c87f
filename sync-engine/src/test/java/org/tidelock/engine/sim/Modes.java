package org.tidelock.engine.sim;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The nine bits of permissions, as `chmod` counts them.
final class Modes {
  static final int PRIVATE_FILE = 0600;
  static final int PRIVATE_FOLDER = 0700;
  static final int FILE = 0644;
  static final int FOLDER = 0755;

  private Modes() {}

  static boolean isExecutable(int mode) {
    return (mode & 0100) != 0;
  }

  /// Executable by its owner and all who may read it, or by nobody; as it is if that is so for the owner.
  static int withExecutable(int mode, boolean executable) {
    if (isExecutable(mode) == executable) return mode;
    int plain = mode & ~0111;
    return executable ? plain | 0100 | (plain & 0444) >> 2 : plain;
  }

  static int parse(String text) {
    int mode = 0;
    for (PosixFilePermission each : PosixFilePermissions.fromString(text))
      mode |= 0400 >> each.ordinal();
    return mode;
  }

  static String text(int mode) {
    Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : PosixFilePermission.values())
      if ((mode & 0400 >> each.ordinal()) != 0) all.add(each);
    return PosixFilePermissions.toString(all);
  }
}
