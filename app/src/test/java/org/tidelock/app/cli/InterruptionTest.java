package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody stops a command that is at work.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not run: Windows has other signals")
final class InterruptionTest extends CliFixture {
  private static final String TOLD =
      "tidelock: This was interrupted. What was done is kept, and the next run carries on. Run it again. [UNEXPECTED]\n";
  private static final String ROUND =
      """
      {"state":"error","sent":{"files":0,"bytes":0,"requests":0},\
      "received":{"files":0,"bytes":0,"requests":0},"conflicts":[],"held":[],\
      "problems":[{"code":"UNEXPECTED","path":"","message":"This was interrupted."}]}
      """;

  private FakeProcess working(String work, String words) throws Exception {
    FakeProcess process =
        FakeProcess.start(temp, home(), Map.of("FAKE_WORK", work), words.split(" "));
    process.awaitComplaint("at work");
    return process;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aRoundThatIsStoppedIsOneDocument(String signal, int exit) throws Exception {
    try (FakeProcess process = working("long", "sync --json")) {
      process.signal(signal);
      assertThat(process.exit()).isEqualTo(exit);
      assertThat(process.printed()).isEqualTo(ROUND);
      assertThat(process.complained()).isEqualTo("at work\n" + TOLD);
    }
  }

  @Test
  void soIsEverythingElse() throws Exception {
    try (FakeProcess process = working("long", "verify --deep --json")) {
      process.signal("TERM");
      assertThat(process.exit()).isEqualTo(143);
      assertThat(process.printed())
          .isEqualTo(
              """
              {"error":{"code":"UNEXPECTED","message":"This was interrupted.",\
              "safe":"What was done is kept, and the next run carries on.","todo":"Run it again.","object":null}}
              """);
    }
  }

  @Test
  void forPeopleItIsOneLine() throws Exception {
    try (FakeProcess process = working("long", "sync")) {
      process.signal("INT");
      assertThat(process.exit()).isEqualTo(130);
      assertThat(process.printed()).isEmpty();
      assertThat(process.complained()).isEqualTo("at work\n" + TOLD);
    }
  }

  /// A call that does not return must not keep a person waiting for ever.
  @ParameterizedTest
  @ValueSource(strings = {"sync --json", "sync"})
  void workThatDoesNotEndIsLeft(String words) throws Exception {
    try (FakeProcess process = working("deaf", words)) {
      process.signal("INT");
      assertThat(process.exit()).isEqualTo(130);
      assertThat(process.printed()).isEqualTo(words.endsWith("--json") ? ROUND : "");
      assertThat(process.complained()).isEqualTo("at work\n" + TOLD);
    }
  }

  /// As in `tidelock ls | less` that nobody scrolls: printing waits, and so would whatever there is to say at last.
  @ParameterizedTest
  @ValueSource(strings = {"sync --json", "sync"})
  void aFullPipeHoldsNobodyUp(String words) throws Exception {
    try (FakeProcess process =
        FakeProcess.printingToAFullPipe(temp, home(), "chatty", words.split(" "))) {
      process.awaitComplaint("at work");
      process.signal("TERM");
      assertThat(process.exit()).isEqualTo(143);
    }
  }

  /// It says nothing any more.
  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    try (FakeProcess process = working("deaf", "sync")) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (process.isAlive() && System.nanoTime() < end) {
        process.signal("INT");
        Thread.sleep(50);
      }
      assertThat(process.exit()).isEqualTo(130);
      assertThat(process.complained()).isEqualTo("at work\n");
    }
  }

  /// The kit was saved, and the storage has not answered yet whether the old one is off the list.
  @ParameterizedTest
  @ValueSource(strings = {"long", "deaf"})
  void whoStopsANewKitIsToldOfTheOneThatIsSaved(String work) throws Exception {
    Map<String, String> environment = Map.of("FAKE_WORK", work, "TIDELOCK_PASSPHRASE", GOOD);
    String file = temp.resolve("kit.txt").toString();
    try (FakeProcess process = FakeProcess.start(temp, home(), environment, "recovery-kit", file)) {
      process.awaitComplaint("at work");
      process.signal("INT");
      assertThat(process.exit()).isEqualTo(130);
      assertThat(process.printed()).isEmpty();
      assertThat(process.complained())
          .isEqualTo(
              "at work\ntidelock: This was interrupted. The new recovery kit is saved and opens the vault: "
                  + file
                  + ". The old one may still open it, too. Keep both, and make a new kit again. [UNEXPECTED]\n");
    }
  }

  /// The one that does the work goes on; the one that asked it ends.
  @Test
  void whatAnotherProcessDoesIsNotWaitedFor() throws Exception {
    try (FakeProcess watch =
        FakeProcess.start(temp, home(), Map.of("FAKE_WORK", "long"), "watch")) {
      watch.awaitLines(1);
      try (FakeProcess asking = FakeProcess.start(temp, home(), "sync", "--json")) {
        watch.awaitComplaint("at work");
        asking.signal("TERM");
        assertThat(asking.exit()).isEqualTo(143);
        assertThat(asking.printed()).isEqualTo(ROUND);
        assertThat(asking.complained()).isEqualTo(TOLD);
      }
      watch.signal("TERM");
      assertThat(watch.exit()).isZero();
    }
  }
}
