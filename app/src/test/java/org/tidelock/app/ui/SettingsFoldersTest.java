package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// Folders that lie elsewhere, what of the vault is here, and rules, chosen in the settings: each says what it does before it is done.
@UsesWindow
final class SettingsFoldersTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.ruled();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().settings("folders");
  }

  @Test
  void theFoldersAreShownWithWhereTheyAreAndHowTheyStand() {
    assertThat(window.words())
        .contains("The vault’s folder", "/home/mira/Tidelock", "Pictures", "/home/mira/Pictures")
        .contains("/home/mira/Music (waits: it is not there)")
        .contains("Everything is on this computer.");
  }

  @Test
  void aFolderIsAddedUnderANameOfItsOwnOnceItWasLookedAt() {
    var folder = Path.of("/home/mira/Documents");
    window.vaults.folder(
        folder, new Vaults.FolderFacts(true, 3_120, 61, 4_200_000_000L, 2, List.of()));
    window.files.answer(folder);
    window.fire("#folders-add");
    assertThat(window.words())
        .contains("3,120 files, 4.2 GB, will be encrypted and sent", "2 items are left out");
    assertThat(window.focus()).isEqualTo("place-name");
    window.fill("#place-name", " ");
    assertThat(window.enabled("#place-go")).isFalse();
    window.fill("#place-name", "Work");
    window.type(KeyCode.ENTER);
    assertThat(vault.placedFolders()).extracting(placed -> placed.name()).contains("Work");
    assertThat(window.words()).contains("Work", "/home/mira/Documents");
  }

  @Test
  void aFolderThatCannotBeIsRefusedBeforeAnythingIsDone() {
    window.files.answer(Path.of("/home/mira"));
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.USAGE,
            Happened.WHOLE_HOME.of("/home/mira"),
            Safe.NOTHING_CHANGED.of(),
            Todo.FOLDER_IN_HOME.of()));
    window.fire("#folders-add");
    assertThat(window.enabled("#place-go")).isFalse();
    assertThat(vault.syncs()).isZero();
  }

  @Test
  void endingOneIsAskedForAndSaysThatNothingIsDeleted() {
    window.fire("#folder-end-Pictures");
    assertThat(window.focus()).as("the safe answer").isEqualTo("folder-end-stay");
    assertThat(window.words()).contains("No file is deleted, neither in /home/mira/Pictures nor");
    window.fire("#folder-end-go");
    assertThat(window.words()).doesNotContain("/home/mira/Pictures");
  }

  @Test
  void whatAChoiceTakesAwayIsCountedBeforeItIsMade() {
    window.fire("#folders-choose");
    assertThat(window.focus()).isEqualTo("kept-tree");
    assertThat(window.enabled("#kept-go")).as("nothing is changed yet").isFalse();
    assertThat(window.words()).contains("Nothing goes and nothing comes.");
    KeptTrees.tick(window, "Studio");
    assertThat(window.words()).contains("Goes from this computer: ", "It stays in the vault.");
    assertThat(vault.selection()).as("only a preview").isEqualTo(VaultSelection.ALL);
    window.fire("#kept-go");
    assertThat(vault.selection()).isEqualTo(new VaultSelection(Mode.EXCEPT, List.of("Studio")));
    assertThat(window.words()).contains("Not on this computer: Studio");
  }

  @Test
  void whatComesBackIsCountedToo() throws Exception {
    vault.choose(new VaultSelection(Mode.EXCEPT, List.of("Studio")));
    window.page(PageId.OVERVIEW).settings("folders");
    window.fire("#folders-choose");
    KeptTrees.tick(window, "Studio");
    assertThat(window.words()).contains("Comes to this computer: ", "free on this drive");
    window.fire("#kept-go");
    assertThat(vault.selection()).isEqualTo(VaultSelection.ALL);
  }

  /// Its neighbours keep being away.
  @Test
  void oneFolderInOneThatIsAwayIsBroughtAlone() throws Exception {
    vault.choose(new VaultSelection(Mode.EXCEPT, List.of("Studio")));
    window.fire("#folders-choose");
    KeptTrees.unfold(window, "Studio");
    KeptTrees.tick(window, "Templates");
    window.fire("#kept-go");
    assertThat(vault.selection().mode()).isEqualTo(Mode.EXCEPT);
    assertThat(vault.selection().paths())
        .contains("Studio/Kestrel House")
        .doesNotContain("Studio", "Studio/Templates");
  }

  /// As with --only at a terminal.
  @Test
  void whatIsNewCanBeKeptAway() {
    window.fire("#folders-choose");
    KeptTrees.tick(window, "Studio");
    KeptTrees.tick(window, "Photos");
    window.flip("#kept-brings");
    window.fire("#kept-go");
    assertThat(vault.selection().mode()).isEqualTo(Mode.ONLY);
    assertThat(vault.selection().paths()).contains("Documents").doesNotContain("Studio", "Photos");
  }

  @Test
  void aChoiceOfNothingIsNoChoice() {
    window.fire("#folders-choose");
    window.flip("#kept-brings");
    for (var entry : SampleWorld.files()) {
      if (!entry.path().contains("/") && entry.deleted().isEmpty()) {
        KeptTrees.tick(window, entry.name());
      }
    }
    assertThat(window.words()).contains("Tick at least one file or folder.");
    assertThat(window.enabled("#kept-go")).isFalse();
  }

  @Test
  void cancellingChangesNothing() {
    window.fire("#folders-choose");
    KeptTrees.tick(window, "Studio");
    window.fire("#kept-cancel");
    assertThat(vault.selection()).isEqualTo(VaultSelection.ALL);
    assertThat(vault.syncs()).isZero();
  }

  @Test
  void theRulesAreListedThoseOfAllDevicesFirst() {
    assertThat(window.words())
        .containsSubsequence("*.tmp", "All devices", "~$*", "node_modules/", "This computer")
        .contains("A rule deletes nothing.");
  }

  @Test
  void whatARuleMatchesIsShownWhileItIsWritten() {
    window.fire("#rules-add");
    assertThat(window.focus()).isEqualTo("rule-text");
    assertThat(window.enabled("#rule-go")).isFalse();
    window.fill("#rule-text", "log");
    assertThat(window.words())
        .contains("The rule: *log", "Would be left out: 31 files, 46 KB", "app/build")
        .contains("None of it is deleted, here or elsewhere.", "Leave 31 files out");
    assertThat(vault.ignorePatterns()).doesNotContain("*log");
    window.type(KeyCode.ENTER);
    assertThat(vault.ignorePatterns()).contains("*log");
    assertThat(window.words()).contains("*log");
  }

  @Test
  void aRuleOfAllDevicesIsChosenByASwitch() {
    window.fire("#rules-add");
    window.choose("Folder");
    window.fill("#rule-text", "target");
    window.flip("#rule-everywhere");
    window.fire("#rule-go");
    assertThat(vault.sharedIgnorePatterns()).contains("target/");
    assertThat(vault.ignorePatterns()).doesNotContain("target/");
  }

  @Test
  void whatIsNoRuleIsSaidAtItsFieldInPlainWords() {
    window.fire("#rules-add");
    vault.failNext(
        new TidelockException(
            ErrorCode.USAGE,
            Happened.PATTERN_BRACKET.of("[abc"),
            Safe.NOTHING_CHANGED.of(),
            Todo.CLOSE_BRACKET.of()));
    window.fill("#rule-text", "[abc");
    assertThat(window.words())
        .contains("In [abc a bracket is opened and not closed.", "Close it with ]");
    assertThat(window.enabled("#rule-go")).isFalse();
  }

  private void remove(String rule) {
    window.findAll(".tl-row .button").stream()
        .filter(button -> ("Remove the rule " + rule).equals(button.getAccessibleText()))
        .forEach(button -> Fx.run(() -> ((javafx.scene.control.Button) button).fire()));
    window.settle();
  }

  /// It would come back behind the rule that takes something back, and that would be left out.
  @Test
  void aRuleWhosePlaceCountsIsNotOfferedBack() throws Exception {
    vault.addIgnorePattern("*.log");
    vault.addIgnorePattern("!keep.log");
    window.fire("#rules-add");
    window.fill("#rule-text", "*.bak");
    window.fire("#rule-go");
    remove("*.log");
    assertThat(vault.ignorePatterns()).doesNotContain("*.log").contains("!keep.log");
    assertThat(window.words()).contains("No longer left out: *.log");
    assertThat(window.findAll("#rules-undo")).isEmpty();
  }

  @Test
  void aRuleIsRemovedAtOnceAndCanBeHadBack() {
    remove("node_modules/");
    assertThat(vault.ignorePatterns()).doesNotContain("node_modules/");
    assertThat(window.words()).contains("No longer left out: node_modules/");
    window.fire("#rules-undo");
    assertThat(vault.ignorePatterns()).contains("node_modules/");
  }

  @Test
  void whatDoesNotWorkIsSaid() {
    window.fire("#rules-add");
    window.fill("#rule-text", "log");
    vault.failNext(
        new TidelockException(
            ErrorCode.LOCAL, "The profile cannot be written.", "Nothing was changed.", "Wait."));
    window.fire("#rule-go");
    assertThat(window.words()).contains("The profile cannot be written.");
  }
}
