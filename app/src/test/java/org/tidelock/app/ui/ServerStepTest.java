package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    window.fire("#storage-test");
    window.fire("#wizard-continue");
    window.fire("#wizard-continue");
    window.fill("#passphrase", "copper lantern drifts past quiet harbour");
    window.fill("#passphrase-repeat", "copper lantern drifts past quiet harbour");
    window.fire("#wizard-continue");
    window.fire("#kit-later");
    window.fire("#wizard-continue");
    assertThat(window.vaults.vaultOf(home).orElseThrow().info().storage())
        .isEqualTo("webdav+https://mira%40home@nas.local/dav/tidelock");
    assertThat(window.vaults.access().secret()).hasValue("quiet-harbour-4711");
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
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            Happened.STORAGE_TROUBLE.of("The server cannot do this (405)."),
            Safe.NOTHING_CHANGED.of(),
            Todo.CONNECTION.of()));
    window.fire("#storage-test");
    assertThat(window.words()).contains("There is a vault here.");
  }

  @Test
  void aWrongPasswordIsSaidAtItsField() {
    webdav();
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            Happened.STORAGE_SIGN_IN.of("The server refuses the user name or the password (401)."),
            Safe.NOTHING_CHANGED.of(),
            Todo.STORAGE_PASSWORD.of()));
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
