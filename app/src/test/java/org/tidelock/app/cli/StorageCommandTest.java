package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidelock.app.Engine;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.phrase.Promise;

final class StorageCommandTest extends CliFixture {
  private static final String URL = "webdav+https://u@host/vault";
  private static final String NEW_KEY = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String KIT = "abandon ".repeat(23) + "art";

  private static StorageReport good() {
    return new StorageReport(
        StorageState.EMPTY,
        List.of(
            new Finding(Aspect.CONTENT, Verdict.GOOD, Promise.COMES_BACK.of()),
            new Finding(Aspect.EXISTING, Verdict.WEAK, Promise.WOULD_OVERWRITE.of())),
        OptionalLong.of(12_000_000_000L),
        Optional.of(new Speed(Duration.ofMillis(23), 3_400_000, 11_000_000)),
        Optional.of("ssh-ed25519 SHA256:abc"),
        true);
  }

  private static StorageReport bad() {
    return new StorageReport(
        StorageState.FOREIGN,
        List.of(new Finding(Aspect.CONTENT, Verdict.BAD, Promise.ALTERED.of())),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void whatItGuaranteesIsSaidInPlainWords() {
    vaults.report = good();
    assertThat(run("storage", "test", URL))
        .isEqualTo(
            new Result(
                0,
                """
                Now there: nothing
                Server's key: ssh-ed25519 SHA256:abc
                good  What is stored comes back as it was.
                weak  It would overwrite a name that exists, so that Tidelock looks each time first.
                Speed: answers in 23 ms, takes 3.4 MB a second, gives 11 MB a second
                Room: 12 GB
                Nothing of the trial was left there.
                A vault can lie here.
                """,
                ""));
    assertThat(runAnew("storage", "test", URL, "--json").out())
        .isEqualTo(
            """
            {"storage":"webdav+https://u@host/vault","there":"empty","usable":true,"identity":"ssh-ed25519 SHA256:abc",\
            "findings":[{"aspect":"content","verdict":"good","message":"What is stored comes back as it was."},\
            {"aspect":"existing","verdict":"weak","message":"It would overwrite a name that exists, so that Tidelock looks each time first."}],\
            "room":12000000000,"answerMillis":23,"sending":3400000,"receiving":11000000,"clean":true}
            """);
  }

  @Test
  void oneThatIsNotSafeIsRefusedWithTheReason() {
    vaults.report = bad();
    assertThat(run("storage", "test", URL))
        .isEqualTo(
            new Result(
                5,
                """
                Now there: other things, so that a new vault would want a folder of its own
                BAD   What is stored comes back altered.
                Room: it does not say
                Something of the trial is left there: what begins with trial- in the folder Unfinished can be deleted. The rest of that folder may be of other devices.
                """,
                "tidelock: A vault would not be safe in this storage: What is stored comes back altered."
                    + " Nothing was changed. Choose another storage. [STORAGE]\n"));
    assertThat(runAnew("storage", "test", URL, "--json").out())
        .startsWith(
            "{\"storage\":\"webdav+https://u@host/vault\",\"there\":\"foreign\",\"usable\":false,")
        .contains("\"error\":{\"code\":\"STORAGE\"")
        .hasLineCount(1);
  }

  @Test
  void theStoragesPasswordGoesWithIt() throws Exception {
    vaults.report = good();
    vaults.needs = StorageNeeds.PASSWORD;
    Files.writeString(temp.resolve("secret"), "s3cret\n");
    assertThat(run("storage", "test", URL, "--storage-secret-file", "secret").exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("s3cret"));
    assertThat(run("storage", "make", URL).exit()).isEqualTo(2);
  }

  @Test
  void withoutAnAddressItIsTheProfilesOwn() {
    assertThat(run("storage", "test").err()).endsWith("[NOT_SET_UP]\n");
    vaults.profile(home(), KeepUnlocked.FILE).storageReport = good();
    assertThat(runAnew("storage", "test").out()).contains("A vault can lie here.");
    assertThat(vaults.vault(home()).calls).contains("testStorage");
  }

  @Test
  void whatLiesThereDecidesWhatItComesTo() {
    vaults.profile(home(), KeepUnlocked.FILE).storageReport = there(StorageState.VAULT);
    assertThat(run("storage", "test").out())
        .endsWith("The storage does what a vault needs.\n")
        .doesNotContain("can lie here");
    vaults.report = there(StorageState.FOREIGN);
    assertThat(runAnew("storage", "test", URL).out())
        .endsWith("A vault can lie here, in a folder of its own.\n");
  }

  private static StorageReport there(StorageState there) {
    StorageReport good = good();
    return new StorageReport(
        there, good.findings(), good.room(), good.speed(), good.identity(), true);
  }

  @Test
  void whatIsForAnotherStorageIsRefusedForTheProfilesOwn() {
    vaults.profile(home(), KeepUnlocked.FILE).storageReport = good();
    for (String[] words :
        new String[][] {
          {"--storage-secret-file", "x"},
          {"--allow-cleartext"},
          {"--storage-key", NEW_KEY},
          {"--proxy", "none"},
          {"--sign-in", "code"},
          {"--all-files"}
        }) {
      List<String> line = new ArrayList<>(List.of("storage", "test"));
      line.addAll(List.of(words));
      assertThat(runAnew(line.toArray(String[]::new)).exit()).as(line.toString()).isEqualTo(2);
    }
    assertThat(vaults.vault(home()).calls).isEmpty();
  }

  @Test
  void theVaultIsTheOneThatWasNamed() {
    vaults.profile(home(), KeepUnlocked.FILE).storageReport = good();
    for (String action : List.of("test", "sign-in")) {
      assertThat(runAnew("storage", action, "--vault", "Another").err())
          .contains("This profile has no vault named Another.");
    }
    assertThat(vaults.vault(home()).calls).containsOnly("close");
    assertThat(runAnew("storage", "test", "--vault", "Personal").exit()).isZero();
  }

  /// It opens the profile from the storage.
  @Test
  void theRecoveryKitNeedsThePasswordFirst() throws Exception {
    Files.writeString(temp.resolve("kit"), KIT);
    vaults.profile(home(), KeepUnlocked.NO, URL).storageReport = good();
    vaults.needs = StorageNeeds.PASSWORD;
    environment.put("TIDELOCK_STORAGE_SECRET", "s3cret");
    for (String action : List.of("test", "sign-in")) {
      vaults.access = StorageAccess.NONE;
      assertThat(runAnew("storage", action, "--recovery-key-file", "kit").exit()).isZero();
      assertThat(vaults.access).as(action).isEqualTo(StorageAccess.NONE.withSecret("s3cret"));
    }
  }

  /// Of the commands that cannot be told of a file, none is said to take one.
  @Test
  void whereNobodyCanBeAskedForThePasswordOnlyWaysThatExistAreNamed() throws Exception {
    Files.writeString(temp.resolve("kit"), KIT);
    vaults.profile(home(), KeepUnlocked.NO, URL);
    vaults.needs = StorageNeeds.PASSWORD;
    String[] byKit = {"--recovery-key-file", "kit"};
    for (String command : List.of("sync", "status")) {
      assertThat(runAnew(command, byKit[0], byKit[1]).err())
          .endsWith("Give it with TIDELOCK_STORAGE_SECRET. [LOCKED]\n");
    }
    assertThat(runAnew("storage", "sign-in", byKit[0], byKit[1]).err())
        .endsWith("Give it with --storage-secret-file or TIDELOCK_STORAGE_SECRET. [LOCKED]\n");
  }

  @Test
  void aNewPasswordIsGivenToTheProfile() {
    TestVault vault = vaults.profile(home(), KeepUnlocked.FILE, URL);
    vaults.needs = StorageNeeds.PASSWORD;
    environment.put("TIDELOCK_STORAGE_SECRET", "the new one");
    assertThat(run("storage", "sign-in", "--storage-key", NEW_KEY))
        .isEqualTo(
            new Result(0, "Signed in to " + URL + "; this is kept, sealed, in the profile.\n", ""));
    assertThat(vault.signedIn)
        .isEqualTo(
            StorageAccess.NONE
                .withSecret("the new one")
                .agreeing(StorageAccess.SERVER_KEY, NEW_KEY));
    assertThat(vaults.access.isNone()).as("nothing is kept before it was tried").isTrue();
    assertThat(vaults.opened).isEqualTo(Optional.empty());
    assertThat(runAnew("storage", "sign-in", "--json").out())
        .isEqualTo("{\"storage\":\"" + URL + "\",\"signedIn\":true}\n");
  }

  @Test
  void aWrongPasswordIsNotKept() {
    TestVault vault = vaults.profile(home(), KeepUnlocked.FILE);
    vault.failure = new TidelockException(ErrorCode.STORAGE, "Refused (401).", "Kept.", "Look.");
    assertThat(run("storage", "sign-in").exit()).isEqualTo(5);
    assertThat(vault.signedIn).isNull();
    vaults.clear();
    assertThat(runAnew("storage", "sign-in").err()).endsWith("[NOT_SET_UP]\n");
    assertThat(runAnew("storage", "sign-in", URL).exit()).isEqualTo(2);
  }

  private static UnknownServer stranger(Optional<String> known) {
    return new UnknownServer(
        StorageAccess.SERVER_KEY, NEW_KEY, "SHA-256 AB:CD", Optional.empty(), known);
  }

  @Test
  void aServerThatNobodyVouchesForAnyMoreIsAskedAbout() {
    TestVault vault = vaults.profile(home(), KeepUnlocked.FILE, URL);
    vault.stranger = stranger(Optional.empty());
    assertThat(run("storage", "sign-in").exit()).as("nobody is there").isEqualTo(5);
    terminal = ScriptedTerminal.typing("y");
    assertThat(run("storage", "sign-in").exit()).isZero();
    assertThat(terminal.complained()).contains("Fingerprint: SHA-256 AB:CD");
    assertThat(vault.signedIn)
        .isEqualTo(StorageAccess.NONE.agreeing(StorageAccess.SERVER_KEY, NEW_KEY));
  }

  @Test
  void oneThatWasAnotherBeforeIsNot() {
    TestVault vault = vaults.profile(home(), KeepUnlocked.FILE, URL);
    vault.stranger = stranger(Optional.of("sha256/old"));
    terminal = ScriptedTerminal.typing("y");
    assertThat(run("storage", "sign-in").exit()).isEqualTo(5);
    assertThat(terminal.asked()).isZero();
    assertThat(vault.signedIn).isNull();
  }

  /// By the engine that people use.
  @Test
  void aFolderOfThisComputerIsLeftAsItWas() throws Exception {
    Path place = temp.resolve("place/of/mine");
    ScriptedTerminal terminal = ScriptedTerminal.none();
    Context real = new Context(terminal, environment, temp, Engine::vaults, context().clock());
    assertThat(new Cli(real).run(List.of("storage", "test", place.toUri().toString()))).isZero();
    assertThat(terminal.printed())
        .contains("Now there: nothing", "good  What is deleted is gone.", "A vault can lie here.");
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.filter(p -> p.endsWith("place"))).isEmpty();
    }
  }
}
