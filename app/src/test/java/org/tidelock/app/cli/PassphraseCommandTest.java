package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// `passphrase change`.
class PassphraseCommandTest extends CliFixture {
  private static final String NEW = "walnut meadow rides a slow ferry";

  @Test
  void asksForTheOldOneAndTwiceForTheNewOne() {
    TestVault vault = ready();
    terminal = ScriptedTerminal.typing("what it is", NEW, NEW);
    Result result = run("passphrase", "change");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "The vault has a new passphrase",
                    "The recovery kit opens the vault as before.",
                    "Whoever has a copy of the storage from before, and the old passphrase, can still open that copy; tidelock passphrase change --rotate shuts them out of what is written from then on."),
                "Passphrase: New passphrase: The same again: "));
    assertThat(vault.ownerSecret).isEqualTo("what it is");
    assertThat(vault.newSecret).isEqualTo(NEW);
    assertThat(vault.calls).containsExactly("changePassphrase", "close");
  }

  /// As where the vault's was changed on another device.
  @Test
  void aProfileWithAPassphraseOfItsOwnIsAskedForIt() {
    TestVault vault = ready();
    vaults.profilePassphrase = "the one from before";
    terminal = ScriptedTerminal.typing("what it is", "the one from before", NEW, NEW);
    Result result = run("passphrase", "change");
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .startsWith(
            "Passphrase: That does not open this profile. If the passphrase was changed on another device, the one from before (else Enter): New");
    assertThat(vault.ownerSecret).isEqualTo("what it is");
    assertThat(vaults.secret).isEqualTo("the one from before");
    terminal = ScriptedTerminal.typing("mistyped", "");
    assertThat(run("passphrase", "change").exit()).isEqualTo(ErrorCode.AUTH.exitCode());
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    environment.put("TIDELOCK_NEW_PASSPHRASE", NEW);
    assertThat(run("passphrase", "change").exit()).isEqualTo(ErrorCode.AUTH.exitCode());
    environment.put("TIDELOCK_PROFILE_PASSPHRASE", "the one from before");
    assertThat(run("passphrase", "change").exit()).isZero();
  }

  @Test
  void whatCanBeGuessedOrWasMistypedIsRefused() {
    TestVault vault = ready();
    terminal = ScriptedTerminal.typing("what it is", "password", "password");
    Result weak = run("passphrase", "change");
    assertThat(weak.exit()).isEqualTo(2);
    assertThat(weak.err()).contains("tidelock: This passphrase is too easy to guess");
    terminal = ScriptedTerminal.typing("what it is", NEW, NEW + "x");
    assertThat(run("passphrase", "change").err()).contains("The two passphrases differ.");
    assertThat(vault.calls).doesNotContain("changePassphrase");
    terminal = ScriptedTerminal.typing("what it is", "password", "password");
    assertThat(run("passphrase", "change", "--allow-weak-passphrase").exit()).isZero();
    assertThat(vault.newSecret).isEqualTo("password");
  }

  @Test
  void theOldOneFromAFileIsNotTakenForTheNewOne() throws Exception {
    TestVault vault = ready();
    Files.writeString(temp.resolve("old"), GOOD);
    Result nobody = run("passphrase", "change", "--passphrase-file", "old");
    assertThat(nobody.exit()).isEqualTo(3);
    assertThat(nobody.err()).contains("A new passphrase is needed, and there is nobody to ask.");
    Files.writeString(temp.resolve("new"), NEW);
    assertDocument(
        runAnew(
            "passphrase",
            "change",
            "--passphrase-file",
            "old",
            "--new-passphrase-file",
            "new",
            "--json"),
        """
        {"changed":true,"recoveryKit":null}""");
    assertThat(vault.ownerSecret).isEqualTo(GOOD);
    assertThat(vault.newSecret).isEqualTo(NEW);
  }

  @Test
  void rotatingMakesANewKitToo() throws Exception {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    environment.put("TIDELOCK_NEW_PASSPHRASE", NEW);
    assertThat(run("passphrase", "change", "--rotate").exit()).isEqualTo(2);
    assertThat(runAnew("passphrase", "change", "--recovery-kit", "k.txt").exit()).isEqualTo(2);
    assertThat(vault.calls).isEmpty();
    assertDocument(
        runAnew("passphrase", "change", "--rotate", "--recovery-kit", "kit.txt", "--json"),
        """
        {"changed":true,"recoveryKit":"%s"}"""
            .formatted(temp.resolve("kit.txt")));
    assertThat(vault.calls).containsExactly("replaceSecrets nobody", "close");
    assertThat(KitWords.recoveryKey(Files.readString(temp.resolve("kit.txt"))).words())
        .isEqualTo(vault.newWords);
  }

  @Test
  void aKitThatWasSavedInVainIsCalledSo() {
    ready().failureAfterKeeping =
        new TidelockException(
            ErrorCode.STORAGE, "It broke.", "A kit that was just saved opens nothing.", "Again.");
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    environment.put("TIDELOCK_NEW_PASSPHRASE", NEW);
    Result result = run("passphrase", "change", "--rotate", "--recovery-kit", "kit.txt");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("A kit that was just saved opens nothing.");
  }
}
