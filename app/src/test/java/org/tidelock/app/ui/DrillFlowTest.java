package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.SecretText;
import org.tidelock.app.ui.fake.FakeKits;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// The recovery kit is tested, from the page Security: what was shown, and what was not.
@UsesWindow
final class DrillFlowTest extends OwnWindow {
  private static final String WIPED = "\\x00+|(abandon )+art";

  @TempDir Path temp;
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().page(PageId.SECURITY);
  }

  private static String words() {
    return String.join(" ", FakeKits.words());
  }

  private void test() {
    window.fire("#security-drill");
    window.fill("#drill-words", words());
    window.fire("#drill-go");
  }

  @Test
  void aKitThatWorksIsSaidToAndWhenAndWhatWasNotTested() {
    window.fire("#security-drill");
    assertThat(window.words()).contains("Does your recovery kit open this vault?");
    assertThat(window.enabled("#drill-go")).isFalse();
    window.fill("#drill-words", words());
    window.fire("#drill-go");
    assertThat(vault.drills().tried().orElseThrow())
        .isInstanceOfSatisfying(
            Unlock.ByRecoveryKey.class, kit -> assertThat(SecretText.of(kit)).matches(WIPED));
    assertThat(window.words())
        .contains(
            "Your recovery kit works",
            "Today 14:33: it opened the vault from its storage alone, with 3 devices and 12,408 files, 48.2 GB in all. A note reminds you in half a year.",
            "2 files were read back (3.8 MB), each byte as the vault says: Letters/Letter to Anna.txt, Photos/2024/Harbour/IMG_2041.jpg",
            "This is how Letters/Letter to Anna.txt begins:",
            "the ferry leaves at nine",
            "Not tested: the passphrase, and the other files.")
        .doesNotContain("sign in to the storage");
    window.fire("#drill-done");
    assertThat(window.words())
        .contains("Tested Today 14:33")
        .doesNotContain("Your recovery kit works");
  }

  @Test
  void ofAServerItIsSaidThatTheSignInWasNotTested() {
    vault.drills().signedIn();
    test();
    assertThat(window.words())
        .contains("Nor whether you can sign in to the storage from another computer");
  }

  @Test
  void theWordsOfASavedKitAreRead() throws Exception {
    Path kit = temp.resolve("kit.txt");
    Files.writeString(kit, "Tidelock recovery kit\n" + words());
    window.fire("#security-drill");
    window.files.answer(temp.resolve("gone"));
    window.fire("#drill-file");
    assertThat(window.words()).contains("That file cannot be read.");
    Files.writeString(kit, words());
    window.files.answer(kit);
    window.fire("#drill-file");
    window.fire("#drill-go");
    assertThat(window.words()).contains("Your recovery kit works");
  }

  @Test
  void wordsThatAreNoKitAreSaidToBeNone() {
    window.fire("#security-drill");
    window.fill("#drill-words", "some words of a letter");
    window.fire("#drill-go");
    assertThat(window.words()).contains("Does your recovery kit open this vault?");
    assertThat(vault.drills().tried()).isEmpty();
  }

  @Test
  void aKitThatWasReplacedIsSaidToBe() {
    vault
        .drills()
        .failNext(
            trouble(
                ErrorCode.AUTH,
                Happened.KIT_REPLACED.of(SampleWorld.CLOCK.instant()),
                Todo.RIGHT_KIT_OR_NEW));
    test();
    assertThat(window.words())
        .contains("These 24 words do not open this vault", "make a new one")
        .doesNotContain("works");
    assertThat(window.enabled("#drill-go")).as("with other words").isTrue();
  }

  @Test
  void theStorageMayBeAway() {
    vault
        .drills()
        .failNext(
            trouble(
                ErrorCode.STORAGE,
                Happened.STORAGE_TROUBLE.of("The storage does not answer."),
                Todo.CONNECTION));
    test();
    assertThat(window.words()).contains("The storage does not answer.", "Nothing was changed.");
  }

  @Test
  void aPassphraseIsTestedAsWellAndWrongOnesAreCounted() {
    window.fire("#security-drill");
    window.fire("#drill-choice");
    window.fill("#drill-passphrase", "copper lantern");
    vault.drills().failNext(trouble(ErrorCode.AUTH, Happened.WRONG_SECRET.of(), Todo.CHECK_TYPING));
    window.fire("#drill-go");
    assertThat(window.words()).contains("That passphrase does not open this vault.");
    window.fire("#drill-go");
    assertThat(window.words())
        .contains("Your passphrase works", "Not tested: the recovery kit, and the other files.")
        .doesNotContain("A note reminds you");
  }

  @Test
  void whatCannotBeReadIsNamedAndTheVaultCanBeCheckedThen() {
    vault
        .drills()
        .show(
            List.of(),
            new Problem(
                Optional.of("Tax 2019.zip"),
                trouble(
                    ErrorCode.MISSING,
                    Happened.PACK_MISSING.of("packs/5f/0c2a is gone."),
                    Todo.SEND_AGAIN)));
    test();
    assertThat(window.words())
        .contains(
            "Your recovery kit opens the vault, but not all could be read",
            "Tax 2019.zip: packs/5f/0c2a is gone.",
            "No file could be read back.")
        .doesNotContain("works");
    window.fire("#drill-check");
    assertThat(window.words()).contains("All 13,321 objects are intact").doesNotContain("Tested");
  }

  @Test
  void itCanBeStopped() {
    vault.drills().hold(new CountDownLatch(1), reading());
    window.fire("#security-drill");
    window.fill("#drill-words", words());
    window.tasks.oneWaits(true);
    window.fire("#drill-go");
    Fx.await("the first step", () -> window.words().contains("3 of 20 files read back"));
    assertThat(window.enabled("#drill-go")).isFalse();
    window.tasks.oneWaits(false);
    window.fire("#drill-stop");
    assertThat(window.words())
        .contains("Nothing is known of what was not tested")
        .doesNotContain("3 of 20");
    assertThat(vault.drills().interrupted()).isOne();
  }

  private static Progress reading() {
    return new Progress(
        Progress.Phase.VERIFYING, 3, 20, 1_000, 9_000, 0, 0, Optional.empty(), List.of());
  }

  @Test
  void closingTheDialogEndsItAndForgetsWhatWasTyped() {
    vault.drills().hold(new CountDownLatch(1), reading());
    window.fire("#security-drill");
    window.fill("#drill-words", words());
    window.tasks.oneWaits(true);
    window.fire("#drill-go");
    Fx.await("the first step", () -> window.words().contains("3 of 20 files read back"));
    window.type(KeyCode.ESCAPE);
    Fx.await("it has ended", () -> vault.drills().interrupted() == 1);
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words()).doesNotContain("Does your recovery kit");
    window.fire("#security-drill");
    assertThat(window.words()).doesNotContain(FakeKits.words().getFirst());
  }

  @Test
  void theReminderLeadsToIt() {
    window.become(vault, SampleWorld.kitNotTested());
    window.page(PageId.ISSUES);
    assertThat(window.words()).contains("was not tested for half a year", "Test it under Security");
    window.fire("#issue-security");
    assertThat(window.shell().current()).isEqualTo(PageId.SECURITY);
  }

  private static TidelockException trouble(ErrorCode code, Said happened, Todo todo) {
    return new TidelockException(code, happened, Safe.NOTHING_CHANGED.of(), todo.of());
  }
}
