package org.tidelock.app.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.tidelock.app.ui.fake.FakeAdmissions;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// The way to each screen of the wizards that make and join a vault.
final class SetUpShots {
  private SetUpShots() {}

  static Map<String, Consumer<TestWindow>> all() {
    var shots = new LinkedHashMap<String, Consumer<TestWindow>>();
    shots.put("01-welcome", TestWindow::start);
    shots.put("02a-wizard-storage", SetUpShots::wizard);
    shots.put("02b-wizard-folder", window -> folder(wizard(window)));
    shots.put("02c-wizard-passphrase", window -> passphrase(folder(wizard(window))));
    shots.put("02d-wizard-recovery-kit", window -> kit(passphrase(folder(wizard(window)))));
    shots.put("02e-wizard-done", window -> done(kit(passphrase(folder(wizard(window))))));
    shots.put("02f-join-storage", SetUpShots::join);
    shots.put("02g-join-unlock", window -> joinUnlock(join(window)));
    shots.put("02g-join-unlock-by-device", window -> join(window).fire("#wizard-continue"));
    shots.put("02g-join-unlock-own", SetUpShots::ownPassphrase);
    shots.put("02h-join-folder", window -> joinFolder(joinUnlock(join(window))));
    shots.put("02i-join-check", window -> joinCheck(joinFolder(joinUnlock(join(window)))));
    shots.put("02i-join-reading", SetUpShots::reading);
    shots.put("02i-join-code", SetUpShots::joinCode);
    shots.put("02i-join-code-asked", SetUpShots::codeAsked);
    shots.put("02i-join-code-ended", SetUpShots::codeEnded);
    shots.put("02j-join-bring", SetUpShots::bring);
    shots.put("02j-join-bring-some", window -> bringSome(window));
    shots.put("02j-join-bring-no-room", SetUpShots::noRoom);
    shots.put("02j-join-done", window -> bring(window).fire("#wizard-continue"));
    shots.put("02j-join-done-preview", SetUpShots::firstSync);
    shots.put("02k-storage-has-vault", window -> storage(window, true));
    shots.put("02l-storage-cannot-be-read", window -> storage(window, false));
    shots.put("02m-folder-refused", SetUpShots::refusedFolder);
    shots.put("02w-storage-server", SetUpShots::server);
    shots.put("02w-storage-server-trying", SetUpShots::serverUntried);
    shots.put("02w-storage-server-certificate", SetUpShots::serverCertificate);
    shots.put("02w-storage-server-host-key", SetUpShots::serverHostKey);
    shots.put("02w-storage-server-changed", SetUpShots::serverChanged);
    shots.put("02w-storage-server-sign-in", SetUpShots::serverSignIn);
    shots.put("02w-storage-server-unfit", SetUpShots::serverUnfit);
    shots.put("02w-storage-s3", SetUpShots::bucket);
    shots.put("02x-onedrive-signed-out", SetUpShots::oneDrive);
    shots.put("02x-onedrive-waiting", SetUpShots::oneDriveWaiting);
    shots.put("02x-onedrive-declined", SetUpShots::oneDriveDeclined);
    shots.put("02x-onedrive", window -> oneDrive(window).fire("#storage-test"));
    shots.put("02v-folder-cautions", SetUpShots::cautions);
    shots.put("02n-folder-empty", SetUpShots::emptyFolder);
    shots.put("02o-passphrase-weak", SetUpShots::weakPassphrase);
    shots.put("02p-kit-word-wrong", SetUpShots::wrongWord);
    shots.put("02q-kit-in-the-folder", SetUpShots::kitInside);
    shots.put("02r-leave-setup", SetUpShots::leaving);
    shots.put("02s-join-by-kit", SetUpShots::joinByKit);
    shots.put("02t-join-wrong-passphrase", SetUpShots::joinWrong);
    shots.put("02u-join-no-vault", window -> window.start().fire("#welcome-join"));
    return shots;
  }

  private static TestWindow wizard(TestWindow window) {
    window.vaults.folder(
        SampleWorld.FOLDER,
        new Vaults.FolderFacts(true, SampleWorld.FILES, 412, SampleWorld.BYTES, 3, List.of()));
    window.vaults.created(vault -> vault.next(SampleWorld.toSend()));
    window.start().fire("#welcome-create");
    return window;
  }

