package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.unlock.UnlockViewModel;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A locked profile.
@UsesWindow
final class UnlockFlowTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.locked(vault).start();
  }

  @Test
  void theRightPassphraseOpensTheVaultByKeyboard() {
    assertThat(window.words())
        .contains("Unlock your vault", "Files on this computer are unchanged.");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
    assertThat(window.enabled("#unlock-button")).isFalse();
    window.write("copper lantern");
    var field = (TextInputControl) window.find("#unlock-passphrase");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.words()).contains("Everything is up to date");
    assertThat(Fx.<String>get(field::getText)).as("out of sight, forgotten").isEmpty();
  }

  @Test
  void aWrongPassphraseIsSaidAndSelectedForTypingAnew() {
    window.vaults.passphraseIsRight(false);
    window.write("wrong");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("That passphrase does not open this vault.");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
    window.vaults.passphraseIsRight(true);
    window.write("right");
    assertThat(typed()).as("replaces the wrong one").isEqualTo("right");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
  }

  @Test
  void afterSeveralTriesTheKeyboardIsNamedAsACause() {
    window.vaults.passphraseIsRight(false);
    for (int i = 0; i < 3; i++) {
      assertThat(window.words()).doesNotContain("Caps Lock");
      window.write("wrong" + i);
      window.type(KeyCode.ENTER);
    }
    assertThat(window.words()).contains("Caps Lock or another keyboard layout can be the cause.");
  }

  @Test
  void afterFiveTriesTheNextOneWaitsForTwoSeconds() {
    var later = new ArrayDeque<Runnable>();
    var opened = new AtomicInteger();
    var nanos = new AtomicLong(Long.MAX_VALUE - 5); // may begin anywhere, and overflow
    var model =
        Fx.get(
            () ->
                new UnlockViewModel(
                    window.ui,
                    _ -> opened.incrementAndGet(),
                    new Guesses(window.ui, later::add, nanos::get)));
    window.vaults.passphraseIsRight(false);
    for (int i = 1; i <= 5; i++) {
      assertThat(later).as("before try " + i).isEmpty();
      tryIt(model, "wrong" + i);
    }
    assertThat(problem(model)).endsWith("The next try waits two seconds.");
    window.vaults.passphraseIsRight(true);
    tryIt(model, "copper lantern");
    assertThat(opened).as("too early").hasValue(0);

    window.clock.advance(Duration.ofDays(1)); // set forward: no way around the wait
    nanos.addAndGet(Duration.ofMillis(1_999).toNanos());
    runLater(later);
    tryIt(model, "copper lantern");
    assertThat(opened).as("a timer that came early").hasValue(0);

    window.clock.advance(Duration.ofDays(-2)); // set back: nobody waits for days
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    runLater(later);
    tryIt(model, "copper lantern");
    assertThat(opened).hasValue(1);
  }

  private void tryIt(UnlockViewModel model, String passphrase) {
    Fx.run(
        () -> {
          model.input().passphraseProperty().set(passphrase);
          model.unlock();
        });
    window.settle();
  }

  private void runLater(Queue<Runnable> later) {
    assertThat(later).hasSize(1);
    later.remove().run();
    window.settle();
  }

  private static String problem(UnlockViewModel model) {
    return Fx.get(() -> model.input().problemProperty().get());
  }

  @Test
  void theButtonRestsWhileATryWaits() {
    window.vaults.passphraseIsRight(false);
    for (int i = 0; i < 5; i++) {
      window.write("wrong" + i);
      window.type(KeyCode.ENTER);
    }
    window.write("another");
    assertThat(window.enabled("#unlock-button")).isFalse();
  }

  private void byKit(StorageNeeds needs) {
    window.vaults.need(needs);
    var key = window.vaults.vaultAt("file:///mnt/attic/vault", vault);
    window.fire("#unlock-choice");
    window.fill("#unlock-words", String.join(" ", key.words()));
  }

  private static TidelockException refused(Happened happened) {
    return new TidelockException(
        ErrorCode.STORAGE,
        happened.of("No.", "SHA-256 AB:CD", "2027-05-01"),
        Safe.NOTHING_CHANGED.of(),
        Todo.STORAGE_PASSWORD.of());
  }

  /// The kit opens the profile from there, and cannot have the password from the profile.
  @Test
  void theKitOpensAVaultOnAServerWithItsPassword() {
    byKit(StorageNeeds.PASSWORD);
    assertThat(window.enabled("#unlock-button")).as("without the password").isFalse();
    window.fill("#unlock-storage-secret", "a wrong one");
    window.vaults.failNext(refused(Happened.STORAGE_SIGN_IN));
    window.fire("#unlock-button");
    assertThat(window.words())
        .contains("User name or password not accepted")
        .doesNotContain("Sign in again");
    assertThat(window.focus()).isEqualTo("unlock-storage-secret");
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    var secret = (TextInputControl) window.find("#unlock-storage-secret");
    window.fire("#unlock-button");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.vaults.opened().secret()).hasValue("quiet-harbour-4711");
    assertThat(Fx.<String>get(secret::getText)).isEmpty();
  }

  @Test
  void ofABucketBothHalvesOfTheAccessKeyAreAskedFor() {
    byKit(StorageNeeds.ACCESS_KEY);
    assertThat(window.words())
        .contains("Access key", "Secret key")
        .doesNotContain("Password of the storage");
    window.fill("#unlock-storage-secret", "of the key");
    assertThat(window.enabled("#unlock-button")).isFalse();
    window.fill("#unlock-storage-user", " AKIA "); // as it comes from a page
    window.fire("#unlock-button");
    assertThat(window.vaults.opened().user()).hasValue("AKIA");
  }

  /// Nothing is asked for, so that no password can be meant alone.
  @Test
  void whereAKeyOfThisComputerIsRefusedThatIsSaid() {
    byKit(StorageNeeds.OWN_KEY);
    assertThat(window.shows("#unlock-storage-secret")).isFalse();
    window.vaults.failNext(refused(Happened.STORAGE_SIGN_IN));
    window.fire("#unlock-button");
    assertThat(window.words()).contains("User name, password or key not accepted");
    assertThat(window.vaults.opened().agreed(StorageAccess.ASK_FIRST)).hasValue("yes");
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "The storage does not answer.", "Nothing was changed.", "Wait."));
    window.fire("#unlock-button");
    assertThat(window.words())
        .as("of this try, not of the one before")
        .contains("The storage does not answer.")
        .doesNotContain("not accepted");
  }

  @Test
  void aServerThatNobodyVouchesForIsShownBeforeThePasswordGoesThere() {
    byKit(StorageNeeds.PASSWORD);
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.vaults.failNext(refused(Happened.CERTIFICATE_UNKNOWN).with(ServerStepTest.NAS));
    window.fire("#unlock-button");
    assertThat(window.words()).contains("The server’s certificate is not known", "6B:0F:93:AA");
    assertThat(window.vaults.opened().agreed(StorageAccess.ASK_FIRST)).hasValue("yes");
    window.fire("#unlock-trust");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.vaults.opened().agreed(StorageAccess.SERVER_KEY)).hasValue("sha256/abc");
  }

  @Test
  void whoThinksBetterOfItTrustsNobodyAnyMore() {
    byKit(StorageNeeds.PASSWORD);
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.vaults.failNext(refused(Happened.CERTIFICATE_UNKNOWN).with(ServerStepTest.NAS));
    window.fire("#unlock-button");
    window.vaults.failNext(refused(Happened.STORAGE_SIGN_IN));
    window.fire("#unlock-trust");
    assertThat(window.vaults.opened().agreed(StorageAccess.SERVER_KEY)).hasValue("sha256/abc");
    window.fire("#unlock-choice");
    byKit(StorageNeeds.PASSWORD);
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.fire("#unlock-button");
    assertThat(window.vaults.opened().agreed(StorageAccess.SERVER_KEY)).isEmpty();
  }

  @Test
  void aServerWithAnotherKeyIsAnAlarmThatNoButtonPutsAside() {
    byKit(StorageNeeds.PASSWORD);
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.vaults.failNext(
        refused(Happened.HOST_KEY_CHANGED)
            .with(
                new UnknownServer(
                    StorageAccess.HOST_KEY,
                    "ssh-ed25519 SHA256:new",
                    "ssh-ed25519 SHA256:new",
                    Optional.empty(),
                    Optional.of("ssh-ed25519 SHA256:old"))));
    window.fire("#unlock-button");
    assertThat(window.words())
        .contains("another key than the one that this computer knows, ssh-ed25519 SHA256:new")
        .contains("at a terminal so far");
    assertThat(window.shows("#unlock-trust")).isFalse();
  }

  @Test
  void whereOneSignsInAtAPageTheWayIsSaid() {
    byKit(StorageNeeds.SIGN_IN);
    window.vaults.failNext(refused(Happened.STORAGE_SIGN_IN_ENDED));
    window.fire("#unlock-button");
    assertThat(window.words())
        .contains("at a terminal so far")
        .doesNotContain("Sign in again", "tidelock ");
  }

  @Test
  void thePassphraseNeedsNothingOfTheStorage() {
    window.vaults.need(StorageNeeds.PASSWORD);
    window.fire("#unlock-choice");
    assertThat(window.shows("#unlock-storage-secret")).isTrue();
    window.fill("#unlock-storage-secret", "typed");
    var secret = (TextInputControl) window.find("#unlock-storage-secret");
    window.fire("#unlock-choice");
    assertThat(Fx.<String>get(secret::getText)).as("out of sight, forgotten").isEmpty();
    assertThat(window.shows("#unlock-storage-secret")).isFalse();
    window.fill("#unlock-passphrase", "copper lantern");
    window.fire("#unlock-button");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.vaults.opened().isNone()).isTrue();
  }

  @Test
  void whoForgotThePassphraseUnlocksWithTheKit() {
    var key = window.vaults.vaultAt("file:///mnt/attic/vault", vault);
    window.fire("#unlock-choice");
    assertThat(window.words())
        .contains("The 24 words of the recovery kit", "Use the passphrase")
        .contains("you can set a new passphrase under Security.")
        .doesNotContain("I forgot it");
    assertThat(window.focus()).isEqualTo("unlock-words");
    assertThat(window.enabled("#unlock-button")).isFalse();
    window.fill("#unlock-words", String.join(" ", key.words()));
    window.fire("#unlock-button");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.words())
        .contains("Unlocked with the recovery kit. If the passphrase is forgotten, set a new one");
    assertThat(window.vaults.lastSaid()).isEqualTo(String.join(" ", key.words()));
    assertThat(window.vaults.lastSecret()).as("wiped").isNotEqualTo(window.vaults.lastSaid());
    window.type(KeyCode.CONTROL, KeyCode.L);
    assertThat(window.focus()).as("asks for the passphrase again").isEqualTo("unlock-passphrase");
    assertThat(((TextInputControl) window.find("#unlock-words")).getText()).isEmpty();
  }

  @Test
  void aWrongOrMistypedKitIsSaidAtItsWords() {
    window.vaults.vaultAt("file:///mnt/attic/vault", vault);
    var other = window.vaults.vaultAt("file:///elsewhere", SampleWorld.vault());
    window.fire("#unlock-choice");
    window.fill("#unlock-words", "abandonx ability");
    window.fire("#unlock-button");
    assertThat(window.words()).contains("Word 1 is not in the list.");
    for (int i = 0; i < 6; i++) {
      window.fill("#unlock-words", String.join(" ", other.words()));
      window.fire("#unlock-button");
      assertThat(window.words()).contains("These words do not open this vault.");
      assertThat(window.enabled("#unlock-button")).as("no wait").isTrue();
    }
    assertThat(window.focus()).isEqualTo("unlock-words");
    window.fire("#unlock-choice");
    assertThat(window.words()).doesNotContain("These words do not open this vault.");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
  }

  @Test
  void whatWasTypedIsWipedHoweverTheTryEnds() {
    window.vaults.passphraseIsRight(false);
    window.write("wrong one");
    window.type(KeyCode.ENTER);
    assertThat(window.vaults.lastSaid()).isEqualTo("wrong one");
    assertThat(window.vaults.lastSecret()).matches("\\x00+");
    window.vaults.passphraseIsRight(true);
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(window.vaults.lastSaid()).isEqualTo("copper lantern");
    assertThat(window.vaults.lastSecret()).matches("\\x00+");
  }

  @Test
  void whatElseFailsIsSaid() {
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.LOCAL,
            "Another Tidelock uses this profile.",
            "Nothing was changed.",
            "Close it."));
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(window.words())
        .contains("Another Tidelock uses this profile. Nothing was changed. Close it.");
  }

  @Test
  void lockingClosesTheVaultAndAsksAgain() {
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(vault.watching()).isTrue();
    window.type(KeyCode.CONTROL, KeyCode.L);
    assertThat(window.words()).contains("Unlock your vault");
    assertThat(vault.closed()).isTrue();
    assertThat(vault.listeners()).isZero();
    assertThat(window.controller.vault()).isEmpty();
    assertThat(typed()).as("nothing is left in the field").isEmpty();
  }

  private String typed() {
    var field = (TextInputControl) window.find("#unlock-passphrase");
    return Fx.get(() -> field.getText());
  }
}
