package org.tidelock.app.desktop;

import java.io.IOException;
import java.nio.file.Path;

/// Tries to take the lock of a profile, in a process of its own, and says whether it had it.
final class InstanceLockMain {
  private InstanceLockMain() {}

  public static void main(String[] args) throws IOException {
    System.out.println(InstanceLock.take(Path.of(args[0])).isPresent() ? "taken" : "held");
  }
}
