package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// Watches a device's folder, which has more folders than this process may watch, on a clock of its own. What it finds it says.
final class NarrowWatchMain {
  private static final long PATIENCE = 60_000_000_000L;

  private NarrowWatchMain() {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    FakeTime time = new FakeTime(Instant.now());
    try (TestDevice a =
            TestDevice.open(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
        TestDevice b = TestDevice.open(root, "b", TestDevice.vaults());
        Vault.Subscription _ = a.vault.watch()) {
      time.settle();
      for (Issue issue : told(a))
        System.out.println(
            issue.code() + ": " + issue.title().english() + ". " + issue.body().english());
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
      for (int i = 0; i < 3; i++) {
        a.write("d" + 31 * i + "/in/late", "edit " + i);
        time.advance(Duration.ofMinutes(3));
        b.sync();
        assertThat(b.read("d" + 31 * i + "/in/late")).isEqualTo("edit " + i);
      }
      System.out.println("found by looking");
    }
    System.exit(0); // the workers' threads linger
  }

  /// The watch tells on a thread of its own that it cannot go on.
  private static List<Issue> told(TestDevice device) throws InterruptedException {
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE; Thread.sleep(10)) {
      List<Issue> told =
          device.vault.issues().stream().filter(i -> i.code().startsWith("LOC-")).toList();
      if (!told.isEmpty()) return told;
    }
    return List.of();
  }
}
