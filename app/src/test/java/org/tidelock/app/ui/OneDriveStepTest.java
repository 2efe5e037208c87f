package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.wizard.CreateWizard;
import org.tidelock.app.ui.wizard.StorageModel;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// OneDrive in the wizards' first step: signing in at Microsoft's page, and what comes of that.
@UsesWindow
final class OneDriveStepTest extends OwnWindow {
  private static final StorageAccess TOKEN = StorageAccess.NONE.withSecret("a token");

  private final CountDownLatch agreed = new CountDownLatch(1);

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh;
  }

  @AfterEach
  void nobodyWaits() {
    agreed.countDown();
  }

  static TidelockException declined() {
    return trouble(Happened.STORAGE_SIGN_IN);
  }

  private static TidelockException trouble(Happened happened) {
    return new TidelockException(
        ErrorCode.STORAGE,
        happened.of("The sign-in was declined."),
        Safe.NOTHING_CHANGED.of(),
        Todo.SIGN_IN_ANEW.of());
  }

  private void choose(String wizard) {
    window.start().fire(wizard);
    window.fire("#storage-onedrive");
  }

  private void signedIn() {
    choose("#welcome-create");
    window.fire("#storage-test");
  }

  /// The browser shows the page, and nobody has agreed yet.
  private void atThePage() {
    window.vaults.holdPage(new CountDownLatch(0), agreed);
    choose("#welcome-create");
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    Fx.await("the page", () -> !window.files.pages().isEmpty());
    window.settle();
  }

  private void assertNobodyIsWaitedFor() {
    Fx.await("the ports are closed", () -> window.vaults.pagesClosed() == 1);
    agreed.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.vaults.trials()).as("nothing comes of it any more").isZero();
  }

  private void assertSignedOut() {
    assertThat(window.words()).contains("Not signed in yet.", "Sign in with Microsoft");
    assertThat(window.shows("#storage-another")).isFalse();
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void whoSignsInAtThePageOfMicrosoftMakesAVaultThere() {
    choose("#welcome-create");
    assertSignedOut();
    assertThat(window.words()).contains("tested on a fake of OneDrive only");
    window.fire("#storage-test");
    assertThat(window.files.pages()).containsExactly(URI.create("https://login.example/agree"));
    assertThat(window.vaults.signIns()).containsExactly("onedrive:/Vault BROWSER NEEDED");
    assertThat(window.vaults.pagesClosed()).isEqualTo(1);
    assertThat(window.vaults.access()).isEqualTo(TOKEN);
    assertThat(window.words())
        .contains(
            "Nothing is here yet. Tidelock can write here.",
            "Signed in. Tidelock can use its own folder",
            "812.0 GB",
            "Write, read and delete worked");
    WizardSteps.toPassphrase(window);
    window.fire("#wizard-continue");
    assertThat(window.vaults.vaultOf(home).orElseThrow().info().storage())
        .isEqualTo("onedrive:/Vault");
    assertThat(window.vaults.setUp()).isEqualTo(TOKEN);
  }

  @Test
  void whoSignsInJoinsTheVaultThatIsThere() {
    window.vaults.vaultAt("onedrive:/Home%20vaults/Ours?client=my-id", SampleWorld.vault());
    choose("#welcome-join");
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is no vault here.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fill("#onedrive-folder", "Home vaults/Ours");
    window.fill("#onedrive-client", "my-id");
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is a vault here.");
    WizardSteps.toFolder(window);
    WizardSteps.join(window);
    assertThat(window.vaults.setUp()).isEqualTo(TOKEN);
  }

  @Test
  void thePageCanBeTakenToABrowserByHand() {
    atThePage();
    assertThat(window.words()).contains("Sign in at Microsoft’s page", "If none has opened");
    var page = (TextField) window.find("#sign-in-page");
    assertThat(Fx.<String>get(page::getText)).isEqualTo("https://login.example/agree");
    window.fire("#sign-in-copy");
    assertThat(Fx.get(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("https://login.example/agree");
    window.fire("#storage-test");
    assertThat(window.vaults.signIns()).as("it is the same sign-in").hasSize(1);
    assertThat(window.files.pages()).as("shown once more").hasSize(2);
    agreed.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words()).contains("Nothing is here yet.");
    assertThat(window.shows("#sign-in-page")).isFalse();
  }

  @Test
  void whoCancelsIsNotSignedIn() {
    atThePage();
    window.fire("#storage-cancel");
    assertNobodyIsWaitedFor();
    assertSignedOut();
    assertThat(window.shows("#sign-in-page")).isFalse();
  }

  @Test
  void whoeverLeavesTheWizardIsNotWaitedFor() {
    atThePage();
    window.fire("#wizard-cancel");
    assertThat(window.shows("#welcome-create")).isTrue();
    assertNobodyIsWaitedFor();
  }

  @Test
  void norIsWhoeverClosesTheWindow() {
    atThePage();
    Fx.run(window.controller::closeWindow);
    assertNobodyIsWaitedFor();
  }

  @Test
  void norIsWhoeverChoosesAnotherPlace() {
    atThePage();
    window.fire("#storage-here");
    assertNobodyIsWaitedFor();
    window.fire("#storage-onedrive");
    assertSignedOut();
  }

  /// It was asked for, and is not known yet when nobody wants it any more.
  @Test
  void aPageThatComesTooLateIsNotOpened() {
    window.vaults.holdPage(agreed, new CountDownLatch(0));
    choose("#welcome-create");
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    window.fire("#storage-here");
    agreed.countDown();
    assertNobodyIsWaitedFor();
    assertThat(window.files.pages()).isEmpty();
  }

  @Test
  void aRefusalIsSaidInWordsThatFitAndCanBeTriedAgain() {
    choose("#welcome-create");
    window.vaults.failNext(declined());
    window.fire("#storage-test");
    assertThat(window.words())
        .contains(
            "Not signed in", "You did not agree at Microsoft’s page", "Sign in with Microsoft")
        .doesNotContain("User name", "server refused");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fire("#storage-test");
    assertThat(window.vaults.signIns()).hasSize(2);
    assertThat(window.words()).contains("Nothing is here yet.");
  }

  /// Begins a trial that ends like this, the person being signed in.
  private void trialEnds(TidelockException failure) {
    var trial = new CountDownLatch(1);
    window.vaults.holdTrials(trial);
    choose("#welcome-create");
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    Fx.await("the trial", () -> window.vaults.trials() == 1);
    window.vaults.failNext(failure);
    trial.countDown();
    window.tasks.oneWaits(false);
    window.settle();
  }

  @Test
  void aSignInThatDoesNotHoldIsToBeDoneAgain() {
    trialEnds(trouble(Happened.STORAGE_SIGN_IN_ENDED));
    assertThat(window.words())
        .contains("Not signed in", "Sign in with Microsoft")
        .doesNotContain("Settings");
    window.fire("#storage-test");
    assertThat(window.vaults.signIns()).hasSize(2);
  }

  @Test
  void whatElseGoesWrongCostsNoSignIn() {
    trialEnds(
        new TidelockException(
            ErrorCode.STORAGE, "The storage does not answer.", "Nothing was changed.", "Wait."));
    assertThat(window.words()).contains("The storage does not answer.", "Test connection");
    window.fire("#storage-test");
    assertThat(window.vaults.signIns()).hasSize(1);
    assertThat(window.words()).contains("Nothing is here yet.");
  }

  @Test
  void anotherPlaceForgetsTheSignInAndDoesNotGetIt() {
    signedIn();
    window.fire("#storage-webdav");
    window.fill("#webdav-address", "nas.local/dav");
    window.fill("#webdav-user", "mira");
    window.fill("#webdav-password", "quiet-harbour-4711");
    window.fire("#storage-test");
    assertThat(window.vaults.access().secret()).hasValue("quiet-harbour-4711");
    window.fire("#storage-onedrive");
    assertSignedOut();
  }

  @Test
  void anotherFolderNeedsATrialOnlyAnotherApplicationASignIn() {
    signedIn();
    window.fill("#onedrive-folder", "Elsewhere");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fire("#storage-test");
    assertThat(window.vaults.signIns()).hasSize(1);
    assertThat(window.enabled("#wizard-continue")).isTrue();
    window.fill("#onedrive-client", "my-id");
    assertSignedOut();
    window.fire("#storage-test");
    assertThat(window.vaults.signIns())
        .containsExactly(
            "onedrive:/Vault BROWSER NEEDED", "onedrive:/Elsewhere?client=my-id BROWSER NEEDED");
  }

  @Test
  void anotherAccountCanBeUsed() {
    signedIn();
    Fx.run(() -> window.find("#storage-another").requestFocus());
    window.vaults.failNext(declined());
    window.type(KeyCode.SPACE);
    assertThat(window.vaults.signIns()).hasSize(2);
    assertThat(window.words()).as("the first one counts no more").contains("Not signed in");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    assertThat(window.focus()).isEqualTo("storage-test");
  }

  @Test
  void theAccountBeforeCountsNoMoreOnceAnotherIsAskedFor() {
    signedIn();
    window.vaults.holdPage(new CountDownLatch(0), agreed);
    window.tasks.oneWaits(true);
    window.fire("#storage-another");
    Fx.await("the page", () -> window.files.pages().size() == 2);
    window.settle();
    window.fire("#storage-cancel");
    agreed.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    assertSignedOut();
  }

  @Test
  void whoHasSignedInIsAskedWhetherToLeave() {
    choose("#welcome-create");
    window.fire("#wizard-cancel");
    assertThat(window.shows("#welcome-create")).as("nothing would be lost").isTrue();
    window.fire("#welcome-create");
    window.fire("#storage-onedrive");
    window.fire("#storage-test");
    window.fire("#wizard-cancel");
    assertThat(window.shows("#wizard-leave")).isTrue();
  }

  @Test
  void whoCancelsWithTheKeyboardIsNotLostInTheWindow() {
    atThePage();
    Fx.run(() -> window.find("#storage-cancel").requestFocus());
    window.type(KeyCode.SPACE);
    assertNobodyIsWaitedFor();
    assertThat(window.focus()).isEqualTo("storage-test");
  }

  @Test
  void whatWasAgreedToDoesNotOutliveTheWizard() throws Exception {
    window.start();
    var wizard = Fx.get(() -> new CreateWizard(window.ui, _ -> {}));
    Fx.run(
        () -> {
          wizard.storage().kindProperty().set(StorageModel.Kind.ONEDRIVE);
          var step = (Parent) wizard.steps().getFirst().view();
          ((Button) step.lookup("#storage-test")).fire();
        });
    window.settle();
    Fx.get(wizard.storage()::vaults).test("onedrive:/Vault");
    assertThat(window.vaults.access()).isEqualTo(TOKEN);
    Fx.run(wizard::abandon);
    Fx.get(wizard.storage()::vaults).test("onedrive:/Vault");
    assertThat(window.vaults.access()).isEqualTo(StorageAccess.NONE);
  }
}
