package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.SecretText;
import org.tidelock.app.ui.fake.FakeAdmissions;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A device of the vault lets in a new one by the code that it shows.
@UsesWindow
final class AddDeviceFlowTest extends OwnWindow {
  private static final String WIPED = "\\x00+";

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().page(PageId.DEVICES);
  }

  private void found() {
    vault.admissions().ask("Kitchen laptop");
    Fx.run(() -> window.find("#devices-add").requestFocus());
    window.fire("#devices-add");
    window.fill("#admit-code", FakeAdmissions.CODE);
    window.fire("#admit-continue");
  }

  private void fail(ErrorCode code, Happened happened, Safe safe, Todo todo) {
    vault.owner().failNext(new TidelockException(code, happened.of(), safe.of(), todo.of()));
  }

  @Test
  void itIsAddedOnceTheWordsAreTheSameAndTheOwnerSaysSo() {
    vault.admissions().ask("Kitchen laptop");
    Fx.run(() -> window.find("#devices-add").requestFocus());
    window.type(KeyCode.INSERT);
    assertThat(window.focus()).isEqualTo("admit-code");
    assertThat(window.words())
        .contains("“Approve from another device”", "/mnt/attic/vault")
        .contains("27 letters and digits");
    window.write(FakeAdmissions.CODE.toLowerCase(Locale.ROOT).replace('-', ' '));
    window.type(KeyCode.ENTER);
    assertThat(window.words())
        .contains("Does the new device show the same words?", "‘Kitchen laptop’ asks")
        .contains("river\nstamp\nonion\nkite\nvelvet\nharbor");
    assertThat(window.focus()).as("the safe answer").isEqualTo("admit-no");
    window.choose("Yes, add ‘Kitchen laptop’");
    assertThat(window.words()).contains("The new device never gets it.");
    assertThat(window.focus()).isEqualTo("admit-passphrase");
    assertThat(window.enabled("#admit-go")).as("nothing typed").isFalse();
    assertThat(vault.owner().acts()).isEmpty();
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(vault.owner().acts()).containsExactly("admit Kitchen laptop");
    assertThat(window.words()).contains("‘Kitchen laptop’ is a device of the vault now.");
    assertThat(window.focus()).isEqualTo("devices-add");
    assertThat(SecretText.of(vault.owner().last().orElseThrow())).matches(WIPED);
  }

  @Test
  void whatIsTypedIsLookedAtBeforeAnybodyIsAsked() {
    window.fire("#devices-add");
    assertThat(window.enabled("#admit-continue")).isFalse();
    window.fill("#admit-code", "2f1 qz0 7");
    assertThat(window.words()).contains("7 of 27");
    window.fill("#admit-code", FakeAdmissions.CODE.replace("QZ0", "QZ8"));
    assertThat(window.words()).contains("Compare each letter and digit.");
    assertThat(window.enabled("#admit-continue")).isFalse();
    window.fill("#admit-code", FakeAdmissions.CODE + "1");
    assertThat(window.words()).contains("Compare each letter and digit.");
    window.fill("#admit-code", "2F1-U");
    assertThat(window.words()).as("no code has a U").contains("Compare each letter and digit.");
    window.fill("#admit-code", " \n");
    assertThat(window.words()).contains("27 letters and digits");
    window.fill("#admit-code", FakeAdmissions.CODE.replace("QZ0", "qzO"));
    assertThat(window.enabled("#admit-continue")).isTrue();
  }

  @Test
  void nobodyWhoWaitsIsSaidAndTheCodeCanBeMended() {
    window.fire("#devices-add");
    window.fill("#admit-code", FakeAdmissions.CODE);
    window.fire("#admit-continue");
    assertThat(window.words())
        .contains("Add a device", "No device")
        .contains(window.ui.formats().say(Todo.LOOK_AT_NEW_DEVICE.of()));
    assertThat(window.focus()).isEqualTo("admit-code");
    vault.admissions().ask("Kitchen laptop");
    window.fire("#admit-continue");
    assertThat(window.words()).contains("Does the new device show the same words?");
  }

  @Test
  void otherWordsAddNothingAndBeginWithANewCode() {
    found();
    window.type(KeyCode.ESCAPE);
    assertThat(window.words())
        .contains("Nothing was added", "somebody may have seen the code", "Show a new code");
    window.fire("#admit-again");
    assertThat(window.focus()).isEqualTo("admit-code");
    assertThat(window.words()).as("the one that was seen").doesNotContain("2F1-QZ0");
    window.fire("#admit-cancel");
    assertThat(vault.owner().acts()).isEmpty();
    assertThat(window.focus()).isEqualTo("devices-add");
  }

  @Test
  void aWrongPassphraseIsSaidAtItsFieldAndWhatIsSafeWhenItFails() {
    found();
    window.fire("#admit-yes");
    fail(ErrorCode.AUTH, Happened.WRONG_SECRET, Safe.NOTHING_CHANGED, Todo.TYPE_CODE_AGAIN);
    window.fill("#admit-passphrase", "copper");
    window.fire("#admit-go");
    assertThat(window.words()).contains("That passphrase does not open this vault.");
    assertThat(window.focus()).isEqualTo("admit-passphrase");
    fail(ErrorCode.INTEGRITY, Happened.OTHER_APPLICANT, Safe.NOTHING_CHANGED, Todo.NEW_CODE);
    window.fire("#admit-go");
    assertThat(window.words())
        .contains("Another device than before asks with this code.", "Begin again on the new")
        .doesNotContain("does not open this vault");
    window.fire("#admit-go");
    assertThat(vault.owner().acts()).containsExactly("admit Kitchen laptop");
  }

  @Test
  void whoCancelsWhileItIsAddedHearsThatNobodyKnows() {
    found();
    window.fire("#admit-yes");
    window.fill("#admit-passphrase", "copper lantern");
    vault.owner().hold(new CountDownLatch(1), new CountDownLatch(0));
    window.tasks.oneWaits(true);
    window.fire("#admit-go");
    assertThat(window.words()).contains("Adding it…");
    window.press(KeyCode.SPACE, KeyCode.ENTER);
    assertThat(window.words()).as("keys too many").contains("Adding it…");
    window.tasks.oneWaits(false);
    window.fire("#admit-cancel");
    assertThat(window.words()).contains("may be in the vault already, or not");
    assertThat(vault.owner().acts()).isEmpty();
  }

  @Test
  void lockingEndsTheQuestionAndSaysNothingAnyMore() {
    found();
    window.fire("#admit-yes");
    window.fill("#admit-passphrase", "copper lantern");
    var ends = new CountDownLatch(1);
    vault.owner().hold(new CountDownLatch(0), ends);
    window.tasks.oneWaits(true);
    window.fire("#admit-go");
    Fx.await("it is in", () -> !vault.owner().acts().isEmpty());
    Fx.run(window.controller::lock);
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words()).doesNotContain("is a device of the vault now");
  }
}