  private static TestWindow folder(TestWindow window) {
    window.fire("#wizard-continue");
    return window;
  }

  private static TestWindow passphrase(TestWindow window) {
    window.fire("#wizard-continue");
    window.fill("#passphrase", "copper lantern drifts past quiet harbour");
    window.fill("#passphrase-repeat", "copper lantern drifts past quiet harbour");
    window.fire(".field-box .button");
    return window;
  }

  private static TestWindow kit(TestWindow window) {
    window.fire("#wizard-continue");
    window.files.answer(Path.of("/media/stick/kit.pdf"));
    window.fire("#kit-save");
    return window;
  }

  private static TestWindow done(TestWindow window) {
    var words = window.vaults.lastKey().orElseThrow().words();
    for (var field : window.findAll(".text-field")) {
      var id = String.valueOf(field.getId());
      if (id.matches("kit-word-[0-9]+")) {
        window.fill("#" + id, words.get(Integer.parseInt(id.substring(9)) - 1));
      }
    }
    window.fire("#kit-kept");
    window.fire("#wizard-continue");
    return window;
  }

  private static TestWindow join(TestWindow window) {
    return join(window, SampleWorld.vault());
  }

  private static TestWindow join(TestWindow window, FakeVault vault) {
    window.vaults.vaultAt("file:///mnt/attic/vault", vault);
    window.start().fire("#welcome-join");
    window.files.answer(Path.of("/mnt/attic/vault"));
    window.fire("#storage-folder");
    return window;
  }

  private static TestWindow joinUnlock(TestWindow window) {
    window.fire("#wizard-continue");
    window.fire("#join-by-passphrase");
    window.fill("#join-passphrase", "copper lantern drifts past quiet harbour");
    return window;
  }

  private static TestWindow joinFolder(TestWindow window) {
    window.vaults.folder(
        SampleWorld.FOLDER, new Vaults.FolderFacts(true, 950, 61, 3_200_000_000L, 2, List.of()));
    window.fire("#wizard-continue");
    return window;
  }

  private static TestWindow joinCheck(TestWindow window) {
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    Fx.await("the devices", () -> window.stage.getScene().getRoot().lookup(".word-cell") != null);
    return window;
  }

  /// A long history.
  private static void reading(TestWindow window) {
    window.vaults.reading(3_120, 20_480);
    joinCheck(joinFolder(joinUnlock(join(window))));
    window.vaults.holdNext(new CountDownLatch(1));
    window.fire("#wizard-continue");
    // In the language of the pictures.
    var told = window.texts().get("join.reading", 3_120, 20_480);
    Fx.await("it is told", () -> window.words().contains(told));
  }

  /// Asked at each start of a computer that another device lets in.
  private static void ownPassphrase(TestWindow window) {
    join(window).fire("#wizard-continue");
    window.flip("#join-keep");
    window.fill("#own", "copper lantern drifts past quiet harbour");
    window.fill("#own-repeat", "copper lantern");
  }

  private static void joinCode(TestWindow window) {
    joinCode(window, SampleWorld.vault());
  }

  private static void joinCode(TestWindow window, FakeVault vault) {
    join(window, vault).fire("#wizard-continue");
    window.fire("#wizard-continue");
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    Fx.await("the code", () -> window.words().contains("2F1-QZ0-7KM"));
  }

  /// A device of the vault has let it in.
  private static void codeAsked(TestWindow window) {
    var vault = SampleWorld.vault();
    joinCode(window, vault);
    try (var unlock = new Unlock.ByPassphrase(window.ui.secrets().passphrase("copper lantern"))) {
      vault.admit(vault.applicant(FakeAdmissions.CODE), unlock);
    } catch (TidelockException | InterruptedException e) {
      throw new AssertionError(e);
    }
    // In the language of the pictures.
    var asked = window.texts().get("pair.answered");
    Fx.await("it is asked", () -> window.words().contains(asked));
  }

