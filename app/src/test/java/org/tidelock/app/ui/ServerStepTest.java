package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// Storages on servers in the wizards' first step.
@UsesWindow
final class ServerStepTest extends OwnWindow {
  static final UnknownServer NAS =
      new UnknownServer(
          StorageAccess.SERVER_KEY,
          "sha256/abc",
          "SHA-256 6B:0F:93:AA:2C:51:D0:7E:18:44:BE:F2:09:6D:C3:5A:81:E7:3B:90:4F:A6:D8:12:7C:E5:0B:99:31:F4:68:AD",
          Optional.of(Instant.parse("2027-05-01T10:00:00Z")),
          Optional.empty());

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh;
  }

  private void webdav() {
    window.start().fire("#welcome-create");
    fillWebDav();
  }

  private void fillWebDav() {
    window.fire("#storage-webdav");
    window.fill("#webdav-address", "nas.local/dav/tidelock");
    window.fill("#webdav-user", "mira@home");
    window.fill("#webdav-password", "quiet-harbour-4711");
  }

  @Test
  void aServerIsTriedOutBeforeOneGoesOn() {
    webdav();
    assertThat(window.words()).contains("Not tried out yet.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fire("#storage-test");
    assertThat(window.words())
        .contains(
            "Nothing is here yet. Tidelock can write here.",
            "812.0 GB",
            "Write, read and delete worked (3.4 MB/s up, 11 MB/s down)",
            "your network address");
    assertThat(window.shows("#webdav-password-shown")).isFalse();
    assertThat(window.vaults.access().secret()).hasValue("quiet-harbour-4711");
    assertThat(window.enabled("#wizard-continue")).isTrue();
  }

  @Test
  void whatIsTypedAfterwardsHasToBeTriedOutAgain() {
    webdav();
    window.fire("#storage-test");
    window.fill("#webdav-address", "nas.local/dav/other");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    assertThat(window.words()).contains("Not tried out yet.");
    window.fire("#storage-here");
    assertThat(window.words()).contains("/home/mira/Tidelock vault");
    assertThat(window.enabled("#wizard-continue")).isTrue();
    window.fire("#storage-webdav");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void theVaultIsMadeThereWithTheSecretAndTheFieldsForgetIt() {
    webdav();
    // Kept, as a step that is behind is not in the window any more.
    var user = (TextInputControl) window.find("#webdav-user");
    var password = (TextInputControl) window.find("#webdav-password");
    window.fire("#storage-test");
    WizardSteps.toPassphrase(window);
    window.fire("#wizard-continue");
    window.fire("#kit-later");
    window.fire("#wizard-continue");
    assertThat(window.vaults.vaultOf(home).orElseThrow().info().storage())
        .isEqualTo("webdav+https://mira%40home@nas.local/dav/tidelock");
    assertThat(window.vaults.setUp().secret()).hasValue("quiet-harbour-4711");
    assertThat(Fx.<String>get(password::getText)).isEmpty();
    assertThat(Fx.<String>get(user::getText)).isEqualTo("mira@home");
  }

  /// What was seen, typed and trusted at one place is nothing of another.
  @Test
  void oneServerSaysNothingOfAnother() {
    webdav();
    window.fire("#storage-test");
    assertThat(window.enabled("#wizard-continue")).isTrue();
    for (String other : List.of("#storage-sftp", "#storage-s3")) {
      window.fire(other);
      assertThat(window.words()).as(other).contains("Not tried out yet.");
      assertThat(window.enabled("#wizard-continue")).as(other).isFalse();
    }
    window.fire("#storage-webdav");
    assertThat(window.words()).contains("Nothing is here yet. Tidelock can write here.");
    assertThat(window.enabled("#wizard-continue")).as("what was seen holds").isTrue();
  }

  @Test
  void theSecretOfOneServerGoesToNoOther() {
    webdav();
    window.fire("#storage-test");
    fillS3();
    window.fire("#storage-webdav");
    WizardSteps.toPassphrase(window);
    window.fire("#wizard-continue");
    assertThat(window.vaults.setUp().secret()).hasValue("quiet-harbour-4711");
    assertThat(window.vaults.setUp().user()).isEmpty();
  }

  private void fillS3() {
    window.fire("#storage-s3");
    window.fill("#s3-bucket", "my-bucket");
    window.fill("#s3-key-id", "AKIA");
    window.fill("#s3-secret", "of the key");
  }

  @Test
  void whoIsTrustedAtOnePlaceIsAStrangerAtAnother() {
    window.vaults.stranger(NAS);
    window.start().fire("#welcome-create");
    fillS3();
    fillWebDav();
    window.fire("#storage-test");
    window.fire("#storage-trust");
    window.fire("#storage-s3");
    window.fire("#storage-test");
    assertThat(window.words()).contains("The server’s certificate is not known");
    assertThat(window.vaults.access().agreed(StorageAccess.SERVER_KEY)).isEmpty();
  }

  private static UnknownServer changed(String agreement) {
    return new UnknownServer(
        agreement,
        "ssh-ed25519 SHA256:new",
        "ssh-ed25519 SHA256:new",
        Optional.empty(),
        Optional.of("ssh-ed25519 SHA256:old"));
  }

  /// SSH's own list on this computer has another key: nothing here puts that aside.
  @Test
  void aServerWithAnotherKeyIsAnAlarmWithTheWayOutOfIt() {
    window.vaults.stranger(changed(StorageAccess.HOST_KEY));
    window.start().fire("#welcome-create");
    window.fire("#storage-sftp");
    window.fill("#sftp-server", "nas.local");
    window.fill("#sftp-user", "mira");
    window.fire("#storage-test");
    assertThat(window.words())
        .contains(
            "This server shows another key than before",
            "ssh-ed25519 SHA256:new",
            "ssh-ed25519 SHA256:old",
            "~/.ssh/known_hosts")
        .doesNotContain("sign-in");
    assertThat(window.shows("#storage-trust")).isFalse();
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void whoeverTriesTwiceIsTriedOutOnce() {
    webdav();
    var latch = new CountDownLatch(1);
    window.vaults.holdTrials(latch);
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    assertThat(window.words()).contains("Trying out the storage");
    Fx.run(() -> window.find("#webdav-user").requestFocus());
    window.press(KeyCode.F5, KeyCode.ENTER, KeyCode.F5);
    latch.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.vaults.trials()).isEqualTo(1);
    assertThat(window.words()).contains("Nothing is here yet.");
  }

  @Test
  void whoPressesTheButtonStaysThere() {
    webdav();
    Fx.run(() -> window.find("#storage-test").requestFocus());
    window.type(KeyCode.SPACE);
    assertThat(window.words()).contains("Nothing is here yet.");
    assertThat(window.focus()).isEqualTo("storage-test");
  }

  @Test
  void whoTrustsAServerIsNotLostInTheWindow() {
    window.vaults.stranger(NAS);
    webdav();
    window.fire("#storage-test");
    Fx.run(() -> window.find("#storage-trust").requestFocus());
    window.type(KeyCode.SPACE);
    assertThat(window.words()).contains("Nothing is here yet.");
    assertThat(window.focus()).isEqualTo("storage-test");
  }

  @Test
  void whatIsShownOnceIsHiddenWhenOneComesBack() {
    webdav();
    window.fire("#storage-test");
    var eye = (Button) window.find("#webdav-password-reveal");
    Fx.run(eye::fire);
    assertThat(window.shows("#webdav-password-shown")).isTrue();
    window.fire("#wizard-continue");
    window.fire("#wizard-back");
    assertThat(window.shows("#webdav-password-shown")).isFalse();
    assertThat(Fx.get(eye::getAccessibleText)).isEqualTo("Show what was typed");
  }

  @Test
  void whatIsRefusedHasItsOwnName() {
    window.start().fire("#welcome-create");
    fillS3();
    window.vaults.failNext(refused());
    window.fire("#storage-test");
    assertThat(window.words()).contains("Access key not accepted").doesNotContain("User name");
    window.fire("#storage-sftp");
    window.fill("#sftp-server", "nas.local");
    window.fill("#sftp-user", "mira");
    window.vaults.failNext(refused());
    window.fire("#storage-test");
    assertThat(window.words()).contains("User name, password or key not accepted");
  }

  private static TidelockException refused() {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.STORAGE_SIGN_IN.of("The server refuses (401)."),
        Safe.NOTHING_CHANGED.of(),
        Todo.STORAGE_PASSWORD.of());
  }

  @Test
  void whoHasTypedNothingIsNotAskedWhetherToLeave() {
    window.start().fire("#welcome-create");
    window.fire("#storage-sftp");
    window.fire("#wizard-cancel");
    assertThat(window.shows("#welcome-create")).isTrue();
  }

  @Test
  void aServerThatNobodyVouchesForIsTrustedAfterALook() {
    window.vaults.stranger(NAS);
    webdav();
    window.fire("#storage-test");
    assertThat(window.words())
        .contains("The server’s certificate is not known", "SHA-256 6B:0F:93:AA", "Valid until");
    assertThat(window.enabled("#wizard-continue")).isFalse();
    window.fire("#storage-trust");
    assertThat(window.words()).contains("Nothing is here yet. Tidelock can write here.");
    assertThat(window.vaults.access().agreed(StorageAccess.SERVER_KEY)).hasValue("sha256/abc");
    window.fill("#webdav-address", "other.local/dav");
    window.fire("#storage-test");
    assertThat(window.words())
        .as("another server is not trusted for it")
        .contains("The server’s certificate is not known");
  }

  @Test
  void ofNextcloudTheNameOfTheServerIsEnough() {
    window.start().fire("#welcome-join");
    window.vaults.vaultAt(
        "webdav+https://mira%40home@cloud.example/remote.php/dav/files/mira%40home/Tidelock",
        SampleWorld.vault());
    fillWebDav();
    window.fill("#webdav-address", "https://cloud.example/");
    window.vaults.failNext(trouble("The server cannot do this (405)."));
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is a vault here.");
  }

  @Test
  void whereNeitherAddressIsAStorageTheOneThatWasTypedIsSpokenOf() {
    webdav();
    window.fill("#webdav-address", "cloud.example");
    window.vaults.failNext(trouble("The server cannot do this (405)."));
    window.vaults.failNext(trouble("Nothing is there (404)."));
    window.fire("#storage-test");
    assertThat(window.vaults.trials()).isEqualTo(2);
    assertThat(window.words()).contains("(405)").doesNotContain("(404)");
  }

  private static TidelockException trouble(String said) {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.STORAGE_TROUBLE.of(said),
        Safe.NOTHING_CHANGED.of(),
        Todo.CONNECTION.of());
  }

  /// Servers lock out who knocks too often.
  @Test
  void aWrongPasswordIsNotTakenToASecondAddress() {
    webdav();
    window.fill("#webdav-address", "cloud.example");
    window.vaults.failNext(refused());
    window.fire("#storage-test");
    assertThat(window.words()).contains("User name or password not accepted");
    assertThat(window.vaults.trials()).isEqualTo(1);
  }

  @Test
  void aTrialIsGivenUpWhenAnotherPlaceIsChosen() {
    webdav();
    var latch = new CountDownLatch(1);
    window.vaults.holdTrials(latch);
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    window.fire("#storage-sftp");
    latch.countDown();
    window.tasks.oneWaits(false);
    window.settle();
    window.fire("#storage-webdav");
    assertThat(window.words()).contains("Not tried out yet.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void aWrongPasswordIsSaidAtItsField() {
    webdav();
    window.vaults.failNext(refused());
    window.fire("#storage-test");
    assertThat(window.words())
        .contains("User name or password not accepted", "The server refused them.")
        .doesNotContain("tidelock ", "TIDELOCK_");
    assertThat(window.focus()).isEqualTo("webdav-password");
    window.fill("#webdav-password", "the right one");
    assertThat(window.words()).doesNotContain("not accepted");
  }

  @Test
  void aStorageThatIsNotSafeIsRefusedWithTheReason() {
    window.vaults.findings(List.of(new Finding(Aspect.CONTENT, Verdict.BAD, Promise.ALTERED.of())));
    webdav();
    window.fire("#storage-test");
    assertThat(window.words())
        .contains(
            "A vault would not be safe in this storage: What is stored comes back altered.",
            "Choose another storage.");
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void whatTidelockMakesUpForIsSaid() {
    window.vaults.findings(
        List.of(
            new Finding(Aspect.CONTENT, Verdict.GOOD, Promise.COMES_BACK.of()),
            new Finding(Aspect.EXISTING, Verdict.WEAK, Promise.WOULD_OVERWRITE.of())));
    webdav();
    window.fire("#storage-test");
    assertThat(window.words())
        .contains("It would overwrite a name that exists")
        .doesNotContain("What is stored comes back as it was.");
  }

  @Test
  void aBucketAndAnSshServerAreReachedByTheirAddresses() {
    window.start().fire("#welcome-join");
    window.vaults.vaultAt(
        "s3://my-bucket/tide%20lock?endpoint=https%3A%2F%2Fs3.example.org&region=eu-1",
        SampleWorld.vault());
    window.fire("#storage-s3");
    window.fill("#s3-bucket", "my-bucket");
    window.fill("#s3-folder", "/tide lock/");
    window.fill("#s3-endpoint", "s3.example.org");
    window.fill("#s3-region", "eu-1");
    window.fill("#s3-key-id", "AKIA");
    assertThat(window.enabled("#storage-test")).as("without the secret").isFalse();
    window.fill("#s3-secret", "of the key");
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is a vault here.");
    assertThat(window.vaults.access().user()).hasValue("AKIA");
    assertThat(window.enabled("#wizard-continue")).isTrue();

    window.vaults.vaultAt(
        "sftp://mira@nas.local:2222/~/tidelock?key=~%2F.ssh%2Fid_nas", SampleWorld.vault());
    window.fire("#storage-sftp");
    window.fill("#sftp-server", "nas.local:2222");
    window.fill("#sftp-user", "mira");
    window.fill("#sftp-key", "~/.ssh/id_nas");
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is a vault here.");
    assertThat(window.vaults.access().agreed(StorageAccess.ASK_FIRST)).hasValue("yes");
    window.fill("#sftp-folder", "/srv/tidelock");
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is no vault here.");
  }

  @Test
  void theKeyboardAloneIsEnough() {
    window.start();
    assertThat(window.focus()).isEqualTo("welcome-create");
    window.type(KeyCode.ENTER);
    tabTo("storage-here");
    window.press(KeyCode.RIGHT, KeyCode.RIGHT);
    assertThat(window.focus()).isEqualTo("storage-webdav");
    window.type(KeyCode.TAB);
    assertThat(window.focus()).isEqualTo("webdav-address");
    window.write("nas.local/dav");
    window.type(KeyCode.TAB);
    window.write("mira");
    window.type(KeyCode.TAB);
    window.write("secret");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Nothing is here yet. Tidelock can write here.");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Which folder should stay in sync?");
  }

  private void tabTo(String id) {
    for (int i = 0; i < 20 && !window.focus().startsWith(id); i++) {
      window.type(KeyCode.TAB);
    }
    assertThat(window.focus()).startsWith(id);
  }
}
