package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// Pauses, on a clock of the test's own.
final class PauseTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeTime time = new FakeTime(Instant.parse("2020-06-03T12:00:00Z"));
  private final List<Boolean> paused = new ArrayList<>();
  private TestDevice a;

  @BeforeEach
  void listen() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
    a.write("one", "1");
    a.sync();
    hear();
  }

  private void hear() {
    Vault.Subscription _ =
        a.vault.listen(
            event -> {
              if (event instanceof VaultEvent.StatusChanged changed)
                paused.add(changed.status().pausedUntil().isPresent());
            });
  }

  @AfterEach
  void close() {
    a.close();
  }

  /// The window went on to show a pause.
  @Test
  void aPauseThatEndsByItselfIsTold() throws Exception {
    a.vault.pause(Optional.of(Duration.ofMinutes(30)));
    assertThat(paused).containsExactly(true);
    time.advance(Duration.ofMinutes(29));
    assertThat(paused).containsExactly(true);
    time.advance(Duration.ofMinutes(2));
    assertThat(paused).containsExactly(true, false);
    assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    time.advance(Duration.ofDays(2));
    assertThat(paused).hasSize(2);
    a.vault.pause(Optional.of(Duration.ofMinutes(30)));
    time.advance(Duration.ofMinutes(31));
    assertThat(paused).containsExactly(true, false, true, false);
  }

  @Test
  void alsoAfterARestart() throws Exception {
    a.vault.pause(Optional.of(Duration.ofMinutes(30)));
    a.restart();
    hear();
    paused.clear();
    time.advance(Duration.ofMinutes(31));
    assertThat(paused).containsExactly(false);
  }

  @Test
  void aLaterPauseCounts() throws Exception {
    a.vault.pause(Optional.of(Duration.ofMinutes(30)));
    a.vault.pause(Optional.of(Duration.ofHours(2)));
    time.advance(Duration.ofMinutes(90));
    assertThat(paused).containsOnly(true);
    a.vault.pause(Optional.empty());
    time.advance(Duration.ofDays(1000));
    assertThat(paused).containsOnly(true);
    a.vault.resume();
    assertThat(paused).endsWith(false);
  }

  /// A computer that slept, or whose clock was set.
  @Test
  void aClockThatJumpsEndsItWithinAMinute() throws Exception {
    a.vault.pause(Optional.of(Duration.ofHours(2)));
    time.settle();
    time.set(time.instant().plus(Duration.ofHours(3)));
    time.advance(Duration.ofMinutes(1));
    assertThat(paused).containsExactly(true, false);
  }
}
