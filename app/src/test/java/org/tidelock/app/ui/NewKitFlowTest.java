package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.SecretText;
import org.tidelock.app.ui.fake.FakeKits;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.FixedRandom;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A recovery kit that was put off, or a new one in the place of another, made in the window of an open vault.
@UsesWindow
final class NewKitFlowTest extends OwnWindow {
  private static final Path STICK = Path.of("/media/stick/kit.pdf");
  private static final String WIPED = "\\x00+";

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault);
  }

  @Test
  void aKitThatWasPutOffIsMadeFromItsIssueAndConfirmed() {
    window.start().become(vault, SampleWorld.attention());
    window.page(PageId.ISSUES);
    assertThat(window.words()).contains("The recovery kit is not confirmed").doesNotContain("quit");
    window.fire("#issue-new-kit");
    assertThat(window.words())
        .contains(
            "Make a new recovery kit",
            "The passphrase, or an earlier kit, is asked for even while the vault is open",
            "An earlier kit stays valid until the new one is saved.",
            "No place chosen yet");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill("#new-kit-passphrase", "copper lantern");
    assertThat(window.enabled("#wizard-continue")).as("no place yet").isFalse();
    choose(STICK);
    assertThat(window.words()).contains("kit.pdf", "/media/stick");
    window.fire("#wizard-continue");

    assertThat(window.kits).containsExactly(STICK);
    assertThat(window.words())
        .contains(
            "Your new recovery kit",
            "Saved: /media/stick/kit.pdf",
            "An earlier kit opens nothing any more")
        .contains(words());
    assertThat(window.enabled("#wizard-continue")).isFalse();
    assertThat(window.shows("#wizard-back")).as("the earlier kit is gone").isFalse();
    confirm();
    window.fire("#wizard-continue");
    assertThat(window.shell().current()).as("where the person came from").isEqualTo(PageId.ISSUES);
    assertThat(window.words()).contains("The new recovery kit is confirmed.");
    Fx.await(
        "the issue is gone", () -> !window.words().contains("The recovery kit is not confirmed"));
    assertThat(vault.info().recoveryKitConfirmed()).isTrue();
  }

  @Test
  void settingsSayHowTheKitStandsAndMakeANewOne() {
    window.start().settings("security");
    assertThat(window.words()).contains("Confirmed. A new one takes the place of the kit");
    toKit();
    window.fire("#kit-later");
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.words())
        .contains("The new kit is saved but not confirmed yet; Issues reminds you.");
    Fx.await(
        "the row says so",
        () -> window.words().contains("Not confirmed yet. If you cannot find it, make a new one."));
    assertThat(vault.info().recoveryKitConfirmed()).isFalse();
    window.page(PageId.OVERVIEW);
    assertThat(window.words())
        .as("as it is now, not as it was at the start")
        .contains("Not confirmed");
    window.page(PageId.ISSUES);
    assertThat(window.words()).contains("The recovery kit is not confirmed");
  }

  @Test
  void theKeyboardAloneIsEnough() {
    window.start().become(vault, SampleWorld.attention());
    window.page(PageId.ISSUES);
    var list = (ListView<?>) window.find("#issues-list");
    Fx.run(
        () -> {
          for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i).toString().contains("KEY-06")) {
              list.getSelectionModel().select(i);
            }
          }
          list.requestFocus();
        });
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).isEqualTo("new-kit-passphrase");
    window.write("copper lantern");
    window.files.answer(STICK);
    tabTo("new-kit-choose");
    window.type(KeyCode.SPACE);
    tabTo("wizard-continue");
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).isEqualTo("kit-save");
    tabTo("kit-later");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.ISSUES);
    assertThat(window.focus()).isEqualTo("issues-list");
  }

  @Test
  void escapeLeavesAndGivesTheFocusBack() {
    window.start().settings("security");
    Fx.run(() -> window.find("#settings-new-kit").requestFocus());
    window.type(KeyCode.SPACE);
    assertThat(window.focus()).isEqualTo("new-kit-passphrase");
    window.type(KeyCode.ESCAPE);
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.focus()).isEqualTo("settings-new-kit");
    assertThat(window.kits).isEmpty();
  }

  @Test
  void aWrongPassphraseIsSaidAndSelectedForTypingAnew() {
    toPlace();
    vault.kits().fail(wrong(), false);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("That passphrase does not open this vault.", "Make a new recovery kit");
    assertThat(window.focus()).isEqualTo("new-kit-passphrase");
    assertThat(window.kits).isEmpty();
    window.write("right");
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Your new recovery kit");
  }

  @Test
  void afterFiveTriesTheNextOneWaitsAlsoWhenTheWizardWasLeftMeanwhile() {
    toPlace();
    for (int i = 0; i < 5; i++) {
      assertThat(window.enabled("#wizard-continue")).as("try " + i).isTrue();
      vault.kits().fail(wrong(), false);
      window.fire("#wizard-continue");
    }
    assertThat(window.words()).contains("The next try waits two seconds.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fire("#wizard-cancel");
    window.fire("#wizard-leave");
    window.fire("#settings-new-kit");
    window.fill("#new-kit-passphrase", "copper");
    choose(STICK);
    assertThat(window.enabled("#wizard-continue")).as("waits here, too").isFalse();
    window.waited(Duration.ofMillis(1_999));
    assertThat(window.enabled("#wizard-continue")).as("a timer that came early").isFalse();
    window.waited(Duration.ofMillis(1));
    assertThat(window.enabled("#wizard-continue")).isTrue();
    vault.kits().fail(wrong(), false);
    window.fire("#wizard-continue");
    assertThat(window.words()).as("still counted").contains("The next try waits two seconds.");
  }

  @Test
  void aPlaceInTheFolderOrTheStorageOrOneThatIsTakenIsRefusedBeforeThereIsAKey() {
    window.start().settings("security");
    window.fire("#settings-new-kit");
    window.fill("#new-kit-passphrase", "copper lantern");
    choose(SampleWorld.FOLDER.resolve("kit.pdf"));
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("This folder is in the vault.", "An earlier kit still opens the vault.");
    assertThat(vault.kits().newest()).isEmpty();

    choose(Path.of("/mnt/attic/vault/kit.pdf"));
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains(
            "This folder is in the storage of the vault.",
            "Whoever runs the storage could read the words",
            "An earlier kit still opens the vault.");
    assertThat(vault.kits().newest()).isEmpty();

    window.kitFailure.set(new FileAlreadyExistsException("kit.pdf"));
    choose(STICK);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("There is already a file of that name.", "An earlier kit still opens the vault.");
    assertThat(vault.kits().newest()).isEmpty();
    assertThat(typed()).as("need not be typed again").isEqualTo("copper lantern");
  }

  @Test
  void aFullDiskKeepsTheEarlierKitValid() {
    toPlace();
    window.kitFull.set(new IOException("No space left on device"));
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("The recovery kit could not be saved here.", "The place is full")
        .contains("An earlier kit still opens the vault.")
        .doesNotContain("No space left on device");
    assertThat(vault.kits().newest()).isEmpty();
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Your new recovery kit");
  }

  @Test
  void aStorageThatIsAwayIsSaidAndNothingHasChanged() {
    toPlace();
    vault.kits().fail(away(), false);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("The storage folder is not there: /mnt/attic/vault.")
        .contains("Nothing was changed.", "An earlier kit still opens the vault.");
    assertThat(window.kits).isEmpty();
  }

  @Test
  void whatTheEngineSaysOfTheOldKitIsNotSaidTwice() {
    toPlace();
    vault
        .kits()
        .fail(
            new TidelockException(
                ErrorCode.STORAGE,
                Happened.NEW_KIT_DOES_NOT_OPEN.of(),
                Safe.OLD_KIT_OPENS.of(),
                Todo.KIT_AGAIN.of()),
            false);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("The old recovery kit still opens the vault.")
        .doesNotContain("An earlier kit still opens the vault.");
  }

  /// The new kit is on the stick, and whether the old one is off the list nobody knows.
  @Test
  void aStorageThatGoesAfterTheKitWasSavedLeavesBothValid() {
    toPlace();
    vault.kits().fail(away(), true);
    window.fire("#wizard-continue");
    assertThat(window.kits).containsExactly(STICK);
    assertThat(window.words())
        .contains("The new kit is saved and opens the vault: /media/stick/kit.pdf.")
        .contains("An earlier one may still open it, too.", "No place chosen yet")
        .doesNotContain("Nothing was changed");
    assertThat(window.enabled("#wizard-continue")).as("needs another place").isFalse();

    window.fire("#wizard-cancel");
    assertThat(window.words())
        .contains("Keep the one that was saved, and an earlier one.")
        .doesNotContain("No new kit is made then.");
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("The new kit is saved but not confirmed yet");
  }

  /// There is a kit from the try before: giving up the next one does not undo that.
  @Test
  void givingUpTheSecondTryDoesNotHideTheKitOfTheFirst() {
    toPlace();
    vault.kits().fail(away(), true);
    window.fire("#wizard-continue");
    var go = new CountDownLatch(1);
    vault.kits().hold(go, new CountDownLatch(0));
    choose(Path.of("/media/stick/kit2.pdf"));
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    assertThat(window.words())
        .contains("The new kit is saved but not confirmed yet")
        .doesNotContain("No new kit was made.");
    assertThat(window.kits).containsExactly(STICK);
  }

  /// The storage did not keep what it was sent, and the engine saw it only after the earlier kit was off the list.
  @Test
  void aNewKitThatMayNotOpenIsNotSaidToOpen() {
    toPlace();
    vault
        .kits()
        .fail(
            new TidelockException(
                ErrorCode.STORAGE,
                Happened.NEW_KIT_DOES_NOT_OPEN.of(),
                Safe.PASSPHRASE_OPENS.of(),
                Todo.KIT_AGAIN.of()),
            true);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("The passphrase opens the vault.", "Make a new recovery kit again")
        .doesNotContain("and opens the vault:", "An earlier kit still opens the vault.");
  }

  @Test
  void givingUpBeforeTheKitIsSavedChangesNothing() {
    var go = new CountDownLatch(1);
    vault.kits().hold(go, new CountDownLatch(0));
    toPlace();
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Making the kit…");
    window.fire("#wizard-cancel");
    assertThat(window.words())
        .contains("Stop making a new kit?", "An earlier kit still opens the vault.");
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.words()).contains("No new kit was made. An earlier one still opens");
    go.countDown();
    window.settle();
    assertThat(window.kits).isEmpty();
    assertThat(vault.kits().newest()).isEmpty();
  }

  /// The question was on the screen while the kit was saved: answering it late must not hide that the earlier kit is going.
  @Test
  void givingUpIsOverOnceTheKitIsSaved() {
    var before = new CountDownLatch(1);
    var after = new CountDownLatch(1);
    vault.kits().hold(before, after);
    toPlace();
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    var leave = (ButtonBase) window.find("#wizard-leave");
    Fx.run(
        () -> {
          before.countDown();
          // Pressed before the window can hear that it is too late.
          vault.kits().awaitKept();
          leave.fire();
        });
    window.settle();
    assertThat(window.words()).contains("Replacing the earlier kit…");
    assertThat(window.enabled("#wizard-cancel")).isFalse();
    window.tasks.oneWaits(false);
    after.countDown();
    window.settle();
    assertThat(window.words()).contains("Your new recovery kit", "Saved: /media/stick/kit.pdf");
  }

  /// Its answer would be about what is no more.
  @Test
  void theQuestionGoesWhenTheKitIsSavedMeanwhile() {
    var before = new CountDownLatch(1);
    var after = new CountDownLatch(1);
    vault.kits().hold(before, after);
    toPlace();
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("Stop making a new kit?");
    before.countDown();
    Fx.await("it is saved", () -> window.words().contains("Replacing the earlier kit…"));
    assertThat(window.words()).doesNotContain("Stop making a new kit?");
    window.tasks.oneWaits(false);
    after.countDown();
    window.settle();
    assertThat(window.words())
        .contains("Your new recovery kit")
        .doesNotContain("Stop making a new kit?");
    assertThat(window.focus()).isEqualTo("kit-save");
  }

  @Test
  void theQuestionGoesWhenTheTryFailsMeanwhile() {
    var go = new CountDownLatch(1);
    vault.kits().hold(go, new CountDownLatch(0));
    toPlace();
    vault.kits().fail(wrong(), false);
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    window.tasks.oneWaits(false);
    go.countDown();
    window.settle();
    assertThat(window.words())
        .contains("That passphrase does not open this vault.")
        .doesNotContain("Stop making a new kit?");
    assertThat(window.focus()).isEqualTo("new-kit-passphrase");
  }

  @Test
  void closingTheWindowLeavesTheKitWhereItIsAndQuittingIsPossible() {
    toKitFrom();
    Fx.run(() -> window.ui.settings().closeQuits(false));
    Fx.run(window.controller::closeWindow);
    assertThat(Fx.get(window.stage::isShowing)).isFalse();
    window.controller.bringToFront();
    window.settle();
    assertThat(window.words()).contains("Your new recovery kit");
    Fx.run(window.controller::quit);
    window.settle();
    assertThat(window.ended).hasValue(1);
    assertThat(vault.closed()).isTrue();
  }

  @Test
  void quittingAsksWhenAPassphraseWasTyped() {
    toPlace();
    Fx.run(window.controller::quit);
    window.settle();
    assertThat(window.words()).contains("Stop making a new kit?");
    assertThat(window.ended).hasValue(0);
    window.fire("#wizard-leave");
    assertThat(window.ended).hasValue(1);
  }

  /// Who has forgotten the passphrase has the earlier kit.
  @Test
  void theEarlierKitMakesTheNewOneInPlaceOfThePassphrase() {
    var earlier = RecoveryKey.random(new FixedRandom(5));
    window.start().settings("security");
    window.fire("#settings-new-kit");
    choose(STICK);
    window.fire("#new-kit-choice");
    assertThat(window.focus()).isEqualTo("new-kit-words");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill("#new-kit-words", String.join(" ", earlier.words()));
    vault.kits().fail(wrong(), false);
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("These words do not open this vault.");
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Your new recovery kit");
    assertThat(vault.kits().owner().orElseThrow()).isInstanceOf(Unlock.ByRecoveryKey.class);
    assertThat(SecretText.of(vault.kits().owner().orElseThrow()))
        .as("wiped")
        .isNotEqualTo(String.join(" ", earlier.words()));
  }

  /// In memory, too: the passphrase as soon as the try is over, the key when its words were seen.
  @Test
  void passphraseAndKeyAreWipedAfterwards() {
    toPlace();
    vault.kits().fail(wrong(), false);
    window.fire("#wizard-continue");
    assertThat(SecretText.of(vault.kits().owner().orElseThrow()))
        .as("the wrong one")
        .matches(WIPED);
    window.fire("#wizard-continue");
    assertThat(SecretText.of(vault.kits().owner().orElseThrow()))
        .as("the right one")
        .matches(WIPED);
    var key = vault.kits().newest().orElseThrow();
    assertThat(key.words()).as("still shown").isEqualTo(words());
    window.fire("#kit-later");
    assertThat(key.words()).as("seen").doesNotContainAnyElementsOf(words());
    window.fire("#settings-new-kit");
    assertThat(typed()).isEmpty();
  }

  @Test
  void aPassphraseIsWipedWhenItsTryIsGivenUp() {
    vault.kits().hold(new CountDownLatch(1), new CountDownLatch(0));
    toPlace();
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    Fx.await("it is under way", () -> vault.kits().owner().isPresent());
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    Fx.await("it is wiped", () -> SecretText.of(vault.kits().owner().orElseThrow()).matches(WIPED));
  }

  /// Neither may the key of a kit that was saved, and of which nobody sees the words, stay.
  @Test
  void theKeyOfAKitWhoseTryFailedLaterIsWiped() {
    toPlace();
    vault.kits().fail(away(), true);
    window.fire("#wizard-continue");
    assertThat(window.sheet.get().key().words()).doesNotContainAnyElementsOf(words());
    assertThat(SecretText.of(vault.kits().owner().orElseThrow())).matches(WIPED);
  }

  @Test
  void theSheetIsInTheLanguageOfTheWindow() {
    toKitFrom();
    assertThat(window.sheet.get().language()).isEqualTo(Locale.ENGLISH);
    try (var german = new TestWindow(home.resolve("german"), Locale.GERMAN, ThemeMode.DARK)) {
      german.with(SampleWorld.vault()).start().settings("security");
      german.fire("#settings-new-kit");
      assertThat(german.words())
          .contains("Neues Wiederherstellungs-Kit machen", "bis das neue gesichert ist");
      german.fill("#new-kit-passphrase", "copper lantern");
      german.files.answer(STICK);
      german.fire("#new-kit-choose");
      german.fire("#wizard-continue");
      assertThat(german.words()).contains("Ein früheres Kit öffnet nichts mehr");
      assertThat(german.sheet.get().language()).isEqualTo(Locale.GERMAN);
    }
  }

  private void toPlace() {
    window.start().settings("security");
    fill();
  }

  private void fill() {
    window.fire("#settings-new-kit");
    window.fill("#new-kit-passphrase", "copper lantern");
    choose(STICK);
  }

  private void toKitFrom() {
    toPlace();
    window.fire("#wizard-continue");
  }

  private void toKit() {
    fill();
    window.fire("#wizard-continue");
  }

  private void choose(Path file) {
    window.files.answer(file);
    window.fire("#new-kit-choose");
  }

  private List<String> words() {
    return FakeKits.words();
  }

  private void confirm() {
    for (var field : window.findAll(".text-field")) {
      var id = String.valueOf(field.getId());
      if (id.matches("kit-word-[0-9]+")) {
        window.fill("#" + id, words().get(Integer.parseInt(id.substring(9)) - 1));
      }
    }
    window.fire("#kit-kept");
  }

  private String typed() {
    var field = (TextInputControl) window.find("#new-kit-passphrase");
    return Fx.get(field::getText);
  }

  private void tabTo(String id) {
    for (int i = 0; i < 30; i++) {
      window.type(KeyCode.TAB);
      if (window.focus().equals(id)) {
        return;
      }
    }
    throw new AssertionError("Tab does not reach " + id);
  }

  private static TidelockException wrong() {
    return new TidelockException(
        ErrorCode.AUTH, "This does not open the vault.", "Nothing was changed.", "Try again.");
  }

  private static TidelockException away() {
    return new TidelockException(
        ErrorCode.STORAGE,
        "The storage folder is not there: /mnt/attic/vault.",
        "Nothing was changed.",
        "Connect the drive.");
  }
}
