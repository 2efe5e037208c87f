package org.tidelock.engine.sim;

/// Tells some stories and says the hashes of their traces, for another process to compare.
final class TraceMain {
  static final int EVENTS = 30;

  private TraceMain() {}

  public static void main(String[] seeds) {
    for (String seed : seeds) System.out.println(line(Long.parseLong(seed)));
  }

  static String line(long seed) {
    return "trace of " + seed + ": " + StoryTeller.tell(seed, EVENTS).trace();
  }
}
