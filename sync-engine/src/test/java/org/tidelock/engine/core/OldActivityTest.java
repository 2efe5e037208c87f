package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Activity;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// What happened is told for a year.
class OldActivityTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void whatHappenedLongAgoIsForgotten() throws Exception {
    FakeTime time = new FakeTime(Instant.parse("2120-06-03T12:00:00Z"));
    try (TestDevice a =
        TestDevice.create(root, "a", TestDevice.vaults(SystemEffects.create().at(time)))) {
      a.write("old", "1");
      a.sync();
      time.advance(Duration.ofDays(200));
      a.write("newer", "2");
      a.sync();
      assertThat(a.vault.activity(10, Optional.empty()))
          .extracting(Activity::path)
          .containsExactly("newer", "old");
      time.advance(Duration.ofDays(167));
      a.sync();
      assertThat(a.vault.activity(10, Optional.empty()))
          .extracting(Activity::path)
          .containsExactly("newer");
    }
  }
}
