package org.tidelock.engine.core;

import java.nio.file.Path;

/// One command of one device in a process of its own, for [KillTest] to kill.
final class KillMain {
  static final String READY = "ready";

  private KillMain() {}

  public static void main(String[] args) throws Exception {
    System.out.println(READY);
    Path root = Path.of(args[0]);
    String name = args[1];
    try (TestDevice device = device(root, name, args[2])) {
      device.sync();
    }
    System.exit(0); // the workers' threads linger
  }

  private static TestDevice device(Path root, String name, String command) throws Exception {
    return switch (command) {
      case "create" -> TestDevice.create(root, name);
      case "join" -> TestDevice.join(root, name);
      case "sync" -> TestDevice.open(root, name, TestDevice.vaults());
      default -> throw new IllegalArgumentException(command);
    };
  }
}
