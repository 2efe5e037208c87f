package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.UnknownServer;

final class StorageOptionsTest extends CliFixture {
  private static final String URL = "webdav+https://u@host/vault";

  private static final String PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @BeforeEach
  void aServerThatAsksForAPassword() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    vaults.needs = StorageNeeds.PASSWORD;
  }

  private Result join(String... more) {
    List<String> words =
        new ArrayList<>(List.of("join", "--storage", URL, "--folder", "files", "--yes"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void theStoragesPasswordComesFromAFileOrTheEnvironment() throws Exception {
    Files.writeString(temp.resolve("secret"), "first line\nsecond");
    environment.put("TIDELOCK_STORAGE_SECRET", "of the environment");
    assertThat(join("--storage-secret-file", "secret").exit()).isZero();
    assertThat(vaults.access)
        .as("what was named counts first")
        .isEqualTo(StorageAccess.NONE.withSecret("first line"));
    vaults.clear();
    assertThat(join().exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("of the environment"));
    assertThat(terminal.printed() + terminal.complained())
        .doesNotContain("of the environment")
        .doesNotContain("first line");
  }

  @Test
  void whereNobodyCanBeAskedItSaysHowToGiveIt() {
    environment.put("TIDELOCK_STORAGE_SECRET", ""); // nothing
    assertThat(join())
        .isEqualTo(
            new Result(
                3,
                "",
                "tidelock: The storage's password is needed, and there is nobody to ask. Nothing was changed. Give it with --storage-secret-file or TIDELOCK_STORAGE_SECRET. [LOCKED]\n"));
    assertThat(vaults.joined).isNull();
  }

  @Test
  void whatIsAgreedToGoesWithIt() {
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    join("--allow-cleartext", "--storage-key", PIN, "--proxy", "http://proxy:3128");
    assertThat(vaults.access)
        .isEqualTo(
            StorageAccess.NONE
                .withSecret("s")
                .agreeing(StorageAccess.CLEARTEXT, "yes")
                .agreeing(StorageAccess.PROXY, "http://proxy:3128")
                .agreeing(StorageAccess.SERVER_KEY, PIN));
  }

  @Test
  void anAccessKeyComesFromTheEnvironmentAsEverywhere() throws Exception {
    vaults.needs = StorageNeeds.ACCESS_KEY;
    environment.put("AWS_ACCESS_KEY_ID", "AKIA");
    environment.put("AWS_SECRET_ACCESS_KEY", "of the key");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access)
        .isEqualTo(StorageAccess.NONE.withUser("AKIA").withSecret("of the key"));
    vaults.clear();
    Files.writeString(temp.resolve("secret"), "of the file");
    assertThat(join("--storage-secret-file", "secret").exit()).isZero();
    assertThat(vaults.access)
        .isEqualTo(StorageAccess.NONE.withUser("AKIA").withSecret("of the file"));
    vaults.clear();
    environment.put("TIDELOCK_STORAGE_SECRET", "of any storage");
    join();
    assertThat(vaults.access.secret()).as("it has a name of its own").hasValue("of the key");
    vaults.clear();
    environment.remove("AWS_SECRET_ACCESS_KEY");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access.secret()).hasValue("of any storage");
  }

  @Test
  void halfAnAccessKeyIsNotEnough() {
    vaults.needs = StorageNeeds.ACCESS_KEY;
    environment.put("AWS_SECRET_ACCESS_KEY", "of the key");
    Result result = join();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("AWS_ACCESS_KEY_ID").doesNotContain("of the key");
  }

  @Test
  void whoHasAKeyIsNotAskedButMayGiveAPassword() {
    vaults.needs = StorageNeeds.OWN_KEY;
    assertThat(join().exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
    vaults.clear();
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("s"));
  }

  @Test
  void aFolderNeedsNothing() {
    vaults.needs = StorageNeeds.NOTHING;
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
  }

  @Test
  void aPasswordThatIsGivenAnewGoesToTheProfileThatIsThere() {
    vaults.profile(home(), KeepUnlocked.FILE);
    assertThat(run("sync").exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
    environment.put("TIDELOCK_STORAGE_SECRET", "new");
    runAnew("sync");
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("new"));
  }

  private static final UnknownServer NAS =
      new UnknownServer(
          StorageAccess.SERVER_KEY,
          PIN,
          "SHA-256 AB:CD",
          Optional.of(Instant.parse("2027-05-01T10:00:00Z")),
          Optional.empty());

  @Test
  void aServerThatNobodyVouchesForIsTrustedWhereSomebodySaysSo() {
    vaults.stranger = NAS;
    terminal = ScriptedTerminal.typing("y", "of the storage");
    assertThat(new Cli(context()).run(List.of("join", "--storage", URL, "--folder", "f", "--yes")))
        .isZero();
    assertThat(terminal.complained())
        .contains("Fingerprint: SHA-256 AB:CD", "Valid until: 2027-05-01T10:00:00Z");
    assertThat(vaults.access)
        .isEqualTo(
            StorageAccess.NONE
                .withSecret("of the storage")
                .agreeing(StorageAccess.SERVER_KEY, PIN));
  }

  /// The engine refuses it, in words for an alarm.
  @Test
  void aServerWithAnotherKeyThanTheOneThatWasNamedIsNothingToSayYesTo() {
    vaults.stranger =
        new UnknownServer(
            StorageAccess.SERVER_KEY,
            "sha256/BBBB",
            "SHA-256 AB:CD",
            Optional.empty(),
            Optional.of(PIN));
    terminal = ScriptedTerminal.typing("of the storage");
    new Cli(context())
        .run(List.of("join", "--storage", URL, "--folder", "f", "--yes", "--storage-key", PIN));
    assertThat(terminal.complained()).doesNotContain("[y/N]");
    assertThat(vaults.access)
        .isEqualTo(
            StorageAccess.NONE
                .withSecret("of the storage")
                .agreeing(StorageAccess.SERVER_KEY, PIN));
  }

  @Test
  void whoDoesNotTrustItGivesItNothing() {
    vaults.stranger = NAS;
    terminal = ScriptedTerminal.typing("");
    assertThat(new Cli(context()).run(List.of("join", "--storage", URL, "--folder", "f", "--yes")))
        .isEqualTo(5);
    assertThat(terminal.complained())
        .contains("The server was not trusted. Nothing was sent to it.");
    assertThat(vaults.joined).isNull();
  }

  @Test
  void aKeyThatCannotBeOneOfThisServerIsRefusedBeforeAnythingIsDone() {
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    Result result =
        join("--storage-key", "ssh-ed25519 SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("sha256/ and 44 characters");
    assertThat(vaults.joined).isNull();
    assertThat(vaults.access.isNone()).isTrue();
  }
}
