package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Title;

/// Whatever is open has a way out in the window.
@UsesWindow
final class IssueActionsTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start();
  }

  /// All that the user guide lists, which are all that the engine tells (DocumentsTest).
  private static List<String> codes() throws IOException {
    var codes = new TreeSet<String>();
    try (Stream<String> lines = Files.lines(Path.of("../docs/user-guide/codes.md"))) {
      lines
          .filter(line -> line.matches("\\| [A-Z]{3,4}-\\d\\d \\|.*"))
          .forEach(line -> codes.add(line.split(" ")[1]));
    }
    assertThat(codes).hasSizeGreaterThan(50).contains("AUTH-03", "LOC-01");
    for (var code : ErrorCode.values()) {
      if (code.exitCode() >= 20) {
        codes.add(code.name());
      }
    }
    return List.copyOf(codes);
  }

  private static Issue issue(String code, Issue.Kind kind, Optional<String> path) {
    var id = code.equals("SYN-02") ? Hold.issue("1") : "id";
    return new Issue(
        id,
        Issue.Severity.ATTENTION,
        kind,
        code,
        Title.CANNOT_BE_READ.of(),
        Body.SENT_WHEN_STILL.of(),
        path,
        SampleWorld.CLOCK.instant());
  }

  private static Status with(Issue issue) {
    var now = SampleWorld.upToDate();
    return new Status(
        State.ATTENTION,
        now.files(),
        now.bytes(),
        now.folders(),
        0,
        0,
        now.lastChange(),
        now.lastCheck(),
        now.pausedUntil(),
        now.progress(),
        List.of(issue));
  }

  /// The vault's own folder is told of without a path.
  private static Issue.Kind kind(String code, Optional<String> path) {
    return path.isEmpty() && code.matches("LOC-(01|15|16)") ? Issue.Kind.SAFETY : kind(code);
  }

  private static Issue.Kind kind(String code) {
    if (code.equals("SYN-01")) {
      return Issue.Kind.CONFLICT;
    }
    if (code.startsWith("LOC")) {
      return Issue.Kind.CANNOT_SYNC;
    }
    return code.matches("(NET|STO|TLS|AUTH|MIR)-.*") ? Issue.Kind.STORAGE : Issue.Kind.SAFETY;
  }

  /// What is told of files always names one.
  private static boolean namesAFile(String code) {
    return !code.matches("LOC-(01|02|03|07|08|13|15|16|18)")
        && (kind(code) == Issue.Kind.CANNOT_SYNC || code.matches("SYN-0[13]"));
  }

  @Test
  void everyCodeHasAWayOutOrSaysThatNoneIsNeeded() throws IOException {
    window.page(PageId.ISSUES);
    var without = new ArrayList<String>();
    for (var code : codes()) {
      for (var path : List.of(Optional.of("Studio/gone.txt"), Optional.<String>empty())) {
        if (path.isEmpty() && namesAFile(code)) {
          continue;
        }
        window.become(vault, with(issue(code, kind(code, path), path)));
        var offers = window.shows("#issues-list .button");
        var says = window.words().contains("There is nothing for you to do.");
        if (offers == says) {
          without.add(code + " " + path + (offers ? ": both" : ": neither"));
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void whateverTheStorageDoesCanBeTriedAgain() throws IOException {
    window.page(PageId.ISSUES);
    var without = new ArrayList<String>();
    for (var code : codes()) {
      if (code.matches("(NET|STO|TLS|AUTH)-.*|ROLLBACK|FORK|MISSING|INTEGRITY|IDENTITY|LIMIT")) {
        window.become(vault, with(issue(code, kind(code), Optional.empty())));
        int before = vault.syncs();
        window.fire("#issue-try-again");
        if (vault.syncs() != before + 1) {
          without.add(code);
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void enterDoesWhatARowOffersFirst() {
    window.become(vault, SampleWorld.wentBack(vault));
    window.page(PageId.ISSUES);
    Fx.run(() -> window.find("#issues-list").requestFocus());
    window.press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.ENTER);
    assertThat(window.words()).contains("Your storage went back in time");
  }

  @Test
  void aStorageThatWentBackIsExplained() {
    window.become(vault, SampleWorld.wentBack(vault));
    window.page(PageId.ISSUES).fire("#issue-review");
    assertThat(window.words())
        .contains("/mnt/attic/vault offers an older copy of this vault")
        .contains("253 changes missing", "19 Nov", "Seen here: Today 11:40")
        .contains("Nothing was received, and nothing on this computer was changed.")
        .contains("Details: ROLLBACK · Today 14:08")
        .doesNotContain("Use the second copy");
    assertThat(window.focus()).isEqualTo("stop-try-again");
    int before = vault.syncs();
    window.press(KeyCode.ESCAPE);
    assertThat(window.shows("#stop-try-again")).isFalse();
    assertThat(vault.syncs()).isEqualTo(before);
    window.fire("#issue-review");
    window.press(KeyCode.ENTER);
    assertThat(vault.syncs()).isEqualTo(before + 1);
  }

  @Test
  void theNewerStateIsPutBackWhereItsProgressIsSeen() {
    window.become(vault, SampleWorld.wentBack(vault));
    vault.checks().find(SampleWorld.copyFindings());
    window.page(PageId.ISSUES).fire("#issue-review");
    window.fire("#stop-repair");
    assertThat(window.shell().current()).isEqualTo(PageId.SECURITY);
    assertThat(window.words()).contains("Put back: 2 objects");
  }

  @Test
  void aSecondCopyIsAWayOnIfThereIsOne() {
    window.become(vault, SampleWorld.wentBack(vault));
    vault.copy().become(SampleWorld.copy(new Mirror.Waiting(0, 0)));
    window.page(PageId.ISSUES).fire("#issue-review");
    window.fire("#stop-copy-use");
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    assertThat(window.shows("#copy-use")).isTrue();
  }

  @Test
  void aStorageWithoutTheVaultIsOpenedOrFilledAgain() {
    window.become(vault, SampleWorld.vaultGone());
    window.page(PageId.ISSUES).fire("#issue-review");
    assertThat(window.words())
        .contains("The vault is not in its storage", "If it is gone for good");
    window.fire("#stop-storage");
    assertThat(window.files.opened()).containsExactly(Path.of("/mnt/attic/vault"));
    window.become(
        vault,
        with(
            new Issue(
                "stop",
                Issue.Severity.DECIDE,
                Issue.Kind.SAFETY,
                "IDENTITY",
                Happened.OBJECT_OF_OTHER_VAULT.of("vault: Another vault."),
                Body.SENT_WHEN_STILL.of(),
                Optional.of("vault"),
                SampleWorld.CLOCK.instant())));
    window.fire("#issue-review");
    assertThat(window.words())
        .contains("Another vault lies in the storage")
        .doesNotContain("If it is gone for good");
  }

  @Test
  void aFullStorageSaysWhatWaits() {
    window.become(vault, SampleWorld.storageFull());
    window.page(PageId.ISSUES).fire("#issue-review");
    assertThat(window.words()).contains("The storage is full", "214 changes of this computer");
    window.fire("#stop-look");
    assertThat(window.shell().current()).isEqualTo(PageId.PROVIDER_VIEW);
  }

  @Test
  void aDeviceThatWasRemovedIsToldWhatStaysAndHowToLeave() {
    window.become(vault, SampleWorld.removedHere());
    window.page(PageId.ISSUES).fire("#issue-review");
    assertThat(window.words())
        .contains("This device was removed from the vault", "Your files stay", home.toString());
    assertThat(window.shows("#stop-try-again")).isFalse();
    window.fire("#stop-folder");
    window.fire("#issue-review");
    window.fire("#stop-leave");
    assertThat(window.files.opened()).containsExactly(SampleWorld.FOLDER, home);
  }

  /// As near as there is anything.
  @Test
  void whatTheVaultDoesNotHaveIsShownOnTheDisk() throws IOException {
    var folder = Files.createDirectories(home.resolve("lies/elsewhere"));
    var path = folder.resolve("gone/file.txt").toString();
    window.become(vault, with(issue("LOC-04", Issue.Kind.CANNOT_SYNC, Optional.of(path))));
    window.page(PageId.ISSUES).fire("#issue-show-place");
    assertThat(window.files.opened()).containsExactly(folder);
  }

  @Test
  void theBrowserGetsNothingOfAnAddressButItsServer() {
    assertThat(StoragePlace.of("webdav+https://mira@nas.example:5006/dav/Tidelock"))
        .contains(new StoragePlace.Page(URI.create("https://nas.example:5006/")));
    assertThat(StoragePlace.of("onedrive:/Tidelock"))
        .contains(new StoragePlace.Page(URI.create("https://onedrive.live.com/")));
    assertThat(StoragePlace.of("file:///mnt/attic/vault"))
        .contains(new StoragePlace.Folder(Path.of("/mnt/attic/vault")));
    assertThat(StoragePlace.of("sftp://mira@nas.example/vault")).isEmpty();
    assertThat(StoragePlace.of("webdav+http://nas.example/dav")).isEmpty();
  }
}
