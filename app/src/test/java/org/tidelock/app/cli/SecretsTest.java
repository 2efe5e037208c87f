package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;

/// Where secrets come from, in which order, and where they do not go.
final class SecretsTest extends CliFixture {
  @Test
  void aProfileThatIsKeptUnlockedAsksNothing() {
    ready();
    terminal = ScriptedTerminal.typing("never asked");
    assertThat(run("fingerprint").exit()).isZero();
    assertThat(terminal.asked()).isZero();
    assertThat(vaults.opened).isEqualTo(Optional.empty());
  }

  @Test
  void theRecoveryKeyFileComesFirst() throws Exception {
    locked();
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    Files.writeString(temp.resolve("kit"), String.join("\n", key.words()));
    Files.writeString(temp.resolve("pass"), "from the file\n");
    environment.put("TIDELOCK_PASSPHRASE", "from the environment");
    run("fingerprint", "--passphrase-file", "pass", "--recovery-key-file", "kit");
    assertThat(vaults.secret).isEqualTo(String.join(" ", key.words()));
  }

  @Test
  void thenTheFileThenTheEnvironmentThenThePerson() throws Exception {
    locked();
    Files.writeString(temp.resolve("pass"), "from the file\nsecond line\n");
    environment.put("TIDELOCK_PASSPHRASE", "from the environment");
    terminal = ScriptedTerminal.typing("typed");
    run("fingerprint", "--passphrase-file", "pass");
    assertThat(vaults.secret).isEqualTo("from the file");
    run("fingerprint");
    assertThat(vaults.secret).isEqualTo("from the environment");
    environment.clear();
    run("fingerprint");
    assertThat(vaults.secret).isEqualTo("typed");
    assertThat(terminal.asked()).isOne();
  }

  @Test
  void forANewVaultTheNewOnesComeFirst() throws Exception {
    Files.writeString(temp.resolve("new"), GOOD + " one\r\n");
    Files.writeString(temp.resolve("pass"), GOOD + " three");
    environment.put("TIDELOCK_NEW_PASSPHRASE", GOOD + " two");
    environment.put("TIDELOCK_PASSPHRASE", GOOD + " four");
    String[] create = {"create", "--storage", "file:///s", "--folder", "f"};
    vaults.failure = problem(ErrorCode.STORAGE);
    run(with(create, "--new-passphrase-file", "new", "--passphrase-file", "pass"));
    assertThat(vaults.secret).isEqualTo(GOOD + " one");
    run(with(create, "--passphrase-file", "pass"));
    assertThat(vaults.secret).isEqualTo(GOOD + " two");
    environment.remove("TIDELOCK_NEW_PASSPHRASE");
    run(with(create, "--passphrase-file", "pass"));
    assertThat(vaults.secret).isEqualTo(GOOD + " three");
    run(create);
    assertThat(vaults.secret).isEqualTo(GOOD + " four");
  }

  private static String[] with(String[] words, String... more) {
    return java.util.stream.Stream.of(words, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {" spaces count , spaces count ", "Straße ①,Straße 1", "'é\n',é"})
  void theFirstLineIsTakenAsItIs(String content, String passphrase) throws Exception {
    locked();
    Files.writeString(temp.resolve("pass"), content);
    run("fingerprint", "--passphrase-file", "pass");
    assertThat(vaults.secret).isEqualTo(passphrase);
  }

  @Test
  void withNobodyToAskTheProfileStaysLocked() {
    locked();
    Result result = run("status", "--json");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(json(result).get("error").get("code").asString()).isEqualTo("LOCKED");
    assertThat(result.err())
        .isEqualTo(
            "tidelock: The passphrase is needed, and there is nobody to ask. Nothing was changed."
                + " Give it with --passphrase-file or TIDELOCK_PASSPHRASE. [LOCKED]\n");
    assertThat(vaults.opened).isNull();
  }

  @Test
  void recoveryWordsNeedSomebodyOrAFile() {
    locked();
    Result result = run("status", "--recovery-key");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: The 24 recovery words are needed, and there is nobody to ask. Nothing was changed."
                + " Give them with --recovery-key-file. [LOCKED]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--recovery-key", "-q"})
  void anEmptyAnswerOpensNothing(String option) {
    locked();
    terminal = ScriptedTerminal.typing("");
    assertThat(run("status", option).exit()).isEqualTo(3);
    assertThat(vaults.opened).isNull();
  }

