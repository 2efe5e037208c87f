package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.SecretText;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs command lines of one profile in this process. Times are shown in Berlin, an hour ahead.
abstract class CliFixture {
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T14:33:00Z"), ZoneId.of("Europe/Berlin"));
  static final String GOOD = "copper lantern drifts past quiet harbour";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @TempDir Path temp;
  final TestVaults vaults = new TestVaults();
  final Map<String, String> environment = new HashMap<>();
  ScriptedTerminal terminal = ScriptedTerminal.none();

  record Result(int exit, String out, String err) {}

  Path home() {
    return temp.resolve("home");
  }

  /// The profile's vault, which needs no passphrase.
  TestVault ready() {
    return vaults.profile(home(), KeepUnlocked.FILE);
  }

  TestVault locked() {
    return vaults.profile(home(), KeepUnlocked.NO);
  }

  Context context() {
    return new Context(terminal, environment, temp, () -> vaults, CLOCK);
  }

  Result run(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.add(1, "--home");
    line.add(2, home().toString());
    int exit = new Cli(context()).run(line);
    return new Result(exit, terminal.printed(), terminal.complained());
  }

  /// With a terminal of its own, for tests that run several.
  Result runAnew(String... words) {
    terminal = ScriptedTerminal.none();
    return run(words);
  }

  /// Exactly one document on one line.
  static JsonNode json(Result result) {
    assertThat(result.out()).endsWith("\n");
    assertThat(result.out().strip()).as("one line").doesNotContain("\n");
    return JSON.readTree(result.out());
  }

  static void assertDocument(Result result, String expected) {
    json(result);
    assertThat(result.out().strip()).isEqualTo(expected.strip());
  }

  static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  static String text(Unlock unlock) {
    return SecretText.of(unlock);
  }

  static String text(Passphrase passphrase) {
    return SecretText.of(passphrase);
  }

  static TidelockException problem(org.tidelock.engine.ErrorCode code) {
    return new TidelockException(
        code,
        "The object packs/3f/aa is damaged.",
        "Nothing was changed.",
        "Ask for help.",
        "packs/3f/aa",
        null);
  }
}
