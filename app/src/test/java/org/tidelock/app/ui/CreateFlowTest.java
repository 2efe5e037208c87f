package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;

/// A new vault, from the welcome to its overview.
@UsesWindow
final class CreateFlowTest extends OwnWindow {
  private static final String STRONG = "copper lantern drifts past quiet harbour";

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh;
  }

  @Test
  void fiveStepsMakeAVaultAndShowIt() {
    window.vaults.folder(
        SampleWorld.FOLDER,
        new Vaults.FolderFacts(true, 12_408, 412, 184_000_000_000L, 3, List.of()));
    window.start();
    assertThat(window.words())
        .contains("Welcome to Tidelock", "Create a vault", "Join an existing vault");
    window.fire("#welcome-create");

    assertThat(window.words())
        .contains(
            "Where should the encrypted data live?",
            "/home/mira/Tidelock vault",
            "Nothing is here yet. Tidelock can write here.");
    next();
    assertThat(window.words())
        .contains(
            "Which folder should stay in sync?",
            "12,408 files, 184.0 GB, will be encrypted and sent",
            "Your files stay exactly where they are. 3 items are left out, such as temporary files.");
    window.fill("#vault-name", "Household");
    next();
    assertThat(window.words()).contains("Choose a passphrase").contains("No one can reset it");
    passphrase(STRONG, STRONG);
    next();

    assertThat(window.words()).contains("Save your recovery kit");
    List<String> words = window.vaults.lastKey().orElseThrow().words();
    assertThat(window.words()).contains(words);
    assertThat(window.enabled("#wizard-continue")).isFalse();
    save("/media/stick/kit.pdf");
    assertThat(window.kits).containsExactly(Path.of("/media/stick/kit.pdf"));
    assertThat(window.words()).contains("Saved at 14:33");
    confirm();
    next();

    assertThat(window.words())
        .contains("Your vault is ready", "Household", "Saved as PDF, three words checked")
        .contains("river stamp onion kite velvet harbor");
    var vault = window.vaults.vaultOf(home).orElseThrow();
    assertThat(vault.watching()).as("sends nothing before the last step").isFalse();
    next();
    assertThat(window.vaults.lastSaid()).isNotBlank();
    assertThat(window.vaults.lastSecret()).as("wiped").matches("\\x00+");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(vault.watching()).isTrue();
    assertThat(vault.info().recoveryKitConfirmed()).isTrue();
    assertThat(vault.info().name()).isEqualTo("Household");
  }

  @ParameterizedTest
  @CsvSource({
    "dog, Very weak",
    "mira1984, Very weak",
    "correct horse, Very weak",
    "xkfwpz1twqvb, Weak",
    "Personal, Very weak",
    "qwertyuiop123, Very weak"
  })
  void aWeakPassphraseIsRefused(String weak, String word) {
    toPassphrase();
    passphrase(weak, weak);
    assertThat(window.words()).contains(word, "Add two or three unrelated words.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    passphrase(STRONG, STRONG);
    assertThat(window.words()).doesNotContain("Add two or three unrelated words.");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void aPassphraseTypedOtherwiseTheSecondTimeIsRefused() {
    toPassphrase();
    passphrase(STRONG, "copper");
    assertThat(window.words())
        .as("not while it may still become the same")
        .doesNotContain("The two passphrases differ.");
    passphrase(STRONG, STRONG.replace("quiet", "quite"));
    assertThat(window.words()).contains("The two passphrases differ.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void aSuggestedPassphraseIsShownAndStrongEnough() {
    toPassphrase();
    assertThat(window.shows("#passphrase-shown")).isFalse();
    window.fire("#passphrase-suggest");
    assertThat(window.shows("#passphrase-shown")).as("can be read and written down").isTrue();
    assertThat(window.enabled("#wizard-continue")).isTrue();
    next();
    window.fire("#kit-later");
    assertThat(window.words()).contains("Your vault is ready");
  }

  @Test
  void aKitThatIsLeftForLaterStaysAnIssue() {
    toKit();
    window.fire("#kit-later");
    assertThat(window.words()).contains("Not confirmed yet; Issues reminds you");
    next();
    var vault = window.vaults.vaultOf(home).orElseThrow();
    assertThat(vault.info().recoveryKitConfirmed()).isFalse();
  }

  @Test
  void theWordsAreHiddenWhileOneIsTyped() {
    toKit();
    var words = window.vaults.lastKey().orElseThrow().words();
    assertThat(window.words()).contains(words.get(0), words.get(23));
    Fx.run(() -> field(0).requestFocus());
    assertThat(shownWords()).as("while typing from the copy").isZero();
    Fx.run(() -> window.find("#kit-save").requestFocus());
    assertThat(shownWords()).isEqualTo(24);
  }

  @Test
  void aWordThatIsNotTheRightOneIsSaid() {
    toKit();
    Fx.run(() -> field(0).requestFocus());
    Fx.run(() -> ((javafx.scene.control.TextField) field(0)).setText("zebra"));
    assertThat(window.words()).doesNotContain("That is not word");
    Fx.run(() -> field(1).requestFocus());
    int number = Integer.parseInt(field(0).getId().substring("kit-word-".length()));
    assertThat(window.words()).contains("That is not word " + number + ".");
    window.fire("#kit-kept");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void capitalsAndBlanksDoNotMatterInTheThreeWords() {
    toKit();
    var words = window.vaults.lastKey().orElseThrow().words();
    for (int i = 0; i < 3; i++) {
      var id = field(i).getId();
      int number = Integer.parseInt(id.substring("kit-word-".length()));
      window.fill("#" + id, "  " + words.get(number - 1).toUpperCase(java.util.Locale.ROOT) + " ");
    }
    assertThat(window.enabled("#wizard-continue")).as("not kept safe yet").isFalse();
    window.fire("#kit-kept");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void aKitIsNotSavedIntoTheVaultItOpens() {
    toKit();
    save(SampleWorld.FOLDER.resolve("kit.pdf").toString());
    assertThat(window.words())
        .contains("This folder is in the vault.", "cannot be reached without the vault");
    assertThat(window.kits).isEmpty();
    save("/media/stick/kit.pdf");
    assertThat(window.words()).contains("Saved at").doesNotContain("This folder is in the vault.");
  }

  @Test
  void aKitThatCannotBeWrittenIsSaid() {
    toKit();
    window.kitFailure.set(new FileAlreadyExistsException("kit.pdf"));
    save("/media/stick/kit.pdf");
    assertThat(window.words())
        .contains("The recovery kit could not be saved here.")
        .contains("There is already a file of that name. Choose another name.");
    window.kitFailure.set(new IOException("No space left on device"));
    save("/media/full/kit.pdf");
    assertThat(window.words())
        .contains("Choose another folder.")
        .doesNotContain("No space left on device", "Saved at");
    window.fire("#kit-save");
    assertThat(window.kits).as("the dialog was cancelled").isEmpty();
  }

  @Test
  void anExistingVaultIsNotOverwritten() {
    window.vaults.vaultAt("file:///home/mira/Tidelock%20vault", SampleWorld.vault());
    window.start().fire("#welcome-create");
    assertThat(window.words())
        .contains("This place already holds a vault.", "go back and join that vault");
    assertThat(window.enabled("#wizard-continue")).isFalse();

    window.vaults.place("file:///mnt/nas", Vaults.StorageState.FOREIGN);
    window.files.answer(Path.of("/mnt/nas"));
    window.fire("#storage-folder");
    assertThat(window.words()).contains("/mnt/nas", "This place holds other files.");
    assertThat(window.enabled("#wizard-continue")).isFalse();

    window.files.answer(Path.of("/mnt/nas/tidelock"));
    window.fire("#storage-choose");
    assertThat(window.words()).contains("/mnt/nas/tidelock", "Nothing is here yet.");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void aStorageThatCannotBeUsedIsSaidWithWhatToDo() {
    window.vaults.failNext(problem("The folder cannot be written.", "Check its permissions."));
    window.start().fire("#welcome-create");
    assertThat(window.words())
        .contains("The folder cannot be written. Nothing was changed. Check its permissions.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void aFolderThatIsRefusedKeepsThePersonAtTheStep() {
    window.start().fire("#welcome-create");
    window.vaults.failNext(
        problem("The folder and the storage lie in each other.", "Choose another."));
    next();
    assertThat(window.words())
        .contains("The folder and the storage lie in each other.")
        .contains("Nothing was changed. Choose another.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.files.answer(Path.of("/home/mira/Work"));
    window.fire("#folder-choose");
    assertThat(window.words()).contains("/home/mira/Work", "This folder will be made.");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"#vault-name", "#computer-name"})
  void namesAreNeeded(String field) {
    window.start().fire("#welcome-create");
    next();
    window.fill(field, "  ");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill(field, "Mine");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void whatFailsWhileTheVaultIsMadeCanBeTriedAgain() {
    toPassphrase();
    passphrase(STRONG, STRONG);
    window.vaults.failNext(problem("The storage does not answer.", "Try again."));
    next();
    assertThat(window.words())
        .contains("The storage does not answer.", "Nothing was changed. Try again.")
        .contains("Choose a passphrase");
    next();
    assertThat(window.words())
        .contains("Save your recovery kit")
        .doesNotContain("The storage does not answer.");
  }

  @Test
  void goingBackKeepsWhatWasEntered() {
    toPassphrase();
    passphrase(STRONG, STRONG);
    window.fire("#wizard-back");
    window.fill("#vault-name", "Household");
    window.fire("#wizard-back");
    next();
    next();
    assertThat(window.enabled("#wizard-continue")).as("the passphrase is still there").isTrue();
    next();
    assertThat(window.vaults.vaultOf(home).orElseThrow().info().name()).isEqualTo("Household");
  }

  @Test
  void leavingAsksOnlyIfSomethingWasEntered() {
    window.start().fire("#welcome-create");
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("Welcome to Tidelock").doesNotContain("Leave setup?");

    toPassphrase();
    passphrase(STRONG, "");
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("Leave setup?", "Nothing has been uploaded.");
    window.choose("Go on with setup");
    assertThat(window.words()).contains("Choose a passphrase").doesNotContain("Leave setup?");
    window.fire("#wizard-cancel");
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("Welcome to Tidelock");
    assertThat(window.vaults.vaultOf(home)).isEmpty();
  }

  @Test
  void onceTheVaultExistsThereIsNoWayBack() {
    toKit();
    assertThat(window.shows("#wizard-back")).isFalse();
    assertThat(window.shows("#wizard-cancel")).isFalse();
    Fx.run(window.controller::closeWindow);
    assertThat(window.words())
        .contains("Quit before setup is finished?", "a forgotten passphrase locks it for good");
    window.fire("#wizard-leave");
    assertThat(window.ended).hasValue(1);
    assertThat(window.vaults.vaultOf(home).orElseThrow().closed()).isTrue();
  }

  @Test
  void thePersonIsToldWhenTheFirstSyncIsCompleteUnlessNotWanted() {
    toKit();
    assertThat(window.ui.settings().awaitsFirstSync()).isFalse();
    window.fire("#kit-later");
    assertThat(window.words()).contains("Tell me when the first sync is complete");
    assertThat(new UiSettings(home).awaitsFirstSync()).isTrue();
    window.flip("#done-notify");
    assertThat(new UiSettings(home).awaitsFirstSync()).isFalse();
    window.flip("#done-notify");
    assertThat(new UiSettings(home).awaitsFirstSync()).isTrue();
  }

  private static TidelockException problem(String happened, String todo) {
    return new TidelockException(ErrorCode.LOCAL, happened, "Nothing was changed.", todo);
  }

  private void toPassphrase() {
    window.start().fire("#welcome-create");
    next();
    next();
  }

  private void toKit() {
    toPassphrase();
    passphrase(STRONG, STRONG);
    next();
  }

  private void next() {
    window.fire("#wizard-continue");
  }

  private void passphrase(String first, String second) {
    window.fill("#passphrase", first);
    window.fill("#passphrase-repeat", second);
  }

  private void save(String to) {
    window.files.answer(Path.of(to));
    window.fire("#kit-save");
  }

  private javafx.scene.Node field(int index) {
    return window.findAll(".text-field").stream()
        .filter(node -> String.valueOf(node.getId()).startsWith("kit-word-"))
        .toList()
        .get(index);
  }

  private long shownWords() {
    var seen = List.of(window.words().split("\n"));
    return window.vaults.lastKey().orElseThrow().words().stream().filter(seen::contains).count();
  }

  private void confirm() {
    var words = window.vaults.lastKey().orElseThrow().words();
    for (int i = 0; i < 3; i++) {
      var id = field(i).getId();
      int number = Integer.parseInt(id.substring("kit-word-".length()));
      window.fill("#" + id, words.get(number - 1));
    }
    window.fire("#kit-kept");
  }
}