  private static void codeEnded(TestWindow window) {
    joinCode(window);
    window.tasks.oneWaits(false);
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.NEEDS_YOU,
            Happened.NOT_LET_IN.of(),
            Safe.NOTHING_CHANGED.of(),
            Todo.NEW_CODE.of()));
    window.fire("#pair-other");
  }

  private static TestWindow joined(TestWindow window) {
    window.tasks.oneWaits(false);
    window.fire("#wizard-continue");
    return window;
  }

  private static TestWindow bring(TestWindow window) {
    var vault = SampleWorld.vault();
    SampleWorld.beforeFirstSync(vault);
    return joined(joinCheck(joinFolder(joinUnlock(join(window, vault)))));
  }

  private static TestWindow bringSome(TestWindow window) {
    bring(window).fire("#bring-some");
    KeptTrees.unfold(window, "Studio");
    KeptTrees.tick(window, "Kestrel House");
    return window;
  }

  /// More than any drive has.
  private static void noRoom(TestWindow window) {
    var vault = SampleWorld.vault();
    vault.add(SampleWorld.huge());
    joined(joinCheck(joinFolder(joinUnlock(join(window, vault)))));
  }

  private static void firstSync(TestWindow window) {
    bring(window).fire("#wizard-continue");
    window.fire("#first-left");
  }

  private static void storage(TestWindow window, boolean vault) {
    window.vaults.vaultAt("file:///mnt/attic/vault", SampleWorld.vault());
    window.start().fire("#welcome-create");
    if (!vault) {
      window.vaults.failNext(
          new TidelockException(
              ErrorCode.STORAGE,
              Happened.STORAGE_NOT_WRITABLE.of("/mnt/attic/vault"),
              Safe.NOTHING_CHANGED.of(),
              Todo.DRIVE_AND_WRITING.of()));
    }
    window.files.answer(Path.of("/mnt/attic/vault"));
    window.fire("#storage-folder");
  }

  private static void serverUntried(TestWindow window) {
    window.start().fire("#welcome-create");
    window.fire("#storage-webdav");
    window.fill("#webdav-address", "https://nas.lindqvist.example/dav/tidelock");
    window.fill("#webdav-user", "mira");
    window.fill("#webdav-password", "quiet-harbour-4711");
  }

  private static void server(TestWindow window) {
    window.vaults.findings(
        List.of(
            new Finding(Aspect.EXISTING, Verdict.WEAK, Promise.WOULD_OVERWRITE.of()),
            new Finding(Aspect.CUT_UPLOADS, Verdict.WEAK, Promise.CUT_LEAVES_PART.of())));
    serverUntried(window);
    window.fire("#storage-test");
  }

  private static void serverCertificate(TestWindow window) {
    window.vaults.stranger(ServerStepTest.NAS);
    serverUntried(window);
    window.fire("#storage-test");
  }

  private static void serverHostKey(TestWindow window) {
    window.vaults.stranger(
        new UnknownServer(
            StorageAccess.HOST_KEY,
            "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrrTgkqCmsdkPG9bVxdQ3wLI",
            "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrrTgkqCmsdkPG9bVxdQ3wLI",
            Optional.empty(),
            Optional.empty()));
    window.start().fire("#welcome-create");
    window.fire("#storage-sftp");
    window.fill("#sftp-server", "nas.lindqvist.example");
    window.fill("#sftp-user", "mira");
    window.fire("#storage-test");
  }

  private static void serverChanged(TestWindow window) {
    window.vaults.stranger(
        new UnknownServer(
            StorageAccess.HOST_KEY,
            "ssh-ed25519 SHA256:4Zk7pTg0vOq1b8dC1mWcU5QyXl0bq0m3mJq6r1tYw2A",
            "ssh-ed25519 SHA256:4Zk7pTg0vOq1b8dC1mWcU5QyXl0bq0m3mJq6r1tYw2A",
            Optional.empty(),
            Optional.of("ssh-ed25519 SHA256:9hJt2LwQd7fVb3xNc8kRm5sZp1gYu4eTo6iAa0vHj3M")));
    window.start().fire("#welcome-create");
    window.fire("#storage-sftp");
    window.fill("#sftp-server", "nas.lindqvist.example");
    window.fill("#sftp-user", "mira");
    window.fire("#storage-test");
  }

  private static void serverSignIn(TestWindow window) {
    serverUntried(window);
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            Happened.STORAGE_SIGN_IN.of("The server refuses the user name or the password (401)."),
            Safe.NOTHING_CHANGED.of(),
            Todo.STORAGE_PASSWORD.of()));
    window.fire("#storage-test");
  }

  private static void serverUnfit(TestWindow window) {
    window.vaults.findings(List.of(new Finding(Aspect.CONTENT, Verdict.BAD, Promise.ALTERED.of())));
    serverUntried(window);
    window.fire("#storage-test");
  }

  private static void bucket(TestWindow window) {
    window.start().fire("#welcome-create");
    window.fire("#storage-s3");
    window.fill("#s3-bucket", "lindqvist-vault");
    window.fill("#s3-endpoint", "s3.eu-central-003.backblazeb2.com");
    window.fill("#s3-key-id", "003b8f1c5f1a2c30000000001");
    window.fill("#s3-secret", "K003quietharbour");
    window.fire("#storage-test");
  }

  private static TestWindow oneDrive(TestWindow window) {
    window.start().fire("#welcome-create");
    window.fire("#storage-onedrive");
    return window;
  }

  private static void oneDriveWaiting(TestWindow window) {
    window.vaults.holdPage(new CountDownLatch(0), new CountDownLatch(1));
    oneDrive(window);
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    Fx.await("the page", () -> !window.files.pages().isEmpty());
  }

  private static void oneDriveDeclined(TestWindow window) {
    oneDrive(window);
    window.vaults.failNext(OneDriveStepTest.declined());
    window.fire("#storage-test");
  }

  private static void refusedFolder(TestWindow window) {
    folder(wizard(window));
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.USAGE,
            Happened.FOLDER_AND_STORAGE_IN_EACH_OTHER.of("/home/mira", "/home/mira/Tidelock vault"),
            Safe.NOTHING_CHANGED.of(),
            Todo.STORAGE_OUTSIDE.of()));
    window.files.answer(Path.of("/home/mira"));
    window.fire("#folder-choose");
  }

  /// All that may speak against a folder.
  private static void cautions(TestWindow window) {
    wizard(window);
    window.vaults.folder(
        SampleWorld.FOLDER,
        new Vaults.FolderFacts(
            true,
            SampleWorld.FILES,
            412,
            SampleWorld.BYTES,
            3,
            List.of(Vaults.Caution.OTHER_SYNC, Vaults.Caution.LITTLE_ROOM)));
    folder(window);
  }

  private static void emptyFolder(TestWindow window) {
    window.start().fire("#welcome-create");
    folder(window);
  }

  private static void weakPassphrase(TestWindow window) {
    folder(wizard(window)).fire("#wizard-continue");
    window.fill("#passphrase", "harbour1");
    window.fill("#passphrase-repeat", "harbour2");
  }

  private static void wrongWord(TestWindow window) {
    kit(passphrase(folder(wizard(window))));
    var fields =
        window.findAll(".text-field").stream()
            .filter(field -> String.valueOf(field.getId()).startsWith("kit-word-"))
            .toList();
    Fx.run(fields.getFirst()::requestFocus);
    window.fill("#" + fields.getFirst().getId(), "anchovy");
    Fx.run(fields.getLast()::requestFocus);
  }

  private static void kitInside(TestWindow window) {
    passphrase(folder(wizard(window))).fire("#wizard-continue");
    window.files.answer(SampleWorld.FOLDER.resolve("kit.pdf"));
    window.fire("#kit-save");
  }

  private static void leaving(TestWindow window) {
    var there = passphrase(folder(wizard(window)));
    there.choose(there.texts().get("wizard.cancel"));
  }

  private static void joinByKit(TestWindow window) {
    join(window).fire("#wizard-continue");
    window.fire("#join-by-kit");
    window.fill("#join-words", "tortoise text upgrade harbor consider");
    window.fire("#wizard-continue");
  }

  private static void joinWrong(TestWindow window) {
    window.vaults.passphraseIsRight(false);
    joinUnlock(join(window));
    window.fire("#wizard-continue");
    window.fire("#wizard-continue");
  }
}
