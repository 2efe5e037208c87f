package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.SecretText;
import org.tidelock.app.ui.fake.FakeKits;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// What was checked and what opens the vault.
@UsesWindow
final class SecurityPageTest extends OwnWindow {
  private static final String WIPED = "\\x00+";
  private static final String NEXT = "velvet orbit tundra basket willow ember";

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    vault.devices(SampleWorld.devicesAndOneRemoved());
    return fresh.with(vault).start().page(PageId.SECURITY);
  }

  @Test
  void nothingIsClaimedThatWasNotChecked() {
    assertThat(window.words())
        .contains("The last check found no damage", "on this computer: ")
        .doesNotContain("intact")
        .containsSubsequence("river", "stamp", "onion", "kite", "velvet", "harbor")
        .containsSubsequence("Keys so far", "2", "Devices in the vault", "3", "Confirmed");
    window.fire("#check-quick");
    assertThat(window.words())
        .contains("All 13,321 objects are there", "Checked Today 14:33: names and sizes")
        .doesNotContain("intact");
    assertThat(window.shows("#check-mend")).isFalse();
    window.fire("#check-thorough");
    assertThat(window.words())
        .contains("All 13,321 objects are intact", "every byte of 213.1 GB was read");
  }

  @Test
  void whatIsDamagedIsNamedAndMendedAsFarAsThisComputerHasIt() {
    var pack =
        new Finding(ErrorCode.INTEGRITY, "packs/5f0c2a", "in English", List.of("Tax 2019.zip"));
    var head = new Finding(ErrorCode.ROLLBACK, "heads/3a91", "in English", List.of());
    vault.checks().find(pack, head);
    window.fire("#check-thorough");
    assertThat(window.words())
        .contains(
            "2 objects are not well",
            "packs/5f0c2a is not as it was written. Affected: Tax 2019.zip",
            "heads/3a91 is older than what this device has seen.")
        .doesNotContain("in English");
    vault.checks().leave(List.of(head), List.of());
    window.fire("#check-mend");
    assertThat(window.words())
        .contains("1 object is not well", "Put back: 1 object. Sent again: 1 file.")
        .contains("All present files are whole.");
    assertThat(window.shows("#check-mend")).as("that was just tried").isFalse();
    vault.checks().leave(List.of(), List.of());
    window.fire("#check-quick");
    window.fire("#check-mend");
    assertThat(window.words()).contains("All 13,321 objects are there", "Put back: 1 object.");
  }

  @Test
  void whatNoDeviceHasCanBeGivenUpOnceItWasTriedToMendIt() {
    var pack = new Finding(ErrorCode.MISSING, "packs/5f0c2a", "in English", List.of("d/lost"));
    vault.checks().find(pack);
    window.fire("#check-quick");
    assertThat(window.shows("#check-give-up")).as("it was not tried yet").isFalse();
    vault.checks().leave(List.of(pack), List.of("d/lost"));
    window.fire("#check-mend");
    assertThat(window.words()).contains("Not on this computer, try it on another: d/lost");
    var none = new UndoReport.Items(0, 0, List.of());
    var gone = new UndoReport.Items(1, 5, List.of("d/lost"));
    vault.undoable(List.of(), new UndoReport(none, gone, none, none, none));
    window.fire("#check-give-up");
    assertThat(window.words())
        .contains("Give up what the storage has lost?", "Start your other devices first")
        .contains("1 file is removed, as no version of it is left", "d/lost");
    assertThat(window.focus()).as("the safe answer").isEqualTo("undo-close");
    assertThat(vault.undos()).isEmpty();
    window.fire("#undo-undo");
    assertThat(vault.undos()).containsExactly(new UndoRequest.Lost());
    assertThat(window.words()).contains("1 lost file was given up");
    assertThat(window.shows("#check-give-up")).isFalse();
  }

  @Test
  void aCheckGoesOnWhileOtherPagesAreShownAndCanBeStopped() {
    vault.checks().hold(new CountDownLatch(1), SampleWorld.copying());
    window.tasks.oneWaits(true);
    Fx.run(() -> window.find("#check-thorough").requestFocus());
    window.type(KeyCode.SPACE);
    Fx.await("the first step", () -> window.words().contains("73 of 214 objects"));
    assertThat(window.focus()).isEqualTo("check-cancel");
    assertThat(window.enabled("#check-quick")).as("one at a time").isFalse();
    window.page(PageId.OVERVIEW).page(PageId.SECURITY);
    assertThat(window.words()).contains("Checking the vault", "73 of 214 objects");
    window.tasks.oneWaits(false);
    window.fire("#check-cancel");
    assertThat(window.words())
        .contains("The check was stopped", "is not known to be well")
        .doesNotContain("73 of");
    vault.checks().hold(new CountDownLatch(0));
    vault.checks().failNext(trouble(ErrorCode.STORAGE));
    window.fire("#check-quick");
    assertThat(window.words()).contains("The storage does not answer.");
  }

  /// The vault closes only when it has ended, and it may take hours.
  @Test
  void lockingEndsACheck() {
    vault.checks().hold(new CountDownLatch(1), SampleWorld.copying());
    window.tasks.oneWaits(true);
    window.fire("#check-thorough");
    Fx.await("the first step", () -> window.words().contains("73 of 214 objects"));
    Fx.run(window.controller::lock);
    Fx.await("it has ended", () -> vault.checks().interrupted() == 1);
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words()).doesNotContain("The check was stopped");
  }

  private static TidelockException trouble(ErrorCode code) {
    return new TidelockException(
        code,
        Happened.STORAGE_TROUBLE.of("The storage does not answer."),
        Safe.NOTHING_CHANGED.of(),
        Todo.CONNECTION.of());
  }

  private void chooseNext(String selector) {
    window.fire(selector);
    window.fill("#passphrase", NEXT);
    window.fill("#passphrase-repeat", NEXT);
    window.fire("#wizard-continue");
  }

  @Test
  void thePassphraseIsChangedWithTheOneUntilNowOrTheKit() {
    chooseNext("#security-passphrase");
    assertThat(window.words())
        .contains("Confirm with the passphrase until now", "asks for the one that it was set up");
    window.fill("#owner-passphrase", "copper lantern");
    vault.owner().failNext(trouble(ErrorCode.AUTH));
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("That passphrase does not open this vault.");
    vault.owner().failNext(trouble(ErrorCode.STORAGE));
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("The storage does not answer.", "Nothing was changed.");
    window.fire("#owner-choice");
    window.fill("#owner-words", String.join(" ", FakeKits.words()));
    window.fire("#wizard-continue");
    assertThat(vault.owner().acts()).containsExactly("passphrase", "changed");
    assertThat(vault.owner().last().orElseThrow()).isInstanceOf(Unlock.ByRecoveryKey.class);
    assertThat(SecretText.of(vault.owner().next().orElseThrow())).matches(WIPED);
    assertThat(window.shell().current()).isEqualTo(PageId.SECURITY);
    assertThat(window.words()).contains("The vault has a new passphrase. The recovery kit stays.");
    vault.owner().hold(new CountDownLatch(1), new CountDownLatch(0));
    chooseNext("#security-passphrase");
    window.fill("#owner-passphrase", "copper lantern");
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    window.fire("#wizard-cancel");
    assertThat(window.words()).contains("either passphrase may open the vault");
    window.tasks.oneWaits(false);
    window.fire("#wizard-leave");
    assertThat(window.words()).contains("Keep both until you have seen which one opens");
  }

  @Test
  void allSecretsAreReplacedWithoutADeviceToo() {
    chooseNext("#security-secrets");
    window.fill("#new-kit-passphrase", "copper lantern");
    window.files.answer(Path.of("/media/stick/kit.pdf"));
    window.fire("#new-kit-choose");
    assertThat(window.words()).contains("New secrets for all").doesNotContain("is removed");
    window.fire("#wizard-continue");
    for (var field : window.findAll(".text-field")) {
      var id = String.valueOf(field.getId());
      if (id.matches("kit-word-[0-9]+")) {
        window.fill("#" + id, FakeKits.words().get(Integer.parseInt(id.substring(9)) - 1));
      }
    }
    window.fire("#kit-kept");
    window.fire("#wizard-continue");
    assertThat(vault.owner().acts()).containsExactly("secrets");
    assertThat(window.words())
        .contains("All secrets are replaced, and the new recovery kit is confirmed.");
  }
}
