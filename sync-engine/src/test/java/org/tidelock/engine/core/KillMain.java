package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One command of one device in a process of its own: to be killed, to hold a profile, to keep syncing, or to be measured.
final class KillMain {
  static final String READY = "ready";
  static final String PEAK = "peak ";
  static final String HELD = "held";

  private KillMain() {}

  public static void main(String[] args) throws Exception {
    System.out.println(READY);
    Path root = Path.of(args[0]);
    String name = args[1];
    try (TestDevice device = device(root, name, args[2])) {
      if (args[2].equals("watch")) device.vault.watch();
      if (args[2].equals("hold") || args[2].equals("watch")) {
        System.out.println(HELD);
        Thread.sleep(Long.MAX_VALUE);
      }
      device.sync();
    }
    System.out.println(PEAK + peakBytes());
    System.exit(0); // the workers' threads linger
  }

  /// The most memory that the process has had at once, where the system tells.
  private static long peakBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return 0;
    String line =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  private static TestDevice device(Path root, String name, String command) throws Exception {
    return switch (command) {
      case "create" -> TestDevice.create(root, name);
      case "join" -> TestDevice.join(root, name);
      case "sync", "hold", "watch" -> TestDevice.open(root, name, TestDevice.vaults());
      default -> throw new IllegalArgumentException(command);
    };
  }
}
