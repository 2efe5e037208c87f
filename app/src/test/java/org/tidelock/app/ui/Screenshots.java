package org.tidelock.app.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// Draws every screen in light and dark.
@UsesWindow
final class Screenshots {
  @TempDir Path temp;

  @Test
  void everyScreen() throws IOException {
    var into = Path.of(System.getProperty("screenshots.dir", "target/screenshots"));
    var locale = Locale.forLanguageTag(System.getProperty("screenshots.locale", "en"));
    var only = System.getProperty("screenshots.only", "");
    Files.createDirectories(into);
    for (var mode : new ThemeMode[] {ThemeMode.LIGHT, ThemeMode.DARK}) {
      for (var shot : shots().entrySet()) {
        if (!shot.getKey().contains(only)) {
          continue;
        }
        var home = Files.createTempDirectory(temp, "home");
        try (var window = new TestWindow(home, locale, mode)) {
          shot.getValue().accept(window);
          window.settle();
          var name = shot.getKey() + (mode == ThemeMode.DARK ? "-dark" : "") + ".png";
          write(Fx.get(() -> window.stage.getScene().snapshot(null)), into.resolve(name));
        }
      }
    }
  }

  /// Every screen, by the name of its picture, and the way to it.
  static Map<String, Consumer<TestWindow>> shots() {
    var shots = new LinkedHashMap<String, Consumer<TestWindow>>();
    shots.put("01-welcome", TestWindow::start);
    shots.put("02a-wizard-storage", Screenshots::wizard);
    shots.put("02b-wizard-folder", window -> folder(wizard(window)));
    shots.put("02c-wizard-passphrase", window -> passphrase(folder(wizard(window))));
    shots.put("02d-wizard-recovery-kit", window -> kit(passphrase(folder(wizard(window)))));
    shots.put("02e-wizard-done", window -> done(kit(passphrase(folder(wizard(window))))));
    shots.put("02f-join-storage", Screenshots::join);
    shots.put("02g-join-unlock", window -> joinUnlock(join(window)));
    shots.put("02h-join-folder", window -> joinFolder(joinUnlock(join(window))));
    shots.put("02i-join-check", window -> joinCheck(joinFolder(joinUnlock(join(window)))));
    shots.put("02j-join-done", window -> joined(joinCheck(joinFolder(joinUnlock(join(window))))));
    shots.put("02k-storage-has-vault", window -> storage(window, true));
    shots.put("02l-storage-cannot-be-read", window -> storage(window, false));
    shots.put("02m-folder-refused", Screenshots::refusedFolder);
    shots.put("02w-storage-server", Screenshots::server);
    shots.put("02w-storage-server-trying", Screenshots::serverUntried);
    shots.put("02w-storage-server-certificate", Screenshots::serverCertificate);
    shots.put("02w-storage-server-host-key", Screenshots::serverHostKey);
    shots.put("02w-storage-server-changed", Screenshots::serverChanged);
    shots.put("02w-storage-server-sign-in", Screenshots::serverSignIn);
    shots.put("02w-storage-server-unfit", Screenshots::serverUnfit);
    shots.put("02w-storage-s3", Screenshots::bucket);
    shots.put("02x-onedrive-signed-out", Screenshots::oneDrive);
    shots.put("02x-onedrive-waiting", Screenshots::oneDriveWaiting);
    shots.put("02x-onedrive-declined", Screenshots::oneDriveDeclined);
    shots.put("02x-onedrive", window -> oneDrive(window).fire("#storage-test"));
    shots.put("02v-folder-cautions", Screenshots::cautions);
    shots.put("02n-folder-empty", Screenshots::emptyFolder);
    shots.put("02o-passphrase-weak", Screenshots::weakPassphrase);
    shots.put("02p-kit-word-wrong", Screenshots::wrongWord);
    shots.put("02q-kit-in-the-folder", Screenshots::kitInside);
    shots.put("02r-leave-setup", Screenshots::leaving);
    shots.put("02s-join-by-kit", Screenshots::joinByKit);
    shots.put("02t-join-wrong-passphrase", Screenshots::joinWrong);
    shots.put("02u-join-no-vault", window -> window.start().fire("#welcome-join"));
    shots.put("03-overview", window -> busyMorning(window, vault(window)));
    shots.put("03b-overview-syncing", Screenshots::syncing);
    shots.put("03c-overview-paused", window -> window.become(vault(window), SampleWorld.paused()));
    shots.put(
        "03d-overview-attention", window -> window.become(vault(window), SampleWorld.attention()));
    shots.put(
        "03e-overview-stopped", window -> window.become(vault(window), SampleWorld.stopped()));
    shots.put(
        "03f-overview-offline", window -> window.become(vault(window), SampleWorld.offline()));
    shots.put("03g-overview-empty", Screenshots::nothingYet);
    shots.put("03h-overview-small", Screenshots::small);
    shots.put("04-activity", Screenshots::activity);
    shots.put("04b-activity-empty", window -> nothingYet(window, PageId.ACTIVITY));
    shots.put("05-files", Screenshots::files);
    shots.put("05b-files-search", window -> search(window, "invoice"));
    shots.put("05c-files-nothing-found", window -> search(window, "kestral"));
    shots.put("05d-files-deleted", Screenshots::deleted);
    shots.put("05e-files-why", Screenshots::why);
    shots.put("05f-files-empty", window -> nothingYet(window, PageId.FILES));
    shots.put("05g-files-small", Screenshots::filesSmall);
    shots.put("06-issues", Screenshots::issues);
    shots.put("06c-issues-unmarked", Screenshots::unmarked);
    shots.put("06d-use-again", window -> unmarked(window).fire("#issue-use-again"));
    shots.put("06e-not-recognised", Screenshots::notRecognised);
    shots.put("06f-sign-in", Screenshots::signIn);
    shots.put(
        "12b-settings-storage",
        window -> {
          page(window, PageId.SETTINGS);
          window.fire("#settings-test-storage");
        });
    shots.put("06b-issues-none", window -> page(window, PageId.ISSUES));
    shots.put("10-providers-view", Screenshots::provider);
    shots.put("10b-providers-view-empty", window -> nothingYet(window, PageId.PROVIDER_VIEW));
    shots.put("10c-providers-view-old", Screenshots::oldListing);
    shots.put("12-settings", window -> page(window, PageId.SETTINGS));
    shots.put("14a-close-window", Screenshots::closing);
    shots.put("04b-activity-undo", Screenshots::undo);
    shots.put("14f-hold-everywhere", window -> review(window, Hold.Kind.DELETE_EVERYWHERE, 1_204));
    shots.put("14j-hold-rewrite", window -> review(window, Hold.Kind.REWRITE_EVERYWHERE, 412));
    shots.put("14k-hold-replace", window -> review(window, Hold.Kind.REWRITE_HERE, 412));
    shots.put("14l-conflict", window -> settling(window, 2));
    shots.put("14m-conflicts", window -> settling(window, 5));
    shots.put("14g-hold-here", window -> review(window, Hold.Kind.REMOVE_HERE, 10_204));
    shots.put(
        "14h-hold-files",
        window -> {
          review(window, Hold.Kind.DELETE_EVERYWHERE, 1_204);
          window.fire("#hold-see");
        });
    shots.put(
        "06c-issues-held",
        window -> {
          var vault = vault(window);
          window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204));
          window.page(PageId.ISSUES);
        });
    shots.put("14b-quit", Screenshots::quitting);
    shots.put("14c-unlock", Screenshots::unlock);
    shots.put("14c-unlock-kit", Screenshots::unlockByKit);
    shots.put("14c-unlock-kit-server", Screenshots::unlockFromServer);
    shots.put("14d-restored", Screenshots::restored);
    shots.put("14e-cannot-open", Screenshots::cannotOpen);
    shots.put("15-new-kit", Screenshots::newKit);
    shots.put("15b-new-kit-made", window -> newKit(window).fire("#wizard-continue"));
    shots.put("15h-new-kit-by-kit", window -> newKit(window).fire("#new-kit-choice"));
    shots.put("15c-new-kit-wrong-passphrase", Screenshots::newKitWrong);
    shots.put("15d-new-kit-storage-away", window -> newKitFails(window, false));
    shots.put("15e-new-kit-both-valid", window -> newKitFails(window, true));
    shots.put("15f-new-kit-stop", window -> newKit(window).fire("#wizard-cancel"));
    shots.put("15g-new-kit-confirmed", Screenshots::newKitConfirmed);
    return shots;
  }

  private static TestWindow newKit(TestWindow window) {
    window.become(vault(window), SampleWorld.attention());
    window.page(PageId.ISSUES).fire("#issue-new-kit");
    window.fill("#new-kit-passphrase", "copper lantern drifts past quiet harbour");
    window.files.answer(Path.of("/media/stick/Mira’s vault – recovery kit.pdf"));
    window.fire("#new-kit-choose");
    return window;
  }

  private static void newKitWrong(TestWindow window) {
    newKit(window);
    kitFails(window, ErrorCode.AUTH, Happened.WRONG_SECRET.of(), false);
    window.fire("#wizard-continue");
  }

  private static void newKitFails(TestWindow window, boolean afterKeeping) {
    newKit(window);
    kitFails(
        window,
        ErrorCode.STORAGE,
        Happened.STORAGE_TROUBLE.of("The folder /mnt/attic/vault is gone. Is its drive connected?"),
        afterKeeping);
    window.fire("#wizard-continue");
  }

  private static void kitFails(
      TestWindow window, ErrorCode code, Said happened, boolean afterKeeping) {
    var vault = (FakeVault) window.controller.vault().orElseThrow();
    vault.failNewKey(
        new TidelockException(code, happened, Safe.SENT_LATER.of(), Todo.CONNECTION.of()),
        afterKeeping);
  }

  private static void newKitConfirmed(TestWindow window) {
    newKit(window).fire("#wizard-continue");
    for (var field : window.findAll(".text-field")) {
      var id = String.valueOf(field.getId());
      if (id.matches("kit-word-[0-9]+")) {
        window.fill("#" + id, FakeVault.newWords().get(Integer.parseInt(id.substring(9)) - 1));
      }
    }
    window.fire("#kit-kept");
    window.fire("#wizard-continue");
  }

  private static TestWindow wizard(TestWindow window) {
    window.vaults.folder(
        SampleWorld.FOLDER,
        new Vaults.FolderFacts(true, SampleWorld.FILES, 412, SampleWorld.BYTES, 3, List.of()));
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
    window.vaults.vaultAt("file:///mnt/attic/vault", SampleWorld.vault());
    window.start().fire("#welcome-join");
    window.files.answer(Path.of("/mnt/attic/vault"));
    window.fire("#storage-folder");
    return window;
  }

  private static TestWindow joinUnlock(TestWindow window) {
    window.fire("#wizard-continue");
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

  private static TestWindow joined(TestWindow window) {
    window.tasks.oneWaits(false);
    window.fire("#wizard-continue");
    return window;
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

  private static void signIn(TestWindow window) {
    window.become(vault(window), SampleWorld.signInNeeded(Issue.SIGN_IN));
    window.page(PageId.ISSUES).fire("#issue-sign-in");
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

  /// A vault that was just made, of a folder that is empty.
  private static void nothingYet(TestWindow window) {
    var info = SampleWorld.vault().info();
    window.with(FakeVault.empty(info, window.clock)).start();
  }

  private static void nothingYet(TestWindow window, PageId page) {
    nothingYet(window);
    Fx.run(() -> window.shell().show(page));
  }

  private static void small(TestWindow window) {
    window.become(vault(window), SampleWorld.attention());
    resize(window);
  }

  private static void filesSmall(TestWindow window) {
    files(window);
    resize(window);
  }

  /// The smallest that the window can be.
  private static void resize(TestWindow window) {
    Fx.run(
        () -> {
          window.stage.setWidth(960);
          window.stage.setHeight(640);
        });
    window.settle();
  }

  private static void why(TestWindow window) {
    files(window);
    window.fire("#files-why");
  }

  private static void oldListing(TestWindow window) {
    var vault = vault(window);
    window.page(PageId.PROVIDER_VIEW);
    vault.failNext(
        new TidelockException(
            ErrorCode.STORAGE,
            Happened.STORAGE_TROUBLE.of("The storage does not answer."),
            Safe.SENT_LATER.of(),
            Todo.CONNECTION.of()));
    window.fire("#provider-refresh");
  }

  private static void cannotOpen(TestWindow window) {
    window.with(SampleWorld.vault());
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.IDENTITY,
            Happened.VAULT_GONE.of(),
            Safe.NOTHING_HERE_CHANGED.of(),
            Todo.RIGHT_STORAGE.of()));
    window.start();
  }

  private static void closing(TestWindow window) {
    vault(window);
    Fx.run(window.controller::closeWindow);
  }

  private static void quitting(TestWindow window) {
    window.become(vault(window), SampleWorld.paused());
    Fx.run(window.controller::quit);
  }

  private static void unlock(TestWindow window) {
    window.locked(SampleWorld.vault()).start();
    window.vaults.passphraseIsRight(false);
    window.fill("#unlock-passphrase", "copper lantern drifts");
    window.fire("#unlock-button");
  }

  private static void unlockFromServer(TestWindow window) {
    window.vaults.need(StorageNeeds.PASSWORD);
    window.locked(SampleWorld.vault()).start();
    window.fire("#unlock-choice");
    window.fill("#unlock-words", String.join(" ", FakeVault.newWords()));
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.vaults.failNext(
        new TidelockException(
                ErrorCode.STORAGE,
                Happened.STORAGE_UNTRUSTED.of("Nobody vouches for it."),
                Safe.NOTHING_SENT_THERE.of(),
                Todo.SERVER_NOT_SAFE.of())
            .with(ServerStepTest.NAS));
    window.fire("#unlock-button");
  }

  private static void unlockByKit(TestWindow window) {
    window.locked(SampleWorld.vault()).start();
    window.fire("#unlock-choice");
    window.fill("#unlock-words", String.join(" ", FakeVault.newWords()));
    window.fire("#unlock-button");
  }

  private static void restored(TestWindow window) {
    files(window);
    window.fire("#version-restore");
  }

  private static FakeVault vault(TestWindow window) {
    var vault = SampleWorld.vault();
    window.with(vault).start();
    return vault;
  }

  /// A curve of two earlier transfers.
  private static void busyMorning(TestWindow window, FakeVault vault) {
    var speeds = window.shell().context().model().speeds();
    var now = window.clock.instant();
    double[] curve = {
      .1, .2, .6, 1.6, 2.4, 1.8, .7, .3, .1, 0, 0, 0, .1, .5, 1.8, 3.2, 3.4, 2.6, 1, .2
    };
    Fx.run(
        () -> {
          for (int second = 0; second < 480; second += 10) {
            double at = second / 24.0;
            int i = (int) at;
            double next = curve[Math.min(i + 1, curve.length - 1)];
            double speed = curve[i] + (next - curve[i]) * (at - i);
            speeds.record(now.minusSeconds(560 - second), speed * 1e6);
          }
        });
    window.become(vault, SampleWorld.checking());
    window.become(vault, SampleWorld.upToDate());
  }

  private static FakeVault syncing(TestWindow window) {
    var vault = vault(window);
    var speeds = window.shell().context().model().speeds();
    var now = window.clock.instant();
    Fx.run(
        () -> {
          for (int i = 0; i < 60; i++) {
            speeds.record(
                now.minusSeconds(600 - 10L * i),
                (1 + i / 20.0 + Math.sin(i / 2.0) * .3 + Math.sin(i / 5.0) * .4) * 1.2e6);
          }
        });
    window.become(vault, SampleWorld.syncing(30_000_000));
    window.clock.advance(Duration.ofSeconds(10));
    window.become(vault, SampleWorld.syncing());
    return vault;
  }

  private static void activity(TestWindow window) {
    var vault = vault(window);
    Fx.run(() -> window.shell().show(PageId.ACTIVITY));
    window.become(vault, SampleWorld.syncing(30_000_000));
    window.clock.advance(Duration.ofSeconds(10));
    window.become(vault, SampleWorld.syncing());
  }

  private static void page(TestWindow window, PageId page) {
    vault(window);
    Fx.run(() -> window.shell().show(page));
  }

  private static void provider(TestWindow window) {
    page(window, PageId.PROVIDER_VIEW);
    window.settle();
    var root = ((TreeView<?>) window.find(".tree-view")).getRoot();
    // Photos is left, Studio is opened down to its files.
    Fx.run(() -> root.getChildren().get(1).setExpanded(false));
    Fx.run(() -> root.getChildren().get(2).setExpanded(true));
    window.settle();
    Fx.run(() -> root.getChildren().get(2).getChildren().getFirst().setExpanded(true));
  }

  private static void undo(TestWindow window) {
    SampleWorld.undoable(vault(window));
    window.page(PageId.ACTIVITY).fire("#activity-undo");
    window.settle();
    var list = (ListView<?>) window.find("#undo-batches");
    Fx.run(() -> list.getSelectionModel().select(0));
    window.settle();
  }

  private static void settling(TestWindow window, int sides) {
    var vault = vault(window);
    window.become(vault, SampleWorld.conflict(vault, sides));
    window.page(PageId.ISSUES).fire("#issue-settle");
    window.settle();
  }

  private static void review(TestWindow window, Hold.Kind kind, int count) {
    var vault = vault(window);
    window.become(vault, SampleWorld.held(vault, kind, count));
    window.page(PageId.ISSUES).fire("#issue-review");
    window.settle();
  }

  private static void issues(TestWindow window) {
    window.become(vault(window), SampleWorld.attention());
    Fx.run(() -> window.shell().show(PageId.ISSUES));
  }

  private static TestWindow unmarked(TestWindow window) {
    window.become(vault(window), SampleWorld.unmarked());
    window.page(PageId.ISSUES);
    return window;
  }

  private static void notRecognised(TestWindow window) {
    unmarked(window);
    ((FakeVault) window.controller.vault().orElseThrow()).refuseFolder(SampleWorld.notRecognised());
    window.fire("#issue-use-again");
    window.fire("#folder-use-again");
  }

  private static void files(TestWindow window) {
    window.become(vault(window), SampleWorld.syncing());
    Fx.run(() -> window.shell().context().showFile("Studio/Kestrel House/Kestrel House plans.pdf"));
    window.settle();
    var second = window.findAll(".version-head").get(1);
    Fx.run(() -> ((ToggleButton) second).setSelected(true));
  }

  private static void search(TestWindow window, String text) {
    page(window, PageId.FILES);
    window.settle();
    var field = (TextField) window.find("#files-search");
    Fx.run(() -> field.setText(text));
  }

  private static void deleted(TestWindow window) {
    page(window, PageId.FILES);
    window.settle();
    var wanted = (ToggleButton) window.findAll("#files-deleted .toggle-button").get(1);
    Fx.run(wanted::fire);
    window.settle();
    var table = (TableView<?>) window.find("#files-table");
    Fx.run(() -> table.getSelectionModel().select(0));
  }

  private static void write(WritableImage picture, Path target) throws IOException {
    int width = (int) picture.getWidth();
    int height = (int) picture.getHeight();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pixels = picture.getPixelReader();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    javax.imageio.ImageIO.write(image, "png", target.toFile());
  }
}
