package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.CheckBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.SecretText;
import org.tidelock.app.ui.fake.FakeKits;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A device is taken out of the vault in the window, alone or with new secrets for all.
@UsesWindow
final class RemoveDeviceFlowTest extends OwnWindow {
  private static final Path STICK = Path.of("/media/stick/kit.pdf");
  private static final String WIPED = "\\x00+";
  private static final String NEXT = "velvet orbit tundra basket willow ember";

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().page(PageId.DEVICES);
  }

  private void asked() {
    window.fire("#device-remove-d2");
    window.fill("#remove-passphrase", "copper lantern");
  }

  private void fail(ErrorCode code, Happened happened, Safe safe) {
    vault
        .owner()
        .failNext(
            new TidelockException(code, happened.of("d2"), safe.of(), Todo.REMOVE_AGAIN.of()));
  }

  @Test
  void whatRemovingCannotDoIsSaidBeforeItIsDone() {
    assertThat(window.shows("#device-remove-d3")).isTrue();
    assertThat(window.shows("#device-remove-d1")).as("this one").isFalse();
    Fx.run(() -> window.find("#device-remove-d2").requestFocus());
    window.type(KeyCode.SPACE);
    assertThat(window.words())
        .contains(
            "Remove ‘Studio iMac’ from the vault?",
            "It gets nothing that is written from now on",
            "stay readable on it",
            "It is not shut out of the folder of the storage.",
            "It was stolen, or somebody may know the passphrase");
    assertThat(window.focus()).as("the safe answer").isEqualTo("remove-stay");
    assertThat(window.enabled("#remove-go")).as("nothing typed").isFalse();
    window.type(KeyCode.ESCAPE);
    assertThat(window.focus()).isEqualTo("device-remove-d2");
    assertThat(vault.owner().acts()).isEmpty();
  }

  @Test
  void aRemovedDeviceIsListedApartAtOnceAndTheSecretIsWiped() {
    Fx.run(() -> window.find("#device-details-d2").requestFocus());
    window.type(KeyCode.DELETE);
    window.fire("#remove-choice");
    window.fill("#remove-words", String.join(" ", FakeKits.words()));
    Fx.run(() -> window.find("#remove-go").requestFocus());
    window.type(KeyCode.SPACE);
    assertThat(vault.owner().acts()).containsExactly("remove d2");
    assertThat(window.words())
        .contains(
            "‘Studio iMac’ is removed. What is written from now on is sealed under a new key.")
        .containsSubsequence("Attic NAS", "Removed", "Studio iMac", "Removed 24 Nov");
    assertThat(window.shows("#device-remove-d2")).isFalse();
    assertThat(vault.owner().last().orElseThrow()).isInstanceOf(Unlock.ByRecoveryKey.class);
    window.fire("#device-remove-d3");
    window.fill("#remove-passphrase", "copper lantern");
    window.fire("#remove-go");
    assertThat(SecretText.of(vault.owner().last().orElseThrow())).matches(WIPED);
  }

  @Test
  void aWrongPassphraseIsSaidAtItsFieldAndCountsWithThoseOfTheKit() {
    asked();
    for (int i = 0; i < 5; i++) {
      fail(ErrorCode.AUTH, Happened.WRONG_SECRET, Safe.NOTHING_CHANGED);
      window.fire("#remove-go");
    }
    assertThat(window.words()).contains("That passphrase does not open this vault.", "waits two");
    assertThat(window.focus()).isEqualTo("remove-passphrase");
    assertThat(window.enabled("#remove-go")).isFalse();
    window.fire("#remove-stay");
    window.settings("security").fire("#settings-new-kit");
    window.fill("#new-kit-passphrase", "copper lantern");
    window.files.answer(STICK);
    window.fire("#new-kit-choose");
    assertThat(window.enabled("#wizard-continue")).as("no way around the wait").isFalse();
    window.waited(Duration.ofSeconds(2));
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void whatIsSafeIsSaidWhenItFailsOrIsStoppedAndItCanBeTriedAgain() {
    asked();
    fail(ErrorCode.STORAGE, Happened.NOT_STORED_AS_SENT, Safe.MAY_BE_REMOVED);
    window.fire("#remove-go");
    assertThat(window.words())
        .contains("The device may be removed already, or not; nothing else was changed.");
    vault.owner().hold(new CountDownLatch(1), new CountDownLatch(0));
    window.tasks.oneWaits(true);
    window.fire("#remove-go");
    assertThat(window.words()).contains("Removing…").doesNotContain("may be removed already");
    window.tasks.oneWaits(false);
    window.fire("#remove-stay");
    assertThat(window.words()).contains("Stopped. The device was not removed.", "Keep it");
    assertThat(vault.owner().acts()).isEmpty();
    vault.owner().hold(new CountDownLatch(0), new CountDownLatch(0));
    window.fire("#remove-go");
    assertThat(vault.owner().acts()).containsExactly("remove d2");
  }

  /// A Space too many stopped it.
  @Test
  void whileItWorksNoKeyIsAtAButton() {
    asked();
    vault.owner().hold(new CountDownLatch(1), new CountDownLatch(0));
    window.tasks.oneWaits(true);
    Fx.run(() -> window.find("#remove-go").requestFocus());
    window.press(KeyCode.SPACE, KeyCode.SPACE, KeyCode.ENTER);
    assertThat(window.words()).contains("Removing…").doesNotContain("Stopped.");
    window.tasks.oneWaits(false);
    window.type(KeyCode.ESCAPE);
    assertThat(window.words()).contains("Stopped. The device was not removed.");
  }

  /// The others are told by a round, which may be a long one.
  @Test
  void whoIsOutIsSaidToBeOutBeforeTheOthersAreTold() {
    var told = new CountDownLatch(1);
    vault.owner().hold(new CountDownLatch(0), told);
    asked();
    window.tasks.oneWaits(true);
    window.fire("#remove-go");
    Fx.await("it is out", () -> !vault.owner().acts().isEmpty());
    window.become(vault, SampleWorld.syncing());
    Fx.await("that is said", () -> window.words().contains("‘Studio iMac’ is removed."));
    told.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.shows("#device-remove-d2")).isFalse();
    vault.owner().hold(new CountDownLatch(0), new CountDownLatch(1));
    window.fire("#device-remove-d3");
    window.fill("#remove-passphrase", "copper lantern");
    window.tasks.oneWaits(true);
    window.fire("#remove-go");
    Fx.await("it is out", () -> vault.owner().acts().size() == 2);
    window.tasks.oneWaits(false);
    window.fire("#remove-stay");
    assertThat(window.words()).contains("‘Attic NAS’ is removed.").doesNotContain("Stopped.");
  }

  @Test
  void lockingEndsARemovalWhichSaysNothingAnyMore() {
    var ends = new CountDownLatch(1);
    vault.owner().hold(new CountDownLatch(0), ends);
    asked();
    window.tasks.oneWaits(true);
    window.fire("#remove-go");
    Fx.await("it is out", () -> !vault.owner().acts().isEmpty());
    Fx.run(window.controller::lock);
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words()).doesNotContain("is removed", "Stopped.");
  }

  @Test
  void aKeyThatIsWantingIsMadeByRemovingOneOnceMore() {
    vault.devices(SampleWorld.devicesAndOneRemoved());
    window.become(vault, SampleWorld.keyWanting());
    assertThat(window.words()).contains("there is no key yet that no removed one has");
    window.fire("#devices-new-key");
    assertThat(window.words()).contains("‘Old Latitude’ is removed once more");
    assertThat(window.shows("#remove-stolen")).as("it is out already").isFalse();
    window.fill("#remove-passphrase", "copper lantern");
    window.fire("#remove-go");
    assertThat(vault.owner().acts()).containsExactly("remove d4");
    assertThat(window.words()).contains("There is a new key");
  }

  /// The device is out since long, so that it says nothing of the key.
  @Test
  void aKeyWhoseMakingWasStoppedIsNotSaidToBeThereOrNot() {
    vault.devices(SampleWorld.devicesAndOneRemoved());
    window.become(vault, SampleWorld.keyWanting());
    window.fire("#devices-new-key");
    window.fill("#remove-passphrase", "copper lantern");
    vault.owner().hold(new CountDownLatch(1), new CountDownLatch(0));
    window.tasks.oneWaits(true);
    window.fire("#remove-go");
    assertThat(window.words()).contains("Making it…").doesNotContain("Removing…");
    window.tasks.oneWaits(false);
    window.fire("#remove-stay");
    assertThat(window.words())
        .contains("Stopped. Whether the new key was made by then, the next sync will show")
        .doesNotContain("was not removed");
    vault.owner().hold(new CountDownLatch(0), new CountDownLatch(0));
    window.fire("#remove-go");
    assertThat(window.words()).contains("There is a new key");
  }

  private void stolen() {
    window.fire("#device-remove-d2");
    var box = (CheckBox) window.find("#remove-stolen");
    Fx.run(() -> box.setSelected(true));
    window.settle();
    assertThat(window.shows("#remove-passphrase")).isFalse();
    assertThat(window.words()).contains("Only then the device is removed");
    window.fire("#remove-go");
    assertThat(window.words()).contains("Choose a new passphrase", "Remove Studio iMac, with");
  }

  private void chosen() {
    window.fill("#passphrase", NEXT);
    window.fill("#passphrase-repeat", NEXT);
    window.fire("#wizard-continue");
    window.fill("#new-kit-passphrase", "copper lantern");
    window.files.answer(STICK);
    window.fire("#new-kit-choose");
  }

  @Test
  void aStolenDeviceGoesWithNewSecretsForAllInOneStep() {
    stolen();
    window.fill("#passphrase", "Mira’s vault");
    window.fill("#passphrase-repeat", "Mira’s vault");
    assertThat(window.enabled("#wizard-continue")).as("too easy to guess").isFalse();
    chosen();
    assertThat(window.words())
        .contains("Replace everything that opens the vault", "Passphrase until now")
        .contains("Studio iMac is removed, in one step.");
    assertThat(vault.owner().acts()).as("until here nothing has changed").isEmpty();
    window.fire("#wizard-continue");
    assertThat(vault.owner().acts()).containsExactly("secrets without d2");
    assertThat(window.kits).containsExactly(STICK);
    assertThat(window.words()).contains("Your new recovery kit", "Saved: /media/stick/kit.pdf");
    assertThat(window.shows("#wizard-back")).isFalse();
    window.fire("#kit-later");
    assertThat(window.shell().current()).isEqualTo(PageId.DEVICES);
    assertThat(window.words())
        .contains("All secrets are replaced. The new kit is saved but not confirmed yet")
        .containsSubsequence("Attic NAS", "Removed", "Studio iMac");
    assertThat(SecretText.of(vault.kits().owner().orElseThrow())).matches(WIPED);
    assertThat(SecretText.of(vault.owner().next().orElseThrow())).as("the new one").matches(WIPED);
  }

  @Test
  void whichSecretsOpenTheVaultIsSaidWhenItIsGivenUpAndWhenTheStorageGoesAwayLate() {
    stolen();
    chosen();
    var before = new CountDownLatch(1);
    vault.kits().hold(before, new CountDownLatch(0));
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("Stop replacing the secrets?", "Nothing is changed then.");
    window.fire("#wizard-leave");
    window.tasks.oneWaits(false);
    before.countDown();
    window.settle();
    assertThat(window.shows("#device-remove-d2")).as("still there").isTrue();
    assertThat(window.kits).isEmpty();
    stolen();
    chosen();
    vault
        .kits()
        .fail(
            new TidelockException(
                ErrorCode.STORAGE,
                Happened.STORAGE_TROUBLE.of("The storage does not answer."),
                Safe.EITHER_SECRETS_OPEN.of(),
                Todo.CONNECTION.of()),
            true);
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains(
            "The storage does not answer.",
            "The new kit is saved: /media/stick/kit.pdf. Either the new passphrase and this kit");
    window.fire("#wizard-cancel");
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("either may open the vault");
  }
}
