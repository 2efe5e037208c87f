package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.CallsOfStore;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// Somebody else always has something new: a sync that stops after some rounds does not say that all is done (I9).
class EndlessWorkTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeTime time = new FakeTime(Instant.parse("2120-06-03T12:00:00Z"));
  private TestDevice a;
  private TestDevice b;
  private int left;

  /// Each time that A is about to look at the heads, B says something more.
  private final class Busy extends CallsOfStore {
    @Override
    public void before(String call, Object[] arguments) throws Exception {
      if (call.equals("list") && arguments[0].equals("heads")) say();
    }
  }

  private void say() throws Exception {
    if (left == 0) return;
    left--;
    b.write("news " + left, "news " + left);
    b.sync();
  }

  @Test
  void whatIsNotDoneIsNotUpToDate() throws Exception {
    try (TestDevice first =
            TestDevice.create(
                root, "a", TestDevice.vaults(SystemEffects.create().in(new Busy()).at(time)));
        TestDevice second =
            TestDevice.join(root, "b", TestDevice.vaults(SystemEffects.create().at(time)))) {
      a = first;
      b = second;
      a.sync();
      b.sync();
      assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
      Instant checked = a.vault.status().lastCheck().orElseThrow();
      time.advance(Duration.ofMinutes(1));
      left = 100;
      SyncReport report = a.sync();
      assertThat(left).as("it ended by itself at last").isBetween(80, 95);
      assertThat(report.state()).isEqualTo(State.SYNCING);
      assertThat(a.vault.status().state()).isNotEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.status().lastCheck()).contains(checked);

      left = 0;
      assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.status().lastCheck()).contains(time.instant());
    }
  }
}
