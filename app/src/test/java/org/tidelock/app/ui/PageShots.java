package org.tidelock.app.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.tidelock.app.ui.fake.FakeAdmissions;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// The way to each page of an open vault, as it stands in one way or another.
final class PageShots {
  private static final Mirror.Waiting WAITS = new Mirror.Waiting(214, 840_000_000);

  private PageShots() {}

  static Map<String, Consumer<TestWindow>> all() {
    var shots = new LinkedHashMap<String, Consumer<TestWindow>>();
    shots.put("03-overview", window -> busyMorning(window, vault(window)));
    shots.put("03b-overview-syncing", PageShots::syncing);
    shots.put("03c-overview-paused", window -> window.become(vault(window), SampleWorld.paused()));
    shots.put(
        "03d-overview-attention", window -> window.become(vault(window), SampleWorld.attention()));
    shots.put(
        "03e-overview-stopped", window -> window.become(vault(window), SampleWorld.stopped()));
    shots.put(
        "03f-overview-offline", window -> window.become(vault(window), SampleWorld.offline()));
    shots.put("03g-overview-empty", PageShots::nothingYet);
    shots.put("03h-overview-small", PageShots::small);
    shots.put("04-activity", PageShots::activity);
    shots.put("04b-activity-empty", window -> nothingYet(window, PageId.ACTIVITY));
    shots.put("05-files", PageShots::files);
    shots.put("05b-files-search", window -> search(window, "invoice"));
    shots.put("05c-files-nothing-found", window -> search(window, "kestral"));
    shots.put("05d-files-deleted", PageShots::deleted);
    shots.put("05e-files-why", PageShots::why);
    shots.put("05f-files-empty", window -> nothingYet(window, PageId.FILES));
    shots.put("05g-files-small", PageShots::filesSmall);
    shots.put("06-issues", PageShots::issues);
    shots.put("06c-issues-unmarked", PageShots::unmarked);
    shots.put("06d-use-again", window -> unmarked(window).fire("#issue-use-again"));
    shots.put("06e-not-recognised", PageShots::notRecognised);
    shots.put("06f-sign-in", PageShots::signIn);
    shots.put("06g-issues-rollback", window -> rollback(window));
    shots.put("06h-issues-fork", window -> stop(window, SampleWorld.forked()));
    shots.put("06b-issues-none", window -> page(window, PageId.ISSUES));
    shots.put("07-rewind", window -> rewind(window, "Documents/Invoices"));
    shots.put("07-rewind-top", PageShots::rewind);
    shots.put("07-rewind-differing", PageShots::differing);
    shots.put("07-rewind-nothing-found", PageShots::nothingThen);
    shots.put("07-rewind-suspicion", PageShots::suspicion);
    shots.put("07-rewind-empty", window -> nothingYet(window, PageId.REWIND));
    shots.put("07b-rewind-deleted", PageShots::rewindDeleted);
    shots.put("07c-rewind-changes", PageShots::changes);
    shots.put("07d-rewind-undo", window -> changes(window).fire("#rewind-undo"));
    shots.put("07e-rewind-undo-device", PageShots::undoDevice);
    shots.put("07f-restore", PageShots::restore);
    shots.put("07g-restore-folder", window -> restore(window).fire("#restore-to-folder"));
    shots.put("07g-restoring", PageShots::restoring);
    shots.put("07h-restored", window -> restore(window).fire("#restore-go"));
    shots.put("08-devices", window -> devices(window));
    shots.put("08-devices-add", window -> adding(window).fire("#admit-instead"));
    shots.put("08-devices-add-code", PageShots::adding);
    shots.put(
        "08-devices-add-wrong",
        window -> adding(window).fill("#admit-code", FakeAdmissions.CODE.replace('J', 'K')));
    shots.put("08-devices-add-nobody", PageShots::nobodyAsks);
    shots.put("08-devices-add-compare", PageShots::comparing);
    shots.put("08-devices-add-differ", window -> comparing(window).fire("#admit-no"));
    shots.put("08-devices-add-confirm", window -> comparing(window).fire("#admit-yes"));
    shots.put("08-devices-details", window -> devices(window).fire("#device-details-d2"));
    shots.put("08-devices-alone", window -> nothingYet(window, PageId.DEVICES));
    shots.put("08b-devices-remove", PageShots::removing);
    shots.put("08b-devices-remove-stolen", PageShots::stolen);
    shots.put("08c-devices-new-key", PageShots::newKey);
    shots.put("08d-devices-removed-here", PageShots::removedHere);
    shots.put("10-providers-view", PageShots::provider);
    shots.put("10b-providers-view-empty", window -> nothingYet(window, PageId.PROVIDER_VIEW));
    shots.put("10c-providers-view-old", PageShots::oldListing);
    shots.put("11-security", window -> security(window).fire("#check-thorough"));
    shots.put("11b-security-wrong", PageShots::damaged);
    shots.put("11c-security-checking", PageShots::checking);
    shots.put("12-settings", window -> settings(window, "general"));
    shots.put("12b-settings-folders", PageShots::folders);
    shots.put("12b-settings-folders-none", window -> settings(window, "folders"));
    shots.put("12b-settings-folders-end", window -> folders(window).fire("#folder-end-Pictures"));
    shots.put("12b-settings-folders-add", PageShots::placing);
    shots.put("12b-settings-keep", PageShots::keeping);
    shots.put("12b-settings-rule", window -> rule(window, "build"));
    shots.put("12b-settings-rule-wrong", PageShots::wrongRule);
    shots.put("12b-settings-storage", PageShots::storage);
    shots.put("12b-settings-storage-copy", window -> copy(window, new Mirror.Waiting(0, 0)));
    shots.put("12b-settings-storage-copy-waits", window -> copy(window, WAITS));
    shots.put("12b-settings-storage-copying", PageShots::copying);
    shots.put("12b-settings-storage-copy-wrong", PageShots::wrongCopy);
    shots.put("12b-settings-storage-copy-checked", PageShots::checkedCopy);
    shots.put("12e-second-copy", PageShots::placeOfCopy);
    shots.put("12f-use-copy", PageShots::useCopy);
    shots.put("12f-use-copy-losing", PageShots::loseVersions);
    shots.put("12f-use-copy-moved", PageShots::movedToCopy);
    shots.put("12f-end-copy", PageShots::endCopy);
    shots.put("12e-second-copy-refused", PageShots::refusedPlace);
    shots.put("12c-settings-network", PageShots::limits);
    shots.put("12c-settings-network-none", window -> settings(window, "network"));
    shots.put("12c-settings-network-wrong", PageShots::wrongLimits);
    shots.put("12d-settings-security", window -> settings(window, "security"));
    shots.put("12i-settings-notifications", window -> settings(window, "notifications"));
    shots.put("12g-settings-advanced", window -> settings(window, "advanced"));
    shots.put("12h-diagnostics", PageShots::diagnostics);
    shots.put("04b-activity-undo", PageShots::undo);
    shots.put(
        "06c-issues-held",
        window -> {
          var vault = vault(window);
          window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204));
          window.page(PageId.ISSUES);
        });
    return shots;
  }

  private static TestWindow devices(TestWindow window) {
    vault(window).devices(SampleWorld.devicesAndOneRemoved());
    return window.page(PageId.DEVICES);
  }

  private static TestWindow adding(TestWindow window) {
    devices(window).fire("#devices-add");
    return window;
  }

  private static void nobodyAsks(TestWindow window) {
    adding(window).fill("#admit-code", FakeAdmissions.CODE);
    window.fire("#admit-continue");
  }

  private static TestWindow comparing(TestWindow window) {
    adding(window);
    ((FakeVault) window.controller.vault().orElseThrow()).admissions().ask("Kitchen laptop");
    window.fill("#admit-code", FakeAdmissions.CODE);
    window.fire("#admit-continue");
    return window;
  }

  private static TestWindow security(TestWindow window) {
    vault(window).devices(SampleWorld.devicesAndOneRemoved());
    return window.page(PageId.SECURITY);
  }

  private static void damaged(TestWindow window) {
    security(window);
    ((FakeVault) window.controller.vault().orElseThrow()).checks().find(SampleWorld.copyFindings());
    window.fire("#check-quick");
  }

  static void checking(TestWindow window) {
    security(window);
    ((FakeVault) window.controller.vault().orElseThrow())
        .checks()
        .hold(new CountDownLatch(1), SampleWorld.copying());
    window.tasks.oneWaits(true);
    window.fire("#check-thorough");
    Fx.await("the first step", () -> window.words().contains("73"));
  }

  private static TestWindow removing(TestWindow window) {
    devices(window).fire("#device-remove-d2");
    window.fill("#remove-passphrase", "copper lantern drifts past quiet harbour");
    return window;
  }

  static void stolen(TestWindow window) {
    removing(window);
    var stolen = (CheckBox) window.find("#remove-stolen");
    Fx.run(() -> stolen.setSelected(true));
  }

  private static void newKey(TestWindow window) {
    var vault = vault(window);
    vault.devices(SampleWorld.devicesAndOneRemoved());
    window.become(vault, SampleWorld.keyWanting());
    window.page(PageId.DEVICES).fire("#devices-new-key");
  }

  private static void removedHere(TestWindow window) {
    var vault = vault(window);
    vault.devices(SampleWorld.devicesAndThisOneRemoved());
    window.become(vault, SampleWorld.removedHere());
    window.page(PageId.DEVICES);
  }

  private static void signIn(TestWindow window) {
    window.become(vault(window), SampleWorld.signInNeeded(Issue.SIGN_IN));
    window.page(PageId.ISSUES).fire("#issue-sign-in");
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

  static FakeVault vault(TestWindow window) {
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

  private static void settings(TestWindow window, String part) {
    vault(window);
    window.settings(part);
  }

  private static TestWindow folders(TestWindow window) {
    window.with(SampleWorld.ruled()).start().settings("folders");
    return window;
  }

  private static void placing(TestWindow window) {
    folders(window);
    window.vaults.folder(
        Path.of("/home/mira/Documents"),
        new Vaults.FolderFacts(true, 3_120, 61, 4_200_000_000L, 2, List.of()));
    window.files.answer(Path.of("/home/mira/Documents"));
    window.fire("#folders-add");
  }

  private static void keeping(TestWindow window) {
    folders(window).fire("#folders-choose");
    KeptTrees.unfold(window, "Studio");
    KeptTrees.tick(window, "Kestrel House");
  }

  private static TestWindow rule(TestWindow window, String text) {
    folders(window).fire("#rules-add");
    window.choose(window.texts().get("rules.kind.folder"));
    window.fill("#rule-text", text);
    return window;
  }

  private static void wrongRule(TestWindow window) {
    var vault = SampleWorld.ruled();
    window.with(vault).start().settings("folders");
    window.fire("#rules-add");
    window.choose(window.texts().get("rules.kind.pattern"));
    vault.failNext(
        new TidelockException(
            ErrorCode.USAGE,
            Happened.PATTERN_BRACKET.of("[abc"),
            Safe.NOTHING_CHANGED.of(),
            Todo.CLOSE_BRACKET.of()));
    window.fill("#rule-text", "[abc");
  }

  private static void diagnostics(TestWindow window) {
    settings(window, "advanced");
    window.fire("#settings-diagnostics");
    window.settle();
  }

  private static void storage(TestWindow window) {
    settings(window, "storage");
    window.fire("#settings-test-storage");
  }

  private static FakeVault copy(TestWindow window, Mirror.Waiting waiting) {
    var vault = vault(window);
    vault.copy().become(SampleWorld.copy(waiting));
    window.settings("storage");
    return vault;
  }

  private static void copying(TestWindow window) {
    var vault = copy(window, WAITS);
    vault.copy().hold(new CountDownLatch(1), SampleWorld.copying());
    window.tasks.oneWaits(true);
    window.fire("#copy-update");
    Fx.await("the first step", () -> window.words().contains("3"));
  }

  private static void wrongCopy(TestWindow window) {
    var vault = copy(window, WAITS);
    vault.copy().find(1, SampleWorld.copyFindings());
    window.fire("#copy-update");
  }

  private static void checkedCopy(TestWindow window) {
    copy(window, WAITS);
    window.fire("#copy-check");
  }

  private static FakeVault useCopy(TestWindow window) {
    var vault = copy(window, WAITS);
    window.fire("#copy-use");
    return vault;
  }

  private static void loseVersions(TestWindow window) {
    useCopy(window).copy().lose(12);
    window.fire("#copy-use-go");
  }

  private static void movedToCopy(TestWindow window) {
    loseVersions(window);
    window.fire("#copy-lose-go");
  }

  private static void endCopy(TestWindow window) {
    copy(window, WAITS);
    window.fire("#copy-end");
  }

  private static TestWindow placeOfCopy(TestWindow window) {
    settings(window, "storage");
    window.fire("#copy-add");
    window.files.answer(Path.of("/media/mira/Second disk/Tidelock copy"));
    window.fire("#storage-choose");
    return window;
  }

  private static void refusedPlace(TestWindow window) {
    placeOfCopy(window);
    ((FakeVault) window.controller.vault().orElseThrow())
        .copy()
        .failNext(
            new TidelockException(
                ErrorCode.USAGE,
                Happened.MIRROR_IS_MAIN.of("/mnt/attic/vault"),
                Safe.NOTHING_CHANGED.of(),
                Todo.OTHER_PROVIDER.of()));
    window.fire("#wizard-continue");
  }

  private static void limits(TestWindow window) {
    settings(window, "network");
    window.fill("#limit-send", "6");
    window.flip("#limit-timed");
  }

  private static void wrongLimits(TestWindow window) {
    limits(window);
    window.fill("#limit-receive", "0");
    window.fill("#limit-from", "25:00");
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

  private static void issues(TestWindow window) {
    window.become(vault(window), SampleWorld.attention());
    Fx.run(() -> window.shell().show(PageId.ISSUES));
  }

  static TestWindow rollback(TestWindow window) {
    var vault = vault(window);
    window.become(vault, SampleWorld.wentBack(vault));
    return window.page(PageId.ISSUES);
  }

  static TestWindow stop(TestWindow window, Status status) {
    window.become(vault(window), status);
    return window.page(PageId.ISSUES);
  }

  private static TestWindow rewind(TestWindow window) {
    SampleWorld.rewound(vault(window));
    return window.page(PageId.REWIND);
  }

  private static TestWindow rewind(TestWindow window, String folder) {
    rewind(window);
    for (var name : folder.split("/")) {
      var table = (TableView<?>) window.find("#rewind-table");
      Fx.run(
          () -> {
            for (int i = 0; i < table.getItems().size(); i++) {
              if (((PastEntry) table.getItems().get(i)).entry().name().equals(name)) {
                table.getSelectionModel().clearAndSelect(i);
              }
            }
            table.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
          });
      window.settle();
    }
    return window;
  }

  private static void differing(TestWindow window) {
    rewind(window);
    toggle(window, "#rewind-differing .toggle-button", 1);
  }

  private static void toggle(TestWindow window, String selector, int index) {
    var wanted = (ToggleButton) window.findAll(selector).get(index);
    Fx.run(wanted::fire);
    window.settle();
  }

  private static void nothingThen(TestWindow window) {
    rewind(window);
    window.fill("#rewind-search", "kestral");
  }

  private static void suspicion(TestWindow window) {
    var vault = vault(window);
    SampleWorld.rewound(vault);
    SampleWorld.held(vault, Hold.Kind.REWRITE_EVERYWHERE, 1_942);
    window.page(PageId.REWIND);
  }

  private static void rewindDeleted(TestWindow window) {
    rewind(window);
    toggle(window, "#rewind-tabs .toggle-button", 1);
    var table = (TableView<?>) window.find("#rewind-deleted");
    Fx.run(() -> table.getSelectionModel().select(0));
  }

  private static TestWindow changes(TestWindow window) {
    rewind(window);
    toggle(window, "#rewind-tabs .toggle-button", 2);
    var list = (ListView<?>) window.find("#rewind-changes");
    Fx.run(() -> list.getSelectionModel().select(0));
    window.settle();
    return window;
  }

  private static void undoDevice(TestWindow window) {
    changes(window).fire("#rewind-undo-since");
    var devices = (ComboBox<?>) window.find("#undo-device");
    Fx.run(() -> devices.getSelectionModel().select(1));
    window.settle();
  }

  private static void restoring(TestWindow window) {
    restore(window);
    var vault = (FakeVault) window.controller.vault().orElseThrow();
    vault.past().waitAtRestore(new CountDownLatch(1));
    window.tasks.oneWaits(true);
    window.fire("#restore-go");
    window.become(vault, SampleWorld.restoring());
  }

  private static TestWindow restore(TestWindow window) {
    rewind(window, "Documents/Invoices").fire("#rewind-restore");
    return window;
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

  static void files(TestWindow window) {
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
}
