package org.tidelock.app.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.tidelock.engine.Activity;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.VaultEvent;

/// A process of its own over an engine in memory, for what only a process shows: signals, kill -9, the terminal.
/// `FakeMain HOME WORDS...`; without more in HOME the profile is ready, with FAKE_LOCKED in the environment it is locked.
final class FakeMain {
  private FakeMain() {}

  public static void main(String[] arguments) {
    Path home = Path.of(arguments[0]);
    TestVaults vaults = new TestVaults();
    boolean locked = System.getenv("FAKE_LOCKED") != null;
    TestVault vault = vaults.profile(home, locked ? KeepUnlocked.NO : KeepUnlocked.FILE);
    SystemTerminal terminal = new SystemTerminal();
    vault.during = during(System.getenv().getOrDefault("FAKE_WORK", ""), terminal);
    Thread.ofVirtual().start(() -> tellWhenWatched(vault));
    java.util.List<String> line = new java.util.ArrayList<>(java.util.List.of(arguments));
    line.set(0, "--home=" + home);
    var context =
        new Context(
            terminal,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            () -> vaults,
            Clock.systemUTC());
    int exit = new Cli(context).runAlone(line);
    if (locked && vaults.opened != null) {
      System.err.println("opened with " + (vaults.secret.isEmpty() ? "nothing" : vaults.secret));
    }
    System.exit(exit);
  }

  /// `long`: work that would take for ever, and obeys interruption; `deaf`: it does not; `chatty`: it never stops printing. Says on stderr that it has
  /// begun.
  private static TestVault.Doing during(String work, Terminal terminal) {
    return () -> {
      if (!work.isEmpty()) {
        System.err.println("at work");
      }
      while (work.equals("chatty")) {
        terminal.out().println("and so on");
      }
      while (!work.isEmpty()) {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          if (!work.equals("deaf")) {
            throw e;
          }
        }
      }
    };
  }

  private static void tellWhenWatched(TestVault vault) {
    try {
      vault.watching.await();
    } catch (InterruptedException e) {
      return;
    }
    while (vault.listeners.isEmpty()) {
      Thread.onSpinWait();
    }
    vault.tell(new VaultEvent.StatusChanged(TestVault.status(State.SYNCING)));
    vault.tell(
        new VaultEvent.Happened(
            new Activity(
                1, TestVault.NOON, Activity.Kind.SENT, "a\nb.txt", "Laptop", true, 12, "")));
    vault.tell(new VaultEvent.StatusChanged(TestVault.status(State.UP_TO_DATE)));
  }
}
