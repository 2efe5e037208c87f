package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ignore`, `pause`, `resume`, `limit`.
final class RulesAndPausesTest extends CliFixture {
  @Test
  void rulesAreListedAddedTestedAndRemoved() {
    TestVault vault = ready();
    assertThat(run("ignore")).isEqualTo(new Result(0, "", ""));
    assertThat(runAnew("ignore", "add", "*.tmp").out()).isEqualTo("Left out from now on: *.tmp\n");
    assertThat(runAnew("ignore", "list").out()).isEqualTo("*.tmp\n");
    assertThat(runAnew("ignore", "test", "./folder/a.tmp").out()).isEqualTo("Left out by: *.tmp\n");
    assertThat(runAnew("ignore", "remove", "*.tmp").out()).isEqualTo("No longer left out: *.tmp\n");
    assertThat(runAnew("ignore", "test", "a.tmp").out()).isEqualTo("Not left out\n");
    assertThat(vault.calls.stream().filter(call -> !call.equals("close")))
        .containsExactly("add *.tmp", "ignoredBy 'a.tmp'", "remove *.tmp", "ignoredBy 'a.tmp'");
  }

  @Test
  void limitsAreSaidAndChangedOneByOne() {
    TestVault vault = ready();
    assertThat(run("limit").out()).isEqualTo("Sends without a limit, receives without a limit\n");
    assertThat(vault.calls).noneMatch(call -> call.startsWith("limit"));
    assertThat(runAnew("limit", "--send", "500k").out())
        .isEqualTo("Sends at most 500 kB a second, receives without a limit\n");
    assertThat(runAnew("limit", "--receive", "2M", "--between", "22:00-6:30").out())
        .isEqualTo(
            "Sends at most 500 kB a second, receives at most 2.0 MB a second between 22:00 and 06:30\n");
    assertDocument(
        runAnew("limit", "--json"),
        "{\"send\":500000,\"receive\":2000000,\"from\":\"22:00\",\"to\":\"06:30\"}");
    assertDocument(
        runAnew("limit", "--send", "off", "--receive=off", "--between=always", "--json"),
        "{\"send\":null,\"receive\":null,\"from\":null,\"to\":null}");
    assertThat(vault.limits.isNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--send fast | fast is no number of bytes a second.",
        "--send -1 | -1 is no number of bytes a second.",
        "--receive 49k | With less than 50 kB a second a server takes a request for one that stands still.",
        "--between 8-18 | 8-18 is no part of a day.",
        "--between 8:00-24:00 | 8:00-24:00 is no part of a day.",
        "--between 8:00-8:00 | 8:00-8:00 is no part of a day.",
      })
  void whatIsNoLimitIsRefusedBeforeTheVaultIsOpened(String words, String said) {
    TestVault vault = ready();
    String[] option = words.split(" ");
    Result result = run("limit", option[0] + "=" + option[1]);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("tidelock: " + said + " Nothing was changed. ");
    assertThat(vault.calls).isEmpty();
  }

  @Test
  void rulesAsDocuments() {
    ready();
    assertDocument(
        run("ignore", "add", "*.tmp", "--json"), "{\"patterns\":[\"*.tmp\"],\"everywhere\":[]}");
    assertDocument(runAnew("ignore", "--json"), "{\"patterns\":[\"*.tmp\"],\"everywhere\":[]}");
    assertDocument(
        runAnew("ignore", "test", "a", "--json"),
        "{\"path\":\"a\",\"ignored\":true,\"pattern\":\"*.tmp\"}");
    assertDocument(
        runAnew("ignore", "remove", "*.tmp", "--json"), "{\"patterns\":[],\"everywhere\":[]}");
    assertDocument(
        runAnew("ignore", "test", "a", "--json"),
        "{\"path\":\"a\",\"ignored\":false,\"pattern\":null}");
  }

  @Test
  void rulesOfAllDevices() {
    TestVault vault = ready();
    assertThat(run("ignore", "add", "build/", "--everywhere").out())
        .isEqualTo("Left out from now on: build/ (on all devices)\n");
    assertThat(vault.shared).containsExactly("build/");
    assertThat(vault.patterns).isEmpty();
    assertThat(runAnew("ignore").out()).isEqualTo("build/ (on all devices)\n");
    assertThat(runAnew("ignore", "remove", "build/", "--everywhere").exit()).isZero();
    assertThat(vault.shared).isEmpty();
  }

  @Test
  void aPreviewAddsNothing() {
    TestVault vault = ready();
    assertThat(run("ignore", "add", "build/", "--preview").out())
        .isEqualTo("Would be left out: 31 files, 46 kB\n  build\n  app/build\n");
    assertThat(vault.patterns).isEmpty();
    assertDocument(
        runAnew("ignore", "add", "build/", "--everywhere", "--preview", "--json"),
        "{\"pattern\":\"build/\",\"files\":31,\"bytes\":46000,\"paths\":[\"build\",\"app/build\"]}");
    assertThat(vault.shared).isEmpty();
  }

  @Test
  void aPatternThatLooksLikeAnOptionCanBeSaid() {
    TestVault vault = ready();
    assertThat(run("ignore", "add", "--", "-x").exit()).isZero();
    assertThat(vault.patterns).containsExactly("-x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add",
        "remove",
        "test",
        "list x",
        "frobnicate x",
        "add a b",
        "--everywhere",
        "test a --everywhere",
        "remove a --preview"
      })
  void wrongUseIsRefusedBeforeAnythingIsOpened(String words) {
    ready();
    List<String> line = new java.util.ArrayList<>(List.of("ignore"));
    line.addAll(List.of(words.split(" ")));
    assertThat(run(line.toArray(String[]::new)).exit()).isEqualTo(2);
    assertThat(vaults.opened).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2h, Optional[PT2H], 2026-11-24 15:00, 2026-11-24T14:00:00Z",
    "90, Optional[PT1M30S], 2026-11-24 13:01, 2026-11-24T12:01:30Z",
    "1d, Optional[PT24H], 2026-11-25 13:00, 2026-11-25T12:00:00Z"
  })
  void aPauseSaysWhenItEnds(String typed, String asked, String shown, String until) {
    TestVault vault = ready();
    assertThat(run("pause", "--for", typed).out()).isEqualTo("Paused until " + shown + "\n");
    assertThat(vault.calls).contains("pause " + asked);
    assertDocument(
        runAnew("pause", "--for", typed, "--json"),
        "{\"paused\":true,\"until\":\"" + until + "\"}");
  }

  @Test
  void aPauseWithoutATimeLastsUntilResume() {
    TestVault vault = ready();
    assertThat(run("pause").out()).isEqualTo("Paused until tidelock resume\n");
    assertDocument(runAnew("pause", "--json"), "{\"paused\":true,\"until\":null}");
    assertThat(runAnew("resume").out()).isEqualTo("Syncing goes on\n");
    assertDocument(runAnew("resume", "--json"), "{\"paused\":false}");
    assertThat(vault.calls).contains("pause Optional.empty", "resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "0ms", "0w", "10001d", "999999999w"})
  void aPauseOfNoTimeOrOfAgesIsRefused(String typed) {
    TestVault vault = ready();
    assertThat(run("pause", "--for", typed))
        .isEqualTo(
            new Result(
                2,
                "",
                "tidelock: A pause lasts longer than nothing and at most 10000 days. Nothing was changed."
                    + " Without --for it lasts until tidelock resume. [USAGE]\n"));
    assertThat(vault.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--for=-5m", "--for=-1", "--for=", "--for=9999999999", "--for=1.5h"})
  void soIsWhatIsNoTime(String option) {
    TestVault vault = ready();
    Result result = run("pause", option);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("is no time such as 90s, 5m or 2h").endsWith("[USAGE]\n");
    assertThat(vault.calls).isEmpty();
  }

  @Test
  void theLongestAndTheShortestPauseAreTaken() {
    TestVault vault = ready();
    assertThat(run("pause", "--for", "10000d").exit()).isZero();
    assertThat(runAnew("pause", "--for", "1ms").exit()).isZero();
    assertThat(vault.calls).contains("pause Optional[PT240000H]", "pause Optional[PT0.001S]");
  }

  @Test
  void whatIsNoDurationIsRefused() {
    ready();
    Result result = run("pause", "--for", "long");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("'long' is no time such as 90s, 5m or 2h");
    assertThat(vaults.opened).isNull();
  }
}
