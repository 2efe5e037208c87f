package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.Caution;

final class CreateCommandTest extends CliFixture {
  private static final String FINGERPRINT = "river stamp onion kite velvet harbor";
  private static final String NO_KIT =
      "There is no recovery kit yet, and the words are not shown as this is no terminal. Make one: tidelock recovery-kit FILE.pdf\n";

  private Result create(String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of("create", "--storage", "file:///mnt/store", "--folder", "files"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void aVaultIsCreatedAsAsked() throws Exception {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result =
        create("--name", "Mira’s vault", "--device", "Laptop 1", "--recovery-kit", "kit.txt");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Created: Personal in file:///mnt/store",
                    "Folder: " + temp.resolve("files"),
                    "Device: Laptop",
                    "Fingerprint: " + FINGERPRINT,
                    "Unlocking: each start asks for the passphrase",
                    "Recovery kit: "
                        + temp.resolve("kit.txt")
                        + "; print it, and keep it away from this computer"),
                ""));
    var asked = vaults.created;
    assertThat(asked.home()).isEqualTo(home());
    assertThat(asked.storage()).isEqualTo("file:///mnt/store");
    assertThat(asked.folder()).isEqualTo(temp.resolve("files"));
    assertThat(asked.name()).isEqualTo("Mira’s vault");
    assertThat(asked.device()).isEqualTo("Laptop 1");
    assertThat(vaults.secret).isEqualTo(GOOD);
    assertThat(asked.keepUnlocked()).isEqualTo(KeepUnlocked.NO);
    assertThat(vaults.vault(home()).calls).containsExactly("close");
  }

  /// As a script gives it whose variable is not set: the working directory would be synced.
  @Test
  void anEmptyFolderNameIsRefused() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = run("create", "--storage", "file:///mnt/store", "--folder", "");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("'--folder'").contains("it is empty");
    assertThat(vaults.created).isNull();
  }

  @Test
  void theDocumentHasStableFieldsAndNoSecret() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create("--json");
    assertDocument(
        result,
        """
        {"vault":"7f3a91c4","name":"Personal","device":"Laptop","folder":"%s","storage":"file:///mnt/store",\
        "fingerprint":"%s","cautions":[],"recoveryKit":null}"""
            .formatted(temp.resolve("files"), FINGERPRINT));
    assertThat(result.err()).isEqualTo(NO_KIT);
  }

  @Test
  void whatSpeaksAgainstTheFolderIsSaidFirstAndCreatedAllTheSame() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    vaults.cautions = List.of(Caution.values());
    Result result = create("--recovery-kit", "kit.pdf");
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .isEqualTo(
            lines(
                "Caution: another program that syncs seems to work on this folder. Two on one folder tend to undo each other.",
                "Caution: the folder is on a drive of another computer. What changes there is noticed late.",
                "Caution: the folder is on a stick or card. While that is taken out, syncing stops; nothing is deleted.",
                "Caution: there are more than 100,000 items in the folder. The first sync takes a while.",
                "Caution: less than a tenth of the folder's drive is free."));
    assertThat(vaults.created).isNotNull();
  }

  @Test
  void theDocumentNamesWhatSpeaksAgainstTheFolder() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    vaults.cautions = List.of(Caution.OTHER_SYNC, Caution.LITTLE_ROOM);
    Result result = create("--json", "--recovery-kit", "kit.pdf");
    assertThat(json(result).get("cautions").toString())
        .isEqualTo("[\"other-sync\",\"little-room\"]");
    assertThat(result.err()).startsWith("Caution: another program").contains("Caution: less than");
  }

  @Test
  void whatIsWrongWithTheFolderSaysTheCreation() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    vaults.folderTrouble =
        new TidelockException(ErrorCode.USAGE, "It lies in the storage.", "All safe.", "Move it.");
    assertThat(create("--recovery-kit", "kit.pdf").err()).isEmpty();
    assertThat(vaults.created).isNotNull();
  }

  @Test
  void quietSaysNothingOfTheFolder() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    vaults.cautions = List.of(Caution.OTHER_SYNC);
    assertThat(create("-q", "--recovery-kit", "kit.pdf").err()).isEmpty();
  }

  @Test
  void theKitIsNamedInTheDocument() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    assertThat(json(create("--json", "--recovery-kit", "kit.pdf")).get("recoveryKit").asString())
        .isEqualTo(temp.resolve("kit.pdf").toString());
  }

  @Test
  void theKitHoldsTheKeyAndIsForItsOwnerOnly() throws Exception {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    create("--recovery-kit", "kit.txt");
    Path kit = temp.resolve("kit.txt");
    assertThat(KitWords.recoveryKey(Files.readString(kit)).words())
        .isEqualTo(vaults.createdKey.words());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kit)))
        .isEqualTo("rw-------");
  }

  @Test
  void wordsAreShownOnceToAPersonAndNeverToAPipe() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD);
    Result result = create();
    assertThat(result.exit()).isZero();
    List<String> words = vaults.createdKey.words();
    assertThat(result.out())
        .contains(
            String.format("\n   1 %-10s 2 %-10s", words.get(0), words.get(1)).stripTrailing());
    words.forEach(word -> assertThat(result.out()).contains(word));
    assertThat(result.err()).doesNotContain(words.get(0) + " ");
  }

  @Test
  void whoKnowsThreeWordsHasConfirmedTheKit() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD);
    int[] mistakes = {1};
    terminal.later =
        prompt ->
            mistakes[0]-- > 0
                ? "zoo zoo"
                : " "
                    + vaults
                        .createdKey
                        .words()
                        .get(Integer.parseInt(prompt.replaceAll("\\D", "")) - 1)
                        .toUpperCase(java.util.Locale.ROOT);
    Result result = create("--recovery-kit", "kit.pdf");
    assertThat(result.exit()).isZero();
    assertThat(vaults.vault(home()).calls).containsExactly("confirmRecoveryKit", "close");
    assertThat(result.err()).endsWith("The recovery kit is confirmed.\n");
    assertThat(terminal.asked()).isEqualTo(2 + 4);
  }

  @Test
  void laterIsAllowedAndConfirmsNothing() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD);
    Result result = create();
    assertThat(result.exit()).isZero();
    assertThat(vaults.vault(home()).calls).containsExactly("close");
    assertThat(result.err()).endsWith("The recovery kit is not confirmed yet.\n");
  }

  @Test
  void threeWrongAnswersConfirmNothing() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD);
    terminal.later = prompt -> "zebra crossing";
    assertThat(create().exit()).isZero();
    assertThat(vaults.vault(home()).calls).containsExactly("close");
    assertThat(terminal.asked()).isEqualTo(2 + 3);
  }

  /// A script that runs in a terminal must not hang.
  @Test
  void whoTypedNothingIsAskedNothing() {
    terminal = ScriptedTerminal.typing();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    assertThat(create().exit()).isZero();
    assertThat(terminal.asked()).isZero();
  }

  @Test
  void withJsonAPersonSeesTheWordsBesideTheDocument() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD);
    Result result = create("--json");
    json(result);
    assertThat(result.out()).doesNotContain(vaults.createdKey.words().get(0) + " ");
    assertThat(result.err()).contains("Recovery words, shown this once.");
    vaults.createdKey.words().forEach(word -> assertThat(result.err()).contains(word));
  }

  @Test
  void aPipeGetsNoWords() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create();
    assertThat(result.out()).doesNotContain("Recovery words");
    assertThat(result.err()).isEqualTo(NO_KIT);
  }

  @ParameterizedTest
  @CsvSource({
    "password, very weak",
    "xkfwpz1twqvb, weak",
    "Passw0rd!2024, very weak",
    "files files files, very weak"
  })
  void aGuessablePassphraseIsRefusedBeforeAnythingIsMade(String weak, String level) {
    environment.put("TIDELOCK_PASSPHRASE", weak);
    Result result = create("--recovery-kit", "kit.txt");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .startsWith(
            "tidelock: This passphrase is too easy to guess ("
                + level
                + "). A thousand graphics cards would need ")
        .endsWith(
            ". Nothing was changed. Add two or three unrelated words, or insist with --allow-weak-passphrase. [USAGE]\n")
        .doesNotContain(weak);
    assertThat(vaults.created).isNull();
    assertThat(temp.resolve("kit.txt")).doesNotExist();
  }

  @Test
  void whoInsistsGetsAWeakPassphrase() {
    environment.put("TIDELOCK_PASSPHRASE", "password");
    assertThat(create("--allow-weak-passphrase").exit()).isZero();
    assertThat(vaults.secret).isEqualTo("password");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t  "})
  void aBlankPassphraseIsRefusedEvenThen(String blank) {
    environment.put("TIDELOCK_PASSPHRASE", blank);
    Result result = create("--allow-weak-passphrase");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("The passphrase is blank");
    assertThat(vaults.created).isNull();
  }

  @Test
  void newPassphrasesAreTypedTwiceAndMustAgree() {
    terminal = ScriptedTerminal.typing(GOOD, GOOD + "x");
    Result result = create();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "New passphrase: The same again: tidelock: The two passphrases differ. Nothing was changed. Run the command again. [USAGE]\n");
    assertThat(vaults.created).isNull();
  }

  @Test
  void aFailedCreationLeavesNoKit() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    vaults.failure = problem(ErrorCode.STORAGE);
    Result result = create("--recovery-kit", "kit.pdf");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(temp.resolve("kit.pdf")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "kit.doc, 'The recovery kit is a .pdf or a .txt, not '",
    "files/kit.pdf, 'This folder is in the vault: '",
    "link/kit.pdf, 'This folder is in the vault: '",
    "store/kit.pdf, 'This folder is in the storage of the vault: '",
    "there.pdf, 'There is already a file '"
  })
  void aKitThatCannotBeKeptIsRefusedBeforeTheKeyIsMade(String name, String sentence)
      throws IOException {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Files.createDirectories(temp.resolve("files"));
    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("files"));
    Files.writeString(temp.resolve("there.pdf"), "mine");
    String storage = temp.resolve("store").toUri().toString();
    Result result =
        run("create", "--storage", storage, "--folder", "files", "--recovery-kit", name);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("tidelock: " + sentence);
    assertThat(vaults.created).isNull();
    assertThat(temp.resolve("there.pdf")).hasContent("mine");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsALocalProblem() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create("--recovery-kit", "no/such/folder/kit.pdf");
    assertThat(result.exit()).isEqualTo(6);
    assertThat(vaults.created).isNull();
  }

  @Test
  void aProfileIsOneDevice() {
    ready();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("tidelock: This profile already has a vault: ");
    assertThat(vaults.created).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "file, FILE, 'Unlocking: this device''s key lies in a file of the profile that only you may read; whoever can read it, or a copy of it, can read the vault'",
    "keychain, KEYCHAIN, 'Unlocking: this device''s key lies in the system''s keychain'",
    "no, NO, 'Unlocking: each start asks for the passphrase'"
  })
  void whatKeepingUnlockedMeansIsSaid(String typed, KeepUnlocked keep, String sentence) {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create("--keep-unlocked=" + typed);
    assertThat(vaults.created.keepUnlocked()).isEqualTo(keep);
    assertThat(result.out()).contains("\n" + sentence + "\n");
  }

  @Test
  void namesComeFromTheFolderAndTheComputer() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    environment.put("HOSTNAME", "attic");
    create();
    assertThat(vaults.created.name()).isEqualTo("files");
    assertThat(vaults.created.device()).isEqualTo("attic");
  }

  @Test
  void withoutANameOfItsOwnTheComputerStillHasOne() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    create();
    assertThat(vaults.created.device()).isNotBlank().doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--recovery-key", "--recovery-key-file=words.txt"})
  void aNewVaultTakesNoRecoveryKey(String option) {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = create(option);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("tidelock: A new vault makes its own recovery key.");
  }

  @Test
  void whatIsRequiredIsSaid() {
    Result result = run("create", "--folder", "x");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Missing required option: '--storage=URL'. Nothing was changed. See tidelock help create. [USAGE]\n");
  }
}
