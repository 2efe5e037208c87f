package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.Path;

/// What the JDK has no call for. Renaming answers false, and has done nothing, where the system or the file system cannot do it.
interface SystemCalls {
  /// Renames, never onto something that exists.
  boolean moveToFree(Path from, Path to) throws IOException;

  /// Swaps two things in one step.
  boolean exchange(Path a, Path b) throws IOException;

  boolean canSyncVolume();

  /// Writes out everything that the volume of `root` has in memory. Only if [#canSyncVolume].
  void syncVolume(Path root) throws IOException;

  /// For the system this runs on. Loading them starts the foreign function interface (measured without an AOT cache: 77 ms, 0.2 s of CPU), so ask for
  /// them late.
  static SystemCalls here() {
    try {
      String os = System.getProperty("os.name", "");
      if (os.startsWith("Linux")) return new LinuxCalls();
      if (os.startsWith("Mac")) return new MacCalls();
      if (os.startsWith("Windows")) return new WindowsCalls();
    } catch (LinkageError | RuntimeException e) {
      // An old or unusual C library: everything still works by the checked ways.
      return new NoCalls();
    }
    return new NoCalls();
  }

  /// A system that offers none of them.
  final class NoCalls implements SystemCalls {
    @Override
    public boolean moveToFree(Path from, Path to) {
      return false;
    }

    @Override
    public boolean exchange(Path a, Path b) {
      return false;
    }

    @Override
    public boolean canSyncVolume() {
      return false;
    }

    @Override
    public void syncVolume(Path root) {
      throw new UnsupportedOperationException();
    }
  }
}
