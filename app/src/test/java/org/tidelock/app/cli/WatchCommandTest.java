package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.engine.ErrorCode;

/// `watch` as a process: what it says, how it ends, what it leaves.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not run: Windows has other signals")
final class WatchCommandTest extends CliFixture {
  private FakeProcess watching(String... words) throws Exception {
    FakeProcess watch = FakeProcess.start(temp, home(), words);
    watch.awaitLines(4);
    return watch;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalEndsItInGoodOrder(String signal) throws Exception {
    try (FakeProcess watch = watching("watch")) {
      assertThat(InstanceClient.isRunning(home())).isTrue();
      watch.signal(signal);
      assertThat(watch.exit()).isZero();
      assertThat(watch.printed())
          .startsWith("Watching: " + temp.resolve("folder") + "\n")
          .contains("  syncing\n", "  sent  a\\x0ab.txt\n", "  up-to-date\n")
          .endsWith("\nStopped\n");
      assertThat(watch.complained()).isEmpty();
      assertThat(home().resolve("run")).as("no socket is left").isEmptyDirectory();
    }
  }

  @Test
  void withJsonEveryLineIsOneEvent() throws Exception {
    try (FakeProcess watch = watching("watch", "--json")) {
      watch.signal("TERM");
      assertThat(watch.exit()).isZero();
      List<String> lines = watch.printed().lines().toList();
      List<String> events =
          lines.stream()
              .map(line -> json(new Result(0, line + "\n", "")).get("event").asString())
              .toList();
      assertThat(events).containsExactly("started", "status", "activity", "status", "stopped");
      assertThat(lines.get(2))
          .isEqualTo(
              """
              {"event":"activity","time":"2026-11-24T12:00:00Z","kind":"sent","path":"a\\nb.txt","device":"Laptop",\
              "thisDevice":true,"size":12,"detail":""}""");
      assertThat(lines.get(3)).contains("\"state\":\"up-to-date\"");
    }
  }

  @Test
  void anotherCommandIsAnsweredAndAnotherWatchRefused() throws Exception {
    try (FakeProcess watch = watching("watch")) {
      ready();
      assertThat(run("status").out()).contains("State: up to date\n");
      assertThat(runAnew("watch").exit()).isEqualTo(3);
      assertThat(vaults.opened).isNull();
      try (FakeProcess second = FakeProcess.start(temp, home(), "watch", "--json")) {
        assertThat(second.exit()).isEqualTo(3);
        assertThat(json(new Result(3, second.printed(), "")).get("error").get("code").asString())
            .isEqualTo("ALREADY_RUNNING");
      }
      watch.signal("TERM");
      assertThat(watch.exit()).isZero();
    }
  }

  @Test
  void afterAKillTheNextOneStarts() throws Exception {
    try (FakeProcess killed = watching("watch")) {
      killed.signal("KILL");
      assertThat(killed.exit()).isEqualTo(128 + 9);
      assertThat(home().resolve("run/tidelock.sock")).exists();
    }
    ready();
    assertThat(run("status").exit()).as("opened here, as nobody answers").isZero();
    assertThat(vaults.opened).isNotNull();
    try (FakeProcess next = watching("watch")) {
      assertThat(InstanceClient.isRunning(home())).isTrue();
      next.signal("TERM");
      assertThat(next.exit()).isZero();
    }
  }

  @Test
  void aProfileThatIsInUseForLongIsRefused() {
    ready();
    vaults.failure = problem(ErrorCode.LOCAL);
    assertThat(run("watch", "--json").exit()).isEqualTo(6);
    json(new Result(6, terminal.printed(), ""));
  }
}
