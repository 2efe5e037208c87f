package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;

final class SigningInTest extends CliFixture {
  private static final String URL = "onedrive:/Vault?client=x";
  private static final StorageAccess TOKEN = StorageAccess.NONE.withSecret("token");

  @BeforeEach
  void aStorageThatPeopleSignInTo() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    vaults.needs = StorageNeeds.SIGN_IN;
  }

  private Result join(String... more) {
    List<String> words =
        new ArrayList<>(List.of("join", "--storage", URL, "--folder", "files", "--yes"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void whoJoinsIsToldThePageAndWaitedFor() {
    Result result = join("--sign-in", "browser");
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .isEqualTo(
            lines(
                "To sign in, open this page in a browser of this computer: https://login.example/page?a=b&c=d",
                "Tidelock waits until you have."));
    assertThat(vaults.signIn).isEqualTo(URL + " BROWSER NEEDED");
    assertThat(vaults.access).isEqualTo(TOKEN);
    assertThat(vaults.signInIsOver).isTrue();
    assertThat(vaults.joined).isNotNull();
  }

  @Test
  void orTheCode() {
    Result result = join("--sign-in", "code", "--all-files", "--quiet", "--json");
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .isEqualTo(
            lines(
                "To sign in, open this page on any device: https://login.example/page?a=b&c=d",
                "and type this code there: ABCD-1234",
                "Tidelock waits until you have."));
    assertThat(vaults.signIn).isEqualTo(URL + " CODE ALL_FILES");
    assertThat(result.out()).doesNotContain("token").hasLineCount(1);
  }

  @Test
  void overSshACodeIsShown() {
    environment.put("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22");
    environment.put("DISPLAY", ":0");
    terminal = ScriptedTerminal.typing();
    assertThat(join().exit()).isZero();
    assertThat(vaults.signIn).isEqualTo(URL + " CODE NEEDED");
  }

  @Test
  void whereNobodyCanBeAskedItSaysHow() {
    assertThat(join())
        .isEqualTo(
            new Result(
                3,
                "",
                "tidelock: Someone has to sign in to this storage, and there is nobody to ask. Nothing was changed. Run it at a terminal, or say how with --sign-in=browser or --sign-in=code. [LOCKED]\n"));
    assertThat(vaults.signIn).isEmpty();
    assertThat(vaults.joined).isNull();
  }

  @Test
  void whoDeclinesHasJoinedNothing() {
    vaults.signInIsDeclined = true;
    assertThat(join("--sign-in=code").exit()).isEqualTo(5);
    assertThat(vaults.signInIsOver).isTrue();
    assertThat(vaults.joined).isNull();
  }

  @Test
  void aProfileGetsANewSignIn() {
    ready();
    assertThat(run("storage", "sign-in", "--sign-in", "code").exit()).isZero();
    assertThat(vaults.signIn).endsWith(" CODE NEEDED");
    assertThat(vaults.vault(home()).signedIn).isEqualTo(TOKEN);
    assertThat(vaults.access.isNone()).as("nothing is kept before it was tried").isTrue();
  }

  @Test
  void theProxyOfTheStorageIsThatOfItsSignIn() {
    String proxy = "http://proxy.example:3128";
    assertThat(join("--sign-in", "code", "--proxy", proxy).exit()).isZero();
    assertThat(vaults.signInBy.agreed(StorageAccess.PROXY)).contains(proxy);
    ready();
    assertThat(run("storage", "sign-in", "--sign-in", "code", "--proxy", "none").exit()).isZero();
    assertThat(vaults.signInBy.agreed(StorageAccess.PROXY)).contains("none");
    assertThat(vaults.vault(home()).signedIn)
        .isEqualTo(TOKEN.agreeing(StorageAccess.PROXY, "none"));
  }

  @Test
  void anAccountWithoutTheVaultIsNotTaken() {
    TestVault vault = ready();
    vault.failure = problem(ErrorCode.IDENTITY);
    Result result = run("storage", "sign-in", "--sign-in", "code");
    assertThat(result.exit()).isEqualTo(ErrorCode.IDENTITY.exitCode());
    assertThat(vault.signedIn).isNull();
  }

  @Test
  void whereAWayCannotBeSaidNoneIsAskedFor() throws Exception {
    Files.writeString(temp.resolve("kit"), "abandon ".repeat(23) + "art");
    locked();
    assertThat(run("sync", "--recovery-key-file", "kit").err())
        .contains("there is nobody to ask. Nothing was changed. Run it at a terminal. [LOCKED]")
        .doesNotContain("--sign-in");
  }

  @Test
  void otherCommandsAskNobodyToSignIn() {
    ready();
    assertThat(run("status").exit()).isZero();
    assertThat(vaults.signIn).isEmpty();
  }
}
