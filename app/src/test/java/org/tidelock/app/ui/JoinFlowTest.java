package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.Vaults;

/// A second device, from the welcome to its overview.
@UsesWindow
final class JoinFlowTest {
  private static final String ATTIC = "file:///mnt/attic/vault";

  @TempDir Path home;
  private final FakeVault vault = SampleWorld.vault();
  private TestWindow window;
  private RecoveryKey key;

  @BeforeEach
  void open() {
    window = new TestWindow(home);
    key = window.vaults.vaultAt(ATTIC, vault);
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void aVaultIsJoinedByItsPassphrase() {
    window.vaults.folder(
        SampleWorld.FOLDER, new Vaults.FolderFacts(true, 950, 61, 3_200_000_000L, 2, List.of()));
    toUnlock();
    assertThat(window.words())
        .contains("How do you unlock the vault?", "never leave this computer");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill("#join-passphrase", "copper lantern");
    next();
    assertThat(window.words())
        .contains(
            "This folder already has 950 files",
            "Files that are the same are not sent again. Where two differ, both are kept.");
    assertThat(window.shows("#vault-name")).as("the vault has a name already").isFalse();
    window.fill("#computer-name", "Kitchen laptop");
    toDevices();
    assertThat(window.words())
        .contains("Is this your vault?", "Mira’s ThinkPad", "Studio iMac", "Attic NAS")
        .contains("river\nstamp\nonion\nkite\nvelvet\nharbor");
    assertThat(window.vaults.vaultOf(home)).as("joined only after a yes").isEmpty();
    yes();
    assertThat(window.words())
        .contains("You have joined the vault", "as ‘Kitchen laptop’", "Mira’s vault")
        .contains("Tell me when the first sync is complete");
    assertThat(window.ui.settings().awaitsFirstSync()).isTrue();
    next();
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.vaults.vaultOf(home).orElseThrow().info().device())
        .isEqualTo("Kitchen laptop");
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.READY);
    assertThat(window.vaults.lastSaid()).isEqualTo("copper lantern");
    assertThat(window.vaults.lastSecret()).as("wiped").matches("\\x00+");
  }

  @Test
  void aVaultIsJoinedByItsRecoveryKit() {
    toUnlock();
    window.fire("#join-by-kit");
    assertThat(window.words()).contains("always kept unlocked, in a file that only you can read");
    assertThat(window.enabled("#join-keep")).isFalse();
    var numbered = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      numbered.append(i + 1).append(". ").append(key.words().get(i).toUpperCase()).append('\n');
    }
    window.fill("#join-words", numbered.toString());
    next();
    toDevices();
    yes();
    next();
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
  }

  @Test
  void aMistypedWordIsNamed() {
    toUnlock();
    window.fire("#join-by-kit");
    var words = new java.util.ArrayList<>(key.words());
    words.set(6, words.get(6) + "x");
    window.fill("#join-words", String.join(" ", words));
    next();
    assertThat(window.words())
        .contains("Word 7 is not in the list.", "How do you unlock the vault?");
    assertThat(window.focus()).isEqualTo("join-words");

    window.fill("#join-words", String.join(" ", key.words().subList(0, 23)));
    next();
    assertThat(window.words()).contains("These are not the 24 words of a kit.");
  }

  @Test
  void aWrongPassphraseIsSaidAtItsField() {
    window.vaults.passphraseIsRight(false);
    toUnlock();
    window.fill("#join-passphrase", "wrong");
    next();
    next();
    assertThat(window.words())
        .contains("How do you unlock the vault?", "That passphrase does not open this vault.");
    assertThat(window.focus()).isEqualTo("join-passphrase");
    window.vaults.passphraseIsRight(true);
    window.fill("#join-passphrase", "right");
    next();
    toDevices();
    assertThat(window.words()).contains("Is this your vault?");
    window.fire("#wizard-back");
  }

  @Test
  void theKitOfAnotherVaultIsSaidToBe() {
    toUnlock();
    window.fire("#join-by-kit");
    var other = window.vaults.vaultAt("file:///elsewhere", SampleWorld.vault());
    window.fill("#join-words", String.join(" ", other.words()));
    next();
    next();
    assertThat(window.words())
        .contains("These words do not open this vault. They may belong to another one");
  }

  @Test
  void goingBackFromTheDevicesJoinsNothing() {
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    toDevices();
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
    assertThat(window.words()).contains("Which folder should stay in sync?");
    assertThat(window.vaults.vaultOf(home)).isEmpty();
    toDevices();
    assertThat(window.words()).as("and can be done anew").contains("Is this your vault?");
    yes();
    assertThat(window.words()).contains("You have joined the vault");
  }

  @Test
  void leavingAtTheDevicesJoinsNothing() {
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    toDevices();
    window.fire("#wizard-cancel");
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("Welcome to Tidelock");
    assertThat(window.vaults.vaultOf(home)).isEmpty();
  }

  /// After the yes: dropped there, it would leave a device in the vault's list that nobody knows of, or a vault that nobody closes.
  @Test
  void aJoinThatIsUnderWayComesToItsEndBeforeTheProgramDoes() {
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    toDevices();
    var held = window.continueHeld();
    Fx.run(window.controller::closeWindow);
    assertThat(window.words()).contains("Joining…").doesNotContain("Leave setup?");
    window.controller.requestQuit();
    Fx.await("the window is gone", () -> !window.stage.isShowing());
    window.controller.requestQuit();
    window.settle();
    assertThat(window.ended).as("it waits").hasValue(0);
    held.countDown();
    Fx.await("the end", () -> window.ended.get() == 1);
    var vault = window.vaults.vaultOf(home).orElseThrow();
    assertThat(vault.closed()).isTrue();
    assertThat(vault.info().device()).isEqualTo("Mira’s ThinkPad");
  }

  /// Of a long one that takes minutes.
  @Test
  void howMuchOfTheHistoryWasReadIsTold() {
    window.vaults.reading(300, 20_000);
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    toDevices();
    var held = window.continueHeld();
    Fx.await("it is told", () -> window.words().contains("Reading the history: 300 of 20,000"));
    window.tasks.oneWaits(false);
    held.countDown();
    Fx.await("the end", () -> window.words().contains("What should come to this computer?"));
    assertThat(window.words()).doesNotContain("Reading the history");
  }

  @Test
  void aPlaceWithoutAVaultIsSaid() {
    window.vaults.place("file:///mnt/photos", Vaults.StorageState.FOREIGN);
    window.start().fire("#welcome-join");
    assertThat(window.words()).contains("There is no vault here.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.files.answer(Path.of("/mnt/photos"));
    window.fire("#storage-folder");
    assertThat(window.words()).contains("This place holds other files, but no vault.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void whatFailsOnTheWayIsSaidWhereItCanBeTriedAgain() {
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            "The storage does not answer.",
            "Nothing was changed.",
            "Try again."));
    next();
    assertThat(window.words())
        .contains("Which folder should stay in sync?")
        .contains("The storage does not answer.", "Nothing was changed. Try again.");
    toDevices();
    assertThat(window.words()).contains("Is this your vault?");
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
  }

  private void toUnlock() {
    window.start().fire("#welcome-join");
    window.files.answer(Path.of("/mnt/attic/vault"));
    window.fire("#storage-folder");
    assertThat(window.words()).contains("There is a vault here.");
    next();
    window.fire("#join-by-passphrase");
  }

  private void next() {
    window.fire("#wizard-continue");
  }

  private void toDevices() {
    window.tasks.oneWaits(true);
    next();
    Fx.await("the devices", () -> window.stage.getScene().lookup(".word-cell") != null);
    window.settle();
  }

  /// With everything.
  private void yes() {
    toChoice();
    next();
  }

  private void toChoice() {
    window.tasks.oneWaits(false);
    next();
    assertThat(window.words()).contains("What should come to this computer?");
  }

  private void joinAsFarAsTheChoice() {
    toUnlock();
    window.fill("#join-passphrase", "copper lantern");
    next();
    toDevices();
    toChoice();
  }

  private FakeVault joined() {
    return window.vaults.vaultOf(home).orElseThrow();
  }

  @Test
  void everythingComesUnlessSomethingElseIsChosen() {
    joinAsFarAsTheChoice();
    assertThat(window.words()).contains("Comes to this computer: ", "Nothing has come yet.");
    assertThat(window.shows("#kept-tree")).as("no need to look").isFalse();
    next();
    assertThat(joined().selection()).isEqualTo(VaultSelection.ALL);
    assertThat(joined().syncs()).as("nothing is brought before the last step").isZero();
  }

  @Test
  void onlyWhatIsTickedComes() {
    joinAsFarAsTheChoice();
    var all = window.words().lines().filter(line -> line.startsWith("Comes to")).toList();
    window.fire("#bring-some");
    assertThat(window.words()).contains("Documents", "Photos", "Studio");
    tick("Studio");
    assertThat(window.words().lines().filter(line -> line.startsWith("Comes to")).toList())
        .hasSize(1)
        .isNotEqualTo(all);
    next();
    assertThat(window.words()).contains("You have joined the vault");
    assertThat(joined().selection())
        .isEqualTo(new VaultSelection(VaultSelection.Mode.EXCEPT, List.of("Studio")));
    assertThat(joined().syncs()).isZero();
  }

  @Test
  void whoChangesTheMindGetsEverything() {
    joinAsFarAsTheChoice();
    window.fire("#bring-some");
    tick("Photos");
    window.fire("#bring-everything");
    next();
    assertThat(joined().selection()).isEqualTo(VaultSelection.ALL);
  }

  /// Space in the tree, as there is no mouse here.
  private void tick(String name) {
    KeptTrees.tick(window, name);
  }

  @Test
  void whatTheFirstSyncDoesIsSaidAndListedBeforeItBegins() {
    SampleWorld.beforeFirstSync(vault);
    joinAsFarAsTheChoice();
    next();
    assertThat(window.words())
        .contains("What the first sync does", "7 files differ here and in the vault")
        .contains("3 files, 1.2 MB, will be encrypted and sent", "2 items are left out")
        .doesNotContain("~$Budget.xlsx");
    window.fire("#first-left");
    assertThat(window.words()).contains("Documents/~$Budget.xlsx");
  }
}
