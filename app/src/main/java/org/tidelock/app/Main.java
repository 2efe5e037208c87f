package org.tidelock.app;

/// The entry point.
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    System.out.println("tidelock " + Version.current());
    return 0;
  }
}
