package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// An open vault is signed in to its storage anew, and its storage is tried out.
@UsesWindow
final class SignInDialogTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();
  private final CountDownLatch latch = new CountDownLatch(1);

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start();
  }

  private static TidelockException changed() {
    return new TidelockException(
            ErrorCode.STORAGE,
            Happened.CERTIFICATE_CHANGED.of("SHA-256 AB:CD"),
            Safe.NOTHING_SENT_THERE.of(),
            Todo.TRUST_CHANGED_KEY.of("sha256/new"))
        .with(
            new UnknownServer(
                StorageAccess.SERVER_KEY,
                "sha256/new",
                "SHA-256 AB:CD",
                Optional.empty(),
                Optional.of("sha256/old")));
  }

  private void open() {
    window.become(vault, SampleWorld.signInNeeded(Issue.SIGN_IN));
    window.page(PageId.ISSUES).fire("#issue-sign-in");
  }

  /// Begins to sign in, which takes its time.
  private TextInputControl trying() {
    open();
    var secret = (TextInputControl) window.find("#sign-in-secret");
    window.fill("#sign-in-secret", "the new one");
    vault.storage().hold(latch);
    window.tasks.oneWaits(true);
    window.fire("#sign-in-go");
    return secret;
  }

  private void atThePage(CountDownLatch begins, CountDownLatch agreed) {
    window.vaults.need(StorageNeeds.SIGN_IN);
    open();
    window.vaults.holdPage(begins, agreed);
    window.tasks.oneWaits(true);
    window.fire("#sign-in-go");
  }

  /// Whatever is under way ends, and what comes of it has come.
  private void end() {
    latch.countDown();
    window.tasks.oneWaits(false);
    window.settle();
  }

  private static String text(TextInputControl field) {
    return Fx.get(field::getText);
  }

  @Test
  void aNewPasswordOfTheStorageIsGivenWhereItIsMissed() {
    open();
    int before = vault.syncs();
    assertThat(window.words()).contains("Sign in to the storage again", "/mnt/attic/vault");
    assertThat(window.focus()).isEqualTo("sign-in-secret");
    window.fill("#sign-in-secret", "a wrong one");
    vault.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "The server refuses the password.", "Nothing was changed.", ""));
    window.fire("#sign-in-go");
    assertThat(window.words()).contains("The server refuses the password.");
    window.fill("#sign-in-secret", "the new one");
    window.fire("#sign-in-go");
    assertThat(window.words()).contains("Signed in. Syncing goes on.");
    Fx.await("syncing goes on", () -> vault.syncs() == before + 1);
    assertThat(vault.storage().signedIn())
        .containsExactly(
            StorageAccess.NONE.withSecret("a wrong one"),
            StorageAccess.NONE.withSecret("the new one"));
  }

  @Test
  void ofABucketBothHalvesOfTheAccessKeyAreAskedForByTheirNames() {
    window.vaults.need(StorageNeeds.ACCESS_KEY);
    open();
    assertThat(window.words()).contains("Access key", "Secret key").doesNotContain("Password\n");
    window.fill("#sign-in-user", "AKIA");
    window.fill("#sign-in-secret", "of the key");
    window.fire("#sign-in-go");
    assertThat(vault.storage().signedIn())
        .containsExactly(StorageAccess.NONE.withUser("AKIA").withSecret("of the key"));
  }

  @Test
  void whereAProviderHasAPageOfItsOwnTheBrowserShowsIt() {
    window.vaults.need(StorageNeeds.SIGN_IN);
    open();
    int before = vault.syncs();
    assertThat(window.words()).contains("Sign in to the storage again", "opens in your browser");
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "Nobody agreed at the page.", "Nothing was changed.", "Try again."));
    window.fire("#sign-in-go");
    assertThat(window.words()).contains("Nobody agreed at the page.");
    assertThat(vault.storage().signedIn()).isEmpty();
    window.fire("#sign-in-go");
    assertThat(window.files.pages()).contains(URI.create("https://login.example/agree"));
    assertThat(vault.storage().signedIn())
        .containsExactly(StorageAccess.NONE.withSecret("a token"));
    assertThat(window.words()).contains("Signed in. Syncing goes on.");
    Fx.await("syncing goes on", () -> vault.syncs() == before + 1);
  }

  @Test
  void aServerWithAnotherKeyIsAskedAboutAtOnceAndTrustedOnlyAfterItsFingerprintWasShown() {
    window.become(vault, SampleWorld.signInNeeded(Issue.SERVER_CHANGED));
    vault.failNext(changed());
    window.page(PageId.ISSUES).fire("#issue-sign-in");
    assertThat(window.words())
        .as("nobody has to press anything to be told")
        .contains("certificate has changed", "SHA-256 AB:CD", "set up anew")
        .doesNotContain("tidelock storage");
    window.fire("#sign-in-trust");
    assertThat(vault.storage().signedIn())
        .containsExactly(
            StorageAccess.NONE,
            StorageAccess.NONE.agreeing(StorageAccess.SERVER_KEY, "sha256/new"));
  }

  @Test
  void whoeverSignsInTwiceSignsInOnce() {
    trying();
    assertThat(window.enabled("#sign-in-go")).isFalse();
    assertThat(window.enabled("#sign-in-secret")).isFalse();
    window.type(KeyCode.ENTER);
    end();
    assertThat(vault.storage().signedIn()).hasSize(1);
  }

  @Test
  void aServerThatIsTrustedIsNotAskedAboutMeanwhile() {
    window.become(vault, SampleWorld.signInNeeded(Issue.SERVER_CHANGED));
    vault.failNext(changed());
    window.page(PageId.ISSUES).fire("#issue-sign-in");
    vault.storage().hold(latch);
    window.tasks.oneWaits(true);
    window.fire("#sign-in-trust");
    assertThat(window.shows("#sign-in-trust")).isFalse();
    end();
  }

  @Test
  void whatWasWrongIsNotSaidOfWhatIsTriedNow() {
    open();
    vault.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "The server refuses the password.", "Nothing was changed.", ""));
    window.fire("#sign-in-go");
    vault.storage().hold(latch);
    window.tasks.oneWaits(true);
    window.fire("#sign-in-go");
    assertThat(window.words()).contains("Signing in…").doesNotContain("refuses the password");
    end();
  }

  @Test
  void whoCancelsIsNotSignedInAndLeavesNoSecret() {
    var secret = trying();
    window.fire("#sign-in-cancel");
    assertThat(text(secret)).isEmpty();
    Fx.await("the storage is not waited for", () -> vault.storage().givenUp() == 1);
    window.fire("#issue-sign-in");
    end();
    assertThat(window.shows("#sign-in-secret")).as("the next dialog is another one").isTrue();
    assertThat(window.words()).doesNotContain("Signed in.");
  }

  @Test
  void escapeIsCancel() {
    var secret = trying();
    window.type(KeyCode.ESCAPE);
    assertThat(text(secret)).isEmpty();
    Fx.await("the storage is not waited for", () -> vault.storage().givenUp() == 1);
    end();
  }

  /// By a question that takes its place, or as the vault is locked.
  @Test
  void aDialogThatIsClosedFromOutsideIsCancelledToo() {
    var secret = trying();
    Fx.run(window.controller::closeWindow);
    assertThat(text(secret)).isEmpty();
    Fx.await("the storage is not waited for", () -> vault.storage().givenUp() == 1);
    end();
    assertThat(window.shows("#close-keep")).as("the question is still there").isTrue();
  }

  @Test
  void nobodyIsWaitedForAtThePageOnceTheDialogIsGone() {
    atThePage(new CountDownLatch(0), latch);
    Fx.await("the page", () -> !window.files.pages().isEmpty());
    Fx.run(window.controller::closeWindow);
    Fx.await("the ports are closed", () -> window.vaults.pagesClosed() == 1);
    end();
    assertThat(vault.storage().signedIn()).isEmpty();
    assertThat(window.shows("#close-keep")).isTrue();
  }

  @Test
  void aPageThatIsNotWantedAnyMoreIsNotOpened() {
    atThePage(latch, new CountDownLatch(0));
    window.fire("#sign-in-cancel");
    end();
    Fx.await("it is over", () -> window.vaults.pagesClosed() == 1);
    window.settle();
    assertThat(window.files.pages()).isEmpty();
    assertThat(vault.storage().signedIn()).isEmpty();
  }

  /// Where no browser opens by itself.
  @Test
  void theAddressOfThePageCanBeTakenToABrowser() {
    atThePage(new CountDownLatch(0), latch);
    Fx.await("the page", () -> !window.files.pages().isEmpty());
    var page = (TextField) window.find("#sign-in-page");
    assertThat(text(page)).isEqualTo("https://login.example/agree");
    assertThat(Fx.get(page::isEditable)).isFalse();
    window.fire("#sign-in-copy");
    assertThat(Fx.get(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("https://login.example/agree");
    end();
  }

  @Test
  void theSettingsSayWhatTheStorageGuarantees() {
    window.settings("storage").fire("#settings-test-storage");
    assertThat(window.words())
        .contains(
            "What is stored comes back as it was.",
            "It would overwrite a name that exists",
            "Answers in 23 ms, takes 3.4 MB/s, gives 11 MB/s",
            "Has room for 812.0 GB more");
    vault.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "The storage does not answer.", "Nothing was changed.", "Wait."));
    window.fire("#settings-test-storage");
    assertThat(window.words())
        .contains("The storage does not answer.")
        .doesNotContain("What is stored comes back");
  }

  private static StorageReport report(
      StorageReport.Verdict verdict, Promise promise, boolean clean) {
    return new StorageReport(
        Vaults.StorageState.VAULT,
        List.of(new StorageReport.Finding(StorageReport.Aspect.CONTENT, verdict, promise.of())),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        clean);
  }

  @Test
  void whatATrialHasLeftThereIsSaid() {
    vault.storage().become(report(StorageReport.Verdict.GOOD, Promise.COMES_BACK, false));
    window.settings("storage").fire("#settings-test-storage");
    assertThat(window.words()).contains("Something of it is left there");
    vault.storage().become(report(StorageReport.Verdict.GOOD, Promise.COMES_BACK, true));
    window.fire("#settings-test-storage");
    assertThat(window.words())
        .contains("Nothing of it is left there.")
        .doesNotContain("Something of it");
  }

  @Test
  void aStorageThatIsNotSafeIsSaidToBeSo() {
    vault.storage().become(report(StorageReport.Verdict.BAD, Promise.ALTERED, true));
    window.settings("storage").fire("#settings-test-storage");
    assertThat(window.words())
        .containsSubsequence(
            "A vault would not be safe in this storage", "What is stored comes back altered.");
  }

  @Test
  void aTrialCanBeGivenUp() {
    window.settings("storage");
    vault.storage().hold(latch);
    window.tasks.oneWaits(true);
    window.fire("#settings-test-storage");
    assertThat(window.words()).contains("Trying it out…");
    window.fire("#settings-test-cancel");
    Fx.await("the storage is not waited for", () -> vault.storage().givenUp() == 1);
    end();
    assertThat(window.enabled("#settings-test-storage")).isTrue();
    assertThat(window.shows("#settings-test-cancel")).isFalse();
    assertThat(window.words()).doesNotContain("comes back as it was");
  }
}
