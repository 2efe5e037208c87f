package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeAdmissions;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A new computer that shows a code and waits until a device of the vault lets it in.
@UsesWindow
final class PairingFlowTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    fresh.vaults.vaultAt("file:///mnt/attic/vault", vault);
    fresh.start().fire("#welcome-join");
    fresh.files.answer(Path.of("/mnt/attic/vault"));
    fresh.fire("#storage-folder");
    fresh.fire("#wizard-continue");
    return fresh;
  }

  private void next() {
    window.fire("#wizard-continue");
  }

  /// From the choice of the way to the code.
  private void waiting() {
    next();
    window.fill("#computer-name", "Kitchen laptop");
    window.tasks.oneWaits(true);
    next();
    shown();
  }

  private void shown() {
    Fx.await("the code", () -> window.words().contains("2F1-QZ0-7KM\n9TW-XC3-4RD\nH8P-BN5-E6J"));
  }

  /// Somebody says yes on a device of the vault.
  private void admit() throws Exception {
    try (var unlock = new Unlock.ByPassphrase(window.ui.secrets().passphrase("copper lantern"))) {
      vault.admit(vault.applicant(FakeAdmissions.CODE), unlock);
    }
    Fx.await("it is asked", () -> window.words().contains("A device lets this computer in"));
  }

  private void letIn() throws Exception {
    admit();
    assertThat(window.vaults.vaultOf(home)).as("joined only after a yes").isEmpty();
    assertThat(window.words()).contains("says that it has added this computer");
    window.tasks.oneWaits(false);
    next();
    Fx.await("it is let in", () -> window.words().contains("What should come to this computer?"));
    next();
    assertThat(window.words()).contains("You have joined the vault");
  }

  private static TidelockException timeOut() {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.NOT_LET_IN.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.NEW_CODE.of());
  }

  @Test
  void anotherDeviceLetsItInWithoutASecretOfTheVault() throws Exception {
    assertThat(window.words())
        .contains("How do you unlock the vault?")
        .containsSubsequence("Approve from another device", "Passphrase", "Recovery kit");
    assertThat(window.shows("#join-passphrase")).isFalse();
    waiting();
    assertThat(window.words())
        .contains("choose Devices, then Add a device, and type this code there.")
        .contains("river\nstamp\nonion\nkite\nvelvet\nharbor")
        .contains("Waiting for the other device, 10:00 left");
    assertThat(window.enabled("#wizard-continue")).as("the other device goes on").isFalse();
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.EMPTY);
    letIn();
    assertThat(window.words()).contains("as ‘Kitchen laptop’", "Mira’s vault");
    next();
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.READY);
    assertThat(window.vaults.lastSaid()).as("no secret was given").isEmpty();
  }

  @Test
  void theTimeThatIsLeftIsCountedDownAndSpokenByTheMinute() {
    waiting();
    window.clock.advance(Duration.ofSeconds(19));
    Fx.await("a second", () -> window.words().contains("other device, 9:41 left"));
    assertThat(Fx.get(() -> window.find("#pair-waiting").getAccessibleText()))
        .isEqualTo("Waiting for the other device, 10 minutes left");
    window.clock.advance(Duration.ofMinutes(20));
    Fx.await("no less", () -> window.words().contains("other device, 0:00 left"));
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
  }

  @Test
  void theCodeIsCopiedByAKeyAndByAButtonAndCanBeRead() {
    waiting();
    assertThat(window.focus()).isEqualTo("pair-code");
    var area = (TextArea) window.find("#pair-code");
    assertThat(Fx.get(area::getAccessibleText)).startsWith("Code: 2F1, QZ0, 7KM");
    assertThat(Fx.get(area::isEditable)).isFalse();
    window.type(KeyCode.CONTROL, KeyCode.C);
    assertThat(clipboard()).isEqualTo(FakeAdmissions.CODE);
    Fx.run(() -> area.selectRange(0, 3));
    window.type(KeyCode.CONTROL, KeyCode.C);
    assertThat(clipboard()).as("what is selected").isEqualTo("2F1");
    window.fire("#pair-copy");
    assertThat(clipboard()).isEqualTo(FakeAdmissions.CODE);
    window.type(KeyCode.TAB);
    assertThat(window.focus()).as("no trap").isEqualTo("pair-copy");
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
  }

  @Test
  void theCodeLeavesTheClipboardAfterAMinute() {
    waiting();
    assertThat(window.words()).doesNotContain("leaves the clipboard");
    window.fire("#pair-copy");
    assertThat(window.words())
        .contains("Copied. It leaves the clipboard after a minute, or when this page is left.");
    window.clock.advance(Duration.ofSeconds(61));
    Fx.await("it is gone", () -> !FakeAdmissions.CODE.equals(clipboard()));
    assertThat(window.words()).doesNotContain("leaves the clipboard");
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
  }

  @Test
  void theCodeLeavesTheClipboardAfterAMinuteAlsoWhereTheWindowIsHidden() {
    waiting();
    window.fire("#pair-copy");
    Fx.run(window.stage::hide);
    window.clock.advance(Duration.ofSeconds(61));
    Fx.await("it is gone", () -> !FakeAdmissions.CODE.equals(clipboard()));
    Fx.run(window.stage::show);
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
  }

  @Test
  void theCodeLeavesTheClipboardWithThePageHoweverItCameThere() {
    waiting();
    Fx.run(
        () -> {
          var area = (TextArea) window.find("#pair-code");
          area.selectAll();
          area.copy();
        });
    assertThat(clipboard()).startsWith("2F1-QZ0-7KM");
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
    assertThat(clipboard()).isNull();
  }

  @Test
  void whatElseWasCopiedSinceStaysInTheClipboard() {
    waiting();
    window.fire("#pair-copy");
    Fx.run(
        () ->
            Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, "a shopping list")));
    window.clock.advance(Duration.ofSeconds(61));
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
    assertThat(clipboard()).isEqualTo("a shopping list");
  }

  private static String clipboard() {
    return Fx.get(() -> Clipboard.getSystemClipboard().getString());
  }

  @Test
  void goingBackEndsWaitingAndAnotherWayOfJoiningWorks() throws Exception {
    waiting();
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
    assertThat(window.words()).contains("Which folder should stay in sync?");
    Fx.await("nobody waits", () -> !asks());
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.EMPTY);
    window.fire("#wizard-back");
    window.fire("#join-by-passphrase");
    window.fill("#join-passphrase", "copper lantern");
    next();
    WizardSteps.join(window);
    assertThat(window.vaults.lastSaid()).isEqualTo("copper lantern");
  }

  /// Whether a device waits in the storage.
  private boolean asks() {
    try {
      return vault.applicant(FakeAdmissions.CODE) != null;
    } catch (TidelockException nobody) {
      return false;
    }
  }

  @Test
  void leavingSetupEndsWaiting() {
    waiting();
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("Leave setup?");
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("Welcome to Tidelock");
    Fx.await("nobody waits", () -> !asks());
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.EMPTY);
  }

  /// It would go on unseen, or leave a computer in the list that nobody knows of.
  @Test
  void whoLeavesOnceItIsLetInIsToldThatTheVaultMayListIt() throws Exception {
    waiting();
    admit();
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("the vault lists it already: remove it there");
    window.fire("#wizard-leave");
    Fx.await("the welcome", () -> window.shows("#welcome-join"));
    window.tasks.oneWaits(false);
    assertThat(window.vaults.vaultOf(home)).isEmpty();
  }

  /// The vault lists it by then.
  @Test
  void whoGoesBackOnceItIsLetInIsToldWhatTheVaultMayList() throws Exception {
    waiting();
    admit();
    window.tasks.oneWaits(false);
    window.fire("#wizard-back");
    assertThat(window.words())
        .contains("Which folder should stay in sync?")
        .contains("A device has let this computer in already.")
        .contains("the vault lists ‘Kitchen laptop’, which will never answer: remove it there");
  }

  @Test
  void whoWantsAnotherCodeOnceItIsLetInIsToldUntilThatIsDone() throws Exception {
    waiting();
    assertThat(window.words()).doesNotContain("A device has let this computer in already.");
    admit();
    window.fire("#pair-other");
    shown();
    assertThat(window.words())
        .contains("A device has let this computer in already.")
        .contains("the vault lists ‘Kitchen laptop’, which will never answer: remove it there");
    letIn();
    assertThat(window.words()).contains("‘Kitchen laptop’, which will never answer");
  }

  /// Between the yes there and the question here.
  @Test
  void whoGoesBackInTheMomentInWhichItIsLetInIsTold() throws Exception {
    waiting();
    window.tasks.oneWaits(false);
    Fx.run(
        () -> {
          letInUnseen();
          ((Button) window.find("#wizard-back")).fire();
        });
    Fx.await("that is said", () -> window.words().contains("which will never answer"));
    window.settle();
    assertThat(window.words()).contains("Which folder should stay in sync?");
  }

  /// What a device says goes no further before the JavaFX thread is free.
  private void letInUnseen() {
    try (var unlock = new Unlock.ByPassphrase(window.ui.secrets().passphrase("copper lantern"))) {
      vault.admit(vault.applicant(FakeAdmissions.CODE), unlock);
    } catch (TidelockException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Dropped there, it would leave a device in the vault's list that never answers.
  @Test
  void aComputerThatWasLetInJoinsBeforeTheProgramEnds() throws Exception {
    waiting();
    admit();
    var held = window.continueHeld();
    window.controller.requestQuit();
    Fx.await("the window is gone", () -> !window.stage.isShowing());
    window.settle();
    assertThat(window.ended).as("it waits").hasValue(0);
    held.countDown();
    Fx.await("the end", () -> window.ended.get() == 1);
    assertThat(window.vaults.vaultOf(home).orElseThrow().closed()).isTrue();
  }

  @Test
  void howMuchOfTheHistoryWasReadIsToldOnceItIsLetIn() throws Exception {
    window.vaults.reading(300, 20_000);
    waiting();
    admit();
    var held = window.continueHeld();
    Fx.await("it is told", () -> window.words().contains("Reading the history: 300 of 20,000"));
    window.tasks.oneWaits(false);
    held.countDown();
    Fx.await("it is let in", () -> window.words().contains("What should come to this computer?"));
  }

  /// Its vault is in nobody's hands then, and has the profile.
  @Test
  void theProgramEndsOnlyWhenAComputerThatWasLetInAtTheLastMomentIsClosed() throws Exception {
    waiting();
    admit();
    var closing = new CountDownLatch(1);
    vault.holdClosing(closing);
    vault.beforeFingerprint(
        () -> {
          window.controller.requestQuit();
          Fx.await("the window is gone", () -> !window.stage.isShowing());
        });
    Fx.run(() -> ((Button) window.find("#wizard-continue")).fire());
    Fx.await("the window is gone", () -> !window.stage.isShowing());
    Fx.await("it has joined", () -> window.vaults.vaultOf(home).isPresent());
    window.tasks.oneWaits(true); // closing
    window.settle();
    assertThat(window.ended).as("it waits").hasValue(0);
    closing.countDown();
    Fx.await("the end", () -> window.ended.get() == 1);
    assertThat(window.vaults.vaultOf(home).orElseThrow().closed()).isTrue();
  }

  @Test
  void nobodyGoesBackByTheRailWhileTheCodeIsFetched() {
    next();
    window.fill("#computer-name", "Kitchen laptop");
    var latch = new CountDownLatch(1);
    window.vaults.holdNext(latch);
    window.tasks.oneWaits(true);
    next();
    window.fire(".button.done");
    assertThat(window.words()).contains("Getting a code");
    latch.countDown();
    shown();
  }

  @Test
  void whatGoesWrongBeforeTheCodeIsSaidAtTheFolder() throws Exception {
    next();
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            Happened.STORAGE_TROUBLE.of("The storage does not answer."),
            Safe.NOTHING_CHANGED.of(),
            Todo.CONNECTION.of()));
    next();
    assertThat(window.words())
        .contains("Which folder should stay in sync?", "The storage does not answer.");
    window.tasks.oneWaits(true);
    next();
    shown();
    letIn();
  }

  @Test
  void aTimeOutIsSaidAndAnotherCodeIsShown() throws Exception {
    waiting();
    window.vaults.failNext(timeOut());
    window.tasks.oneWaits(false);
    window.fire("#pair-other");
    assertThat(window.words())
        .contains("No device of the vault has let this one in.", "Nothing was changed.")
        .doesNotContain("2F1-QZ0", "Waiting for");
    assertThat(window.focus()).isEqualTo("pair-again");
    window.tasks.oneWaits(true);
    window.fire("#pair-again");
    shown();
    assertThat(window.words()).doesNotContain("has let this one in");
    letIn();
  }

  @Test
  void aComputerThatIsNotKeptUnlockedGetsAPassphraseOfItsOwn() throws Exception {
    assertThat(window.shows("#own")).isFalse();
    window.flip("#join-keep");
    assertThat(window.words())
        .contains("A passphrase for this computer", "It opens this computer and nothing else");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill("#own", "Kitchen1");
    window.fill("#own-repeat", "Kitchen1");
    assertThat(window.enabled("#wizard-continue")).as("too easy to guess").isFalse();
    window.fill("#own", "velvet orbit tundra basket willow");
    assertThat(window.enabled("#wizard-continue")).as("another one").isFalse();
    window.fill("#own-repeat", "velvet orbit tundra basket willow");
    waiting();
    letIn();
    assertThat(window.vaults.state(home)).isEqualTo(Vaults.ProfileState.LOCKED);
  }
}
