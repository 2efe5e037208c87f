package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// The second copy in the settings.
@UsesWindow
final class SettingsCopyTest {
  private static final Path PLACE = Path.of("/media/mira/Second disk");

  @TempDir Path home;
  private final FakeVault vault = SampleWorld.vault();
  private final CountDownLatch latch = new CountDownLatch(1);
  private TestWindow window;

  @BeforeEach
  void open() {
    window = new TestWindow(home).with(vault).start();
  }

  @AfterEach
  void close() {
    latch.countDown();
    window.close();
  }

  private void kept(long objects) {
    vault.copy().become(SampleWorld.copy(new Mirror.Waiting(objects, objects * 4_000_000)));
    window.settings("storage");
  }

  private void toPlace() {
    window.settings("storage").fire("#copy-add");
    window.files.answer(PLACE);
    window.fire("#storage-choose");
  }

  @Test
  void aSecondCopyIsAddedWithTheStepOfTheWizard() {
    window.settings("storage");
    assertThat(window.words()).contains("No second copy yet");
    window.fire("#copy-add");
    assertThat(window.words())
        .contains("Where should the second copy be?", "Folder or NAS", "OneDrive")
        .doesNotContain("This computer");
    assertThat(window.enabled("#wizard-continue")).as("no place yet").isFalse();
    window.files.answer(PLACE);
    window.fire("#storage-choose");
    assertThat(window.words()).contains("Nothing is here yet. Tidelock can write here.");
    window.fire("#wizard-continue");
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.words())
        .contains(PLACE.toString(), "It has everything: 53,284 objects, 213.1 GB.")
        .doesNotContain("No second copy yet");
    assertThat(vault.copy().now().orElseThrow().storage()).isEqualTo("file://" + uri());
  }

  /// What opens the copy's storage was changed there.
  @Test
  void aNewSecretOfTheCopysStorageIsTriedAndKept() {
    kept(0);
    vault.copy().hold(latch, SampleWorld.copying());
    window.fire("#copy-sign-in");
    assertThat(window.words()).contains("cloud.example");
    window.fill("#sign-in-secret", "wrong");
    vault
        .copy()
        .failNext(
            new TidelockException(
                ErrorCode.STORAGE,
                Happened.STORAGE_SIGN_IN.of("The server refuses it (401)."),
                Safe.NOTHING_SENT_THERE.of(),
                Todo.STORAGE_PASSWORD.of()));
    window.fire("#sign-in-go");
    assertThat(window.words()).contains("The server refuses it (401).");
    assertThat(vault.copy().accesses()).isEmpty();
    window.fill("#sign-in-secret", "quiet-harbour-4711");
    window.tasks.oneWaits(true);
    window.fire("#sign-in-go");
    Fx.await("the first step", () -> window.words().contains("Signed in. The second copy"));
    assertThat(vault.copy().accesses()).hasSize(1);
    assertThat(vault.copy().accesses().getFirst().secret()).contains("quiet-harbour-4711");
    assertThat(window.words()).as("copying goes on").contains("73");
    latch.countDown();
    window.tasks.oneWaits(false);
    window.settle();
  }

  @Test
  void aCopyInAFolderHasNothingToSignInTo() {
    toPlace();
    window.fire("#wizard-continue");
    assertThat(window.words()).contains(PLACE.toString());
    assertThat(window.shows("#copy-sign-in")).isFalse();
  }

  private static String uri() {
    return PLACE.toUri().getRawPath();
  }

  /// A first copy may take days: nobody is kept in the wizard for that.
  @Test
  void onceThePlaceIsTakenCopyingGoesOnBehindThePages() {
    vault.copy().hold(latch, SampleWorld.copying());
    toPlace();
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    Fx.await("it is copied", () -> window.words().contains("73 of 214 objects"));
    assertThat(window.words()).contains("281 MB of 840 MB · 4 minutes left", "Not complete yet.");
    window.page(PageId.OVERVIEW).settings("storage");
    assertThat(window.words()).contains("73 of 214 objects");
    assertThat(window.enabled("#copy-update")).isFalse();
    window.tasks.oneWaits(false);
    latch.countDown();
    window.settle();
    assertThat(window.words()).contains("It has everything:").doesNotContain("73 of 214");
  }

  @Test
  void aPlaceThatIsRefusedIsSaidInTheWizard() {
    toPlace();
    vault
        .copy()
        .failNext(
            new TidelockException(
                ErrorCode.USAGE,
                Happened.MIRROR_IS_MAIN.of("/mnt/attic/vault"),
                Safe.NOTHING_CHANGED.of(),
                Todo.OTHER_PROVIDER.of()));
    window.fire("#wizard-continue");
    assertThat(window.words())
        .contains("This is the vault’s own storage: /mnt/attic/vault.", "Nothing was changed.");
    assertThat(vault.copy().now()).isEmpty();
    window.fire("#wizard-cancel");
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.words()).contains("No second copy yet");
  }

  @Test
  void whoLeavesTheWizardHasNoCopyAndTheFocusBack() {
    window.settings("storage");
    Fx.run(() -> window.find("#copy-add").requestFocus());
    window.type(KeyCode.SPACE);
    window.type(KeyCode.ESCAPE);
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.focus()).isEqualTo("copy-add");
    assertThat(vault.copy().now()).isEmpty();
  }

  @Test
  void itSaysHowTheCopyStands() {
    kept(0);
    assertThat(window.words())
        .contains("webdav+https://mira@cloud.example", "It has everything. Last looked at 34 min");
    kept(3);
    assertThat(window.words()).contains("3 objects, 12 MB, wait to be copied");
    kept(1);
    assertThat(window.words()).contains("1 object, 4 MB, waits to be copied");
  }

  @Test
  void whatIsStoredMeanwhileIsSaidToWait() {
    kept(0);
    vault.copy().become(SampleWorld.copy(new Mirror.Waiting(2, 5_000_000)));
    window.become(vault, SampleWorld.checking());
    assertThat(window.words()).contains("2 objects, 5 MB, wait to be copied");
  }

  @Test
  void itIsBroughtUpToDateWhenSomebodySaysSo() {
    kept(3);
    window.fire("#copy-update");
    assertThat(window.words())
        .contains("It has everything. Last looked at just now.", "Copied now: 3 objects, 12 MB");
  }

  @Test
  void whatIsWrongIsNamedAndTheFirstOnesOnly() {
    kept(3);
    vault.copy().find(1, SampleWorld.copyFindings());
    window.fire("#copy-update");
    assertThat(window.words())
        .contains("It lacks 1 of 53,284 objects")
        .contains("packs/5f/5f0c2a9be1 is not as it was written. Affected: Documents/Tax 2019.zip")
        .contains("The second copy has log/3a91/0000000000000412, which a device of yours");
  }

  @Test
  void anUpdateCanBeEnded() {
    kept(214);
    vault.copy().hold(latch, SampleWorld.copying());
    window.tasks.oneWaits(true);
    window.fire("#copy-update");
    Fx.await("it is copied", () -> window.words().contains("73 of 214 objects"));
    Fx.run(() -> window.find("#copy-cancel").requestFocus());
    window.tasks.oneWaits(false);
    window.fire("#copy-cancel");
    assertThat(window.words())
        .contains("Stopped. What was copied stays", "214 objects, 856 MB, wait to be copied");
    assertThat(window.enabled("#copy-update")).isTrue();
    assertThat(window.focus()).isEqualTo("copy-update");
  }

  @Test
  void aStorageThatDoesNotAnswerIsSaid() {
    kept(3);
    vault
        .copy()
        .failNext(
            new TidelockException(
                ErrorCode.STORAGE, "The server does not answer.", "Nothing is lost.", "Wait."));
    window.fire("#copy-update");
    assertThat(window.words()).contains("The server does not answer.", "3 objects, 12 MB, wait");
  }

  @Test
  void allOfItIsReadWhenSomebodySaysSo() {
    kept(0);
    window.fire("#copy-check");
    assertThat(window.words())
        .contains("Every byte was checked: 53,284 objects, 213.1 GB. All is well.");
    vault.copy().find(0, SampleWorld.copyFindings());
    window.fire("#copy-check");
    assertThat(window.words())
        .contains("2 objects are not well, of 53,284", "packs/5f/5f0c2a9be1 is not as it was")
        .doesNotContain("All is well");
    window.fire("#copy-mend");
    assertThat(window.words())
        .contains("1 object was written anew.", "1 object is not well", "log/3a91")
        .doesNotContain("packs/5f/5f0c2a9be1", "Write them anew");
  }

  @Test
  void itIsKeptNoMoreOnceThatIsSaidTwice() {
    kept(0);
    window.fire("#copy-end");
    assertThat(window.words()).contains("Stop keeping the second copy?", "What lies there stays");
    assertThat(window.focus()).isEqualTo("copy-end-stay");
    window.type(KeyCode.ESCAPE);
    assertThat(vault.copy().now()).isPresent();
    window.fire("#copy-end");
    window.fire("#copy-end-go");
    assertThat(vault.copy().now()).isEmpty();
    assertThat(window.words())
        .contains("No second copy yet", "No second copy is kept any more. What lies in webdav+");
    assertThat(window.shows("#copy-update")).isFalse();
  }

  @Test
  void theCopyBecomesTheMainStorageOnceItIsClearWhatThatMeans() {
    kept(3);
    window.fire("#copy-use");
    assertThat(window.words())
        .contains("then syncs with webdav+https://mira@cloud.example", "no more with /mnt/attic")
        .contains("Your other computers go on", "The recovery kit stays good");
    assertThat(window.focus()).isEqualTo("copy-use-stay");
    window.type(KeyCode.ESCAPE);
    assertThat(vault.copy().now()).isPresent();
    window.fire("#copy-use");
    window.fire("#copy-use-go");
    assertThat(window.words())
        .contains("The copy is the main storage now", "Move your other computers as well")
        .doesNotContain("earlier versions");
    window.fire("#copy-moved-go");
    assertThat(window.shell().current()).as("opened anew").isEqualTo(PageId.OVERVIEW);
    assertThat(vault.closed()).isTrue();
    window.settings("storage");
    assertThat(window.words()).contains("webdav+https://mira@", "No second copy yet");
  }

  @Test
  void earlierVersionsAreGivenUpOnlyIfThatIsSaid() {
    kept(3);
    vault.copy().lose(12);
    window.fire("#copy-use");
    window.fire("#copy-use-go");
    assertThat(window.words())
        .contains("Earlier versions would be lost", "lacks 12 objects", "only there");
    assertThat(window.focus()).isEqualTo("copy-lose-stay");
    window.type(KeyCode.ESCAPE);
    assertThat(vault.copy().now()).as("nothing has changed").isPresent();
    window.fire("#copy-use");
    window.fire("#copy-use-go");
    window.fire("#copy-lose-go");
    assertThat(vault.copy().now()).isEmpty();
    assertThat(window.words())
        .contains("12 objects with parts of earlier versions could not be had")
        .contains("The storage until now could not be used.");
  }

  @Test
  void aMoveCanBeEnded() {
    kept(3);
    vault.copy().hold(latch, SampleWorld.copying());
    window.fire("#copy-use");
    window.tasks.oneWaits(true);
    window.fire("#copy-use-go");
    Fx.await("it is copied", () -> window.words().contains("73 of 214 objects"));
    window.tasks.oneWaits(false);
    window.fire("#copy-cancel");
    assertThat(window.words()).contains("Stopped. The vault lies where it was.");
    assertThat(vault.copy().now()).isPresent();
  }

  /// Who quits while that is said has quit.
  @Test
  void whoQuitsAfterAMoveIsNotBroughtBack() {
    kept(0);
    window.fire("#copy-use");
    window.fire("#copy-use-go");
    Fx.run(window.controller::requestQuit);
    window.settle();
    Fx.await("it has ended", () -> window.ended.get() == 1);
    assertThat(Fx.get(window.stage::isShowing)).isFalse();
    assertThat(window.controller.vault()).isEmpty();
  }
}
