package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Vaults.Caution;

final class JoinCommandTest extends CliFixture {
  private Result join(String... more) {
    List<String> words =
        new ArrayList<>(List.of("join", "--storage", "file:///mnt/store", "--folder", "files"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void aScriptJoinsWithYes() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    Result result = join("--yes", "--device", "Attic", "--keep-unlocked=file");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Joined: Personal in file:///mnt/store",
                    "Folder: " + temp.resolve("files"),
                    "Device: Laptop",
                    "Fingerprint: river stamp onion kite velvet harbor",
                    "Unlocking: this device's key lies in a file of the profile that only you may read; whoever can read it, or a copy of it, can read the vault"),
                ""));
    var asked = vaults.joined;
    assertThat(asked.home()).isEqualTo(home());
    assertThat(asked.storage()).isEqualTo("file:///mnt/store");
    assertThat(asked.folder()).isEqualTo(temp.resolve("files"));
    assertThat(asked.device()).isEqualTo("Attic");
    assertThat(vaults.secret).isEqualTo("what it was");
    assertThat(asked.keepUnlocked()).isEqualTo(KeepUnlocked.FILE);
    assertThat(vaults.vault(home()).calls).containsExactly("close");
  }

  @Test
  void whatSpeaksAgainstTheFolderIsSaid() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    vaults.cautions = List.of(Caution.REMOVABLE_DRIVE);
    Result result = join("--yes", "--json");
    assertThat(result.err())
        .isEqualTo(
            lines(
                "Caution: the folder is on a stick or card. While that is taken out, syncing stops; nothing is deleted."));
    assertThat(json(result).get("cautions").toString()).isEqualTo("[\"removable-drive\"]");
  }

  /// A long history takes minutes.
  @Test
  void atATerminalItTellsHowFarItIs() {
    vaults.joining =
        Optional.of(
            new Progress(
                Progress.Phase.LEARNING, 300, 20_000, 0, 0, 0, 0, Optional.empty(), List.of()));
    terminal = ScriptedTerminal.typing("what it was");
    assertThat(join("--yes").err())
        .contains("\rReading the history: 300 of 20,000 records")
        .endsWith("\r");
  }

  @Test
  void theDocumentHasStableFields() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    assertDocument(
        join("--yes", "--json"),
        """
        {"vault":"7f3a91c4","name":"Personal","device":"Laptop","folder":"%s","storage":"file:///mnt/store",\
        "fingerprint":"river stamp onion kite velvet harbor","cautions":[],\
        "devices":[{"id":"d1","name":"Laptop","thisDevice":true,"added":"2026-11-24T12:00:00Z","lastSeen":null,\
        "fingerprint":"a b c d e f","removed":false,"removedAt":null}]}"""
            .formatted(temp.resolve("files")));
  }

  @Test
  void aPersonSeesDevicesAndFingerprintAndSaysWhetherTheyAreRight() {
    terminal = ScriptedTerminal.typing("what it was", "y");
    Result result = join();
    assertThat(result.exit()).isZero();
    assertThat(vaults.confirmed).isTrue();
    assertThat(result.err())
        .isEqualTo(
            "Passphrase: "
                + lines(
                    "Fingerprint: river stamp onion kite velvet harbor",
                    "Devices of this vault:",
                    "  Laptop, added 2026-11-24 13:00, a b c d e f, id d1")
                + "Are these your devices, and does another one show this fingerprint? [y/N] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n", "no", "what?"})
  void anythingButYesJoinsNothing(String answer) {
    terminal = ScriptedTerminal.typing("what it was", answer);
    Result result = join();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(vaults.confirmed).isFalse();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void withNobodyToAskYesIsNeededBeforeAnySecret() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    Result result = join();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("answer with --yes");
    assertThat(vaults.joined).isNull();
  }

  @Test
  void aRecoveryKeyFileJoinsWithoutThePassphrase() throws Exception {
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    Files.writeString(temp.resolve("words.txt"), String.join(" ", key.words()));
    Result result = join("--yes", "--recovery-key-file", "words.txt", "--keep-unlocked=file");
    assertThat(result.exit()).isZero();
    assertThat(vaults.secret).isEqualTo(String.join(" ", key.words()));
  }

  @Test
  void theRecoveryKeyCanBeTyped() {
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    terminal = ScriptedTerminal.typing(String.join("  ", key.words()).toUpperCase(), "yes");
    Result result = join("--recovery-key", "--keep-unlocked=keychain");
    assertThat(result.exit()).isZero();
    assertThat(vaults.secret).isEqualTo(String.join(" ", key.words()));
    // One word alone may be said anyway: fingerprints and sentences have words of the same list.
    String two = "(?i)" + key.words().get(3) + "\\s+" + key.words().get(4);
    assertThat(result.out() + result.err()).doesNotContainPattern(two);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--recovery-key", "--recovery-key-file=words.txt"})
  void whoJoinsByRecoveryKeyMustSayWhereTheDevicesKeyStays(String option) {
    Result result = join("--yes", option);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Add --keep-unlocked=file. [USAGE]");
    assertThat(vaults.joined).isNull();
  }

  @Test
  void aMistypedWordIsNamedWithANearOneAndNothingIsAsked() throws Exception {
    List<String> words = new ArrayList<>(RecoveryKey.random(new SecureRandom()).words());
    words.set(6, "abandom");
    Files.writeString(temp.resolve("words.txt"), String.join(" ", words));
    Result result = join("--yes", "--recovery-key-file", "words.txt", "--keep-unlocked=file");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Word 7, \"abandom\", is not in the list. Did you mean \"abandon\"? Nothing was changed."
                + " Check the 24 words against the recovery kit. [USAGE]\n");
    assertThat(vaults.joined).isNull();
  }

  @Test
  void aWrongPassphraseIs26() {
    environment.put("TIDELOCK_PASSPHRASE", "wrong");
    vaults.failure = problem(ErrorCode.AUTH);
    Result result = join("--yes");
    assertThat(result.exit()).isEqualTo(26);
    assertThat(result.err()).doesNotContain("wrong");
  }

  @Test
  void byACodeNoPassphraseOfTheVaultIsNeeded() {
    terminal = ScriptedTerminal.typing("y");
    Result result = join("--pair", "--keep-unlocked=file", "--device", "Attic");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).startsWith("Joined: Personal in file:///mnt/store\n");
    assertThat(result.err())
        .isEqualTo(
            lines(
                    "On a device of the vault: tidelock devices add, or Devices, Add a device, in its window.",
                    "Code: 2F1-QZ0-ABC, until 2026-11-24 13:10",
                    "It shows these words, too: river stamp onion kite velvet harbor",
                    "If it shows others, or finds nobody, say no, and begin again here.")
                + "A device lets this one in. Did yours show these words, and does it say that it has added this one? [y/N] ");
    var asked = vaults.paired;
    assertThat(asked.device()).isEqualTo("Attic");
    assertThat(asked.folder()).isEqualTo(temp.resolve("files"));
    assertThat(asked.passphrase()).isEmpty();
    assertThat(vaults.joined).isNull();
    assertThat(vaults.vault(home()).calls).containsExactly("close");
  }

  @Test
  void aDeviceThatIsLockedBetweenStartsGetsAPassphraseOfItsOwn() {
    terminal =
        ScriptedTerminal.typing(
            "walnut meadow rides a slow ferry", "walnut meadow rides a slow ferry", "y");
    Result result = join("--pair");
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .startsWith("This device gets a passphrase of its own.\nNew passphrase: The same again: ");
    assertThat(vaults.secret).isEqualTo("walnut meadow rides a slow ferry");
  }

  @Test
  void whoDoesNotSayThatTheWordsAreTheSameJoinsNothing() {
    for (String answer : List.of("n", "", "no idea")) {
      terminal = ScriptedTerminal.typing(answer);
      assertThat(join("--pair", "--keep-unlocked=file").exit()).isEqualTo(2);
      assertThat(vaults.confirmed).isFalse();
    }
    assertThat(runAnew("join", "--storage", "file:///x", "--folder", "g", "--pair").err())
        .contains("answer with --yes");
  }

  @Test
  void whoStopsWaitingIsToldIfItWasLetInAtThatMoment() {
    vaults.letInWhileStopping = true;
    Result result = join("--pair", "--yes", "--keep-unlocked=file", "--device", "Attic");
    assertThat(result.exit()).isNotZero();
    assertThat(result.err())
        .contains(
            "the vault lists Attic, which will never come: remove it there with tidelock devices remove.");
    assertThat(vaults.confirmed).isNull();
  }

  @Test
  void thatPassphraseIsNoneThatCanBeGuessed() {
    environment.put("TIDELOCK_NEW_PASSPHRASE", "12345678");
    Result weak = join("--pair", "--yes");
    assertThat(weak.exit()).isEqualTo(2);
    assertThat(weak.err()).contains("too easy to guess");
    assertThat(vaults.paired).isNull();
  }

  @Test
  void aCodeAndARecoveryKeyExcludeEachOther() {
    assertThat(join("--pair", "--yes", "--recovery-key").err())
        .contains("--pair takes no recovery key");
    assertThat(vaults.paired).isNull();
  }

  @Test
  void aProfileIsOneDevice() {
    ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    assertThat(join("--yes").exit()).isEqualTo(2);
    assertThat(vaults.joined).isNull();
  }
}
