package org.tidelock.engine.system;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.effects.Home;

/// Takes the lock of a profile directory, in a process of its own.
final class HomeLockMain {
  static final String HELD = "held";
  static final String TAKEN = "taken";
  static final String OPEN = "open";
  static final String UNDONE = "undone";

  private HomeLockMain() {}

  /// `HOME`: once, and says what came of it. `HOME GO`: the same, but between the opening and the locking it waits for a file. `HOME WITNESS MILLISECONDS`: again and again, undoing it each time; says how often it had it, or
  /// fails if another process had it as well.
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    if (args.length == 1) System.out.println(HomeLock.take(home).isPresent() ? TAKEN : HELD);
    else if (args.length == 2) System.out.println(late(home, Path.of(args[1])));
    else System.out.println(TAKEN + " " + again(home, Path.of(args[1]), Long.parseLong(args[2])));
  }

  private static String late(Path home, Path go) throws IOException, InterruptedException {
    HomeLock lock = HomeLock.open(home).orElseThrow();
    System.out.println(OPEN);
    while (!Files.exists(go)) Thread.sleep(5);
    if (!lock.tryLock()) return HELD;
    return lock.isUndone() ? UNDONE : TAKEN;
  }

  private static int again(Path home, Path witness, long milliseconds) throws IOException {
    int times = 0;
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (System.nanoTime() < end) {
      Optional<Home.Lock> lock = HomeLock.take(home);
      if (lock.isEmpty()) continue;
      hold(home, witness);
      lock.get().undo();
      times++;
    }
    return times;
  }

  private static void hold(Path home, Path witness) throws IOException {
    try {
      Files.createFile(witness);
    } catch (FileAlreadyExistsException e) {
      throw new AssertionError("two hold it", e);
    }
    if (!Files.exists(home.resolve("lock"))) throw new AssertionError("its file was removed");
    Files.delete(witness);
  }
}