  /// Whoever types the words has forgotten the passphrase, and may look for a way to set a new one.
  @Test
  void afterTypedRecoveryWordsItIsSaidWhatBecomesOfThePassphrase() throws Exception {
    locked();
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    String words = String.join(" ", key.words());
    String said = "set a new one: tidelock passphrase change --recovery-key";
    terminal = ScriptedTerminal.typing(words);
    Result typed = run("fingerprint", "--recovery-key");
    assertThat(typed.exit()).isZero();
    assertThat(vaults.secret).isEqualTo(words);
    assertThat(typed.err()).contains(said);
    assertThat(typed.out()).doesNotContain(said);
    for (String quiet : new String[] {"-q", "--json"}) {
      terminal = ScriptedTerminal.typing(words);
      assertThat(run("fingerprint", "--recovery-key", quiet).err()).doesNotContain(said);
    }
    Files.writeString(temp.resolve("kit"), words);
    Result script = runAnew("fingerprint", "--recovery-key-file", "kit");
    assertThat(script.err()).as("a script").isEmpty();
  }

  /// `watch` goes on for days.
  @Test
  void secretsAreWipedOnceTheyHaveBeenUsed() throws Exception {
    locked();
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    Files.writeString(temp.resolve("kit"), String.join(" ", key.words()));
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    run("fingerprint");
    assertThat(vaults.secret).isEqualTo(GOOD);
    assertThat(text(vaults.opened.orElseThrow())).as("opened").matches("\\x00+");
    run("fingerprint", "--recovery-key-file", "kit");
    assertThat(text(vaults.opened.orElseThrow())).as("opened").isNotEqualTo(vaults.secret);
    run("recovery-kit", "new.txt");
    assertThat(text(vaults.vault(home()).owner)).as("new kit").matches("\\x00+");
    run("export", "--storage", "file:///s", "--to", "out");
    assertThat(text(vaults.exported.unlock())).as("exported").matches("\\x00+");
    vaults.clear();
    run("join", "--storage", "file:///s", "--folder", "f", "--yes");
    assertThat(text(vaults.joined.unlock())).as("joined").matches("\\x00+");
    vaults.clear();
    run("create", "--storage", "file:///s", "--folder", "f");
    assertThat(text(vaults.created.passphrase())).as("created").matches("\\x00+");
    assertThat(vaults.secret).isEqualTo(GOOD);
  }

  @Test
  void aMissingFileIsALocalProblemAndAnEmptyOneAMistake() throws Exception {
    locked();
    assertThat(run("status", "--passphrase-file", "nowhere").exit()).isEqualTo(6);
    Files.writeString(temp.resolve("empty"), "\nsecond\n");
    assertThat(run("status", "--passphrase-file", "empty").exit()).isEqualTo(2);
    assertThat(run("status", "--passphrase-file", ".").exit()).isEqualTo(6);
    assertThat(vaults.opened).isNull();
  }

  /// A device or a huge file named by mistake does not fill the memory.
  @Test
  void aFileWithoutAnEndIsNotReadToIt() {
    locked();
    assertThat(run("status", "--passphrase-file", "/dev/zero").exit()).isEqualTo(2);
  }

  /// Other users of a computer can read the arguments of a process.
  @ParameterizedTest
  @ValueSource(strings = {"--passphrase=x", "--passphrase", "--recovery-words", "--password"})
  void noOptionTakesASecret(String option) {
    ready();
    for (String name : Commands.all().keySet()) {
      Result result = runAnew(name, option);
      assertThat(result.exit()).as(name).isEqualTo(2);
    }
  }

  @Test
  void aSecretGivenAsAnArgumentAllTheSameIsNotRepeated() {
    locked();
    for (String typed :
        new String[] {
          "--recovery-key=abandon ability", "--pass=ability", "--passphrase-word=ability"
        }) {
      Result result = runAnew("status", typed);
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err()).doesNotContain("ability");
    }
    Result result = runAnew("status", "--passphrase", "ability");
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Unknown option: '--passphrase'. Nothing was changed. See tidelock help status. [USAGE]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "sync", "fingerprint", "recovery-kit"})
  void aPassphraseNeverComesOutAgain(String command) {
    locked();
    environment.put("TIDELOCK_PASSPHRASE", "tRout-canary-77");
    vaults.failure = problem(ErrorCode.AUTH);
    for (String option : new String[] {"-v", "--json"}) {
      Result result =
          command.equals("recovery-kit")
              ? runAnew(command, "kit.pdf", option)
              : runAnew(command, option);
      assertThat(result.exit()).isEqualTo(26);
      assertThat(result.out() + result.err()).doesNotContain("canary");
    }
  }
}
