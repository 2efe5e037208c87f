package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Hold;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastEntry.Since;
import org.tidelock.engine.PastQuery.Scope;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.Restoration.What;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestorePreview.Items;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// The vault's past in the window: looked at without changing anything, and nothing is brought back or undone that was not seen.
@UsesWindow
final class RewindPageTest extends OwnWindow {
  private static final Instant BURST = Instant.parse("2026-11-24T02:14:00Z");

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    SampleWorld.rewound(vault);
    return fresh.with(vault).start().page(PageId.REWIND);
  }

  private Instant asked() {
    return vault.past().queries().getLast().at();
  }

  @Test
  void itBeginsWithHowTodayBegan() {
    assertThat(asked()).isEqualTo("2026-11-24T00:00:00Z");
    assertThat(window.words())
        .contains("As it was: Today 00:00", "18 not as they were", "1 newer", "10 unchanged")
        .contains("Looking changes nothing of today’s files.");
    assertThat(names()).containsExactly("Documents", "Studio", "Photos");
  }

  @Test
  void arrowsGoFromChangeToChangeAndPagesByDays() {
    Fx.run(() -> window.find("#rewind-timeline").requestFocus());
    window.type(KeyCode.RIGHT);
    assertThat(asked()).as("after the burst").isEqualTo(BURST.plusSeconds(55));
    assertThat(spoken()).contains("188 changed, 12 deleted in Documents", "Studio iMac");
    window.type(KeyCode.RIGHT);
    assertThat(asked()).as("now").isEqualTo(window.clock.instant());
    window.type(KeyCode.LEFT);
    assertThat(asked()).isEqualTo(BURST.plusSeconds(55));
    window.type(KeyCode.PAGE_UP);
    assertThat(asked()).isEqualTo(BURST.plusSeconds(55).minus(Duration.ofDays(1)));
    window.type(KeyCode.PAGE_DOWN);
    assertThat(asked()).isEqualTo(BURST.plusSeconds(55));
    window.type(KeyCode.HOME);
    assertThat(asked()).isEqualTo(vault.batches(999).getLast().to());
    window.type(KeyCode.LEFT);
    assertThat(asked()).isBefore(vault.batches(999).getLast().from());
    window.type(KeyCode.END);
    assertThat(asked()).isEqualTo(window.clock.instant());
  }

  /// Each would be worked out from the whole history. One at which somebody stays for the pause of 50 ms is asked for, as this test may on a busy machine.
  @Test
  void thePointsPassedOnTheWayAreNotAskedFor() {
    int before = vault.past().queries().size();
    var day =
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.PAGE_UP, false, false, false, false);
    long begun = System.nanoTime();
    Fx.run(
        () -> {
          for (int i = 0; i < 20; i++) {
            Event.fireEvent(window.find("#rewind-timeline"), day);
          }
        });
    int stays = (int) ((System.nanoTime() - begun) / 50_000_000);
    window.settle();
    assertThat(asked()).isEqualTo(Instant.parse("2026-11-04T00:00:00Z"));
    assertThat(vault.past().queries().size() - before)
        .as("what is listed, and counts, after %d possible stays", stays)
        .isBetween(2, 2 + 2 * stays);
  }

  @Test
  void aClickOnTheLineLooksAtThatTime() {
    var line = window.find("#rewind-timeline");
    double middle = Fx.get(() -> line.localToScene(line.getBoundsInLocal().getCenterX(), 9).getX());
    int before = vault.past().queries().size();
    Fx.run(() -> line.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, 0)));
    Fx.run(() -> line.fireEvent(mouse(MouseEvent.MOUSE_DRAGGED, middle)));
    window.settle();
    assertThat(vault.past().queries()).as("while it is dragged").hasSize(before);
    Fx.run(() -> line.fireEvent(mouse(MouseEvent.MOUSE_RELEASED, middle)));
    window.settle();
    assertThat(asked())
        .as("the middle of a month")
        .isBetween(Instant.parse("2026-11-08T20:00:00Z"), Instant.parse("2026-11-10T04:00:00Z"));
  }

  private static MouseEvent mouse(EventType<MouseEvent> type, double x) {
    return new MouseEvent(
        type,
        x,
        9,
        x,
        9,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        true,
        false,
        false,
        null);
  }

  @Test
  void foldersAreOpenedAndLeftAsTheyWere() {
    open("Documents");
    open("Invoices");
    assertThat(names()).hasSize(21).contains("Invoice 2026-101.xlsx", "Old list.xlsx");
    assertThat(window.words())
        .contains("Changed, now from Today 02:14", "Unchanged")
        .contains("Restore this folder…");
    assertThat(words("Old list.xlsx")).contains("Deleted");
    assertThat(words("Planning letter.docx"))
        .contains("Moved to Studio/Kestrel House/Planning letter.docx");
    assertThat(words("READ ME TO RECOVER.txt")).contains("Was not there yet");
    window.type(KeyCode.BACK_SPACE);
    assertThat(vault.past().queries().getLast().folder()).isEqualTo("Documents");
  }

  @Test
  void whatDiffersIsListedFromAllFoldersAndSearched() {
    toggle("#rewind-differing .toggle-button", 1);
    assertThat(names()).hasSize(19).doesNotContain("Invoice 2026-118.xlsx");
    assertThat(window.words()).contains("Documents/Invoices");
    window.type(KeyCode.CONTROL, KeyCode.F);
    assertThat(window.focus()).isEqualTo("rewind-search");
    window.write("LETTER");
    Fx.await("it is found", () -> names().size() == 1);
    assertThat(names()).containsExactly("Planning letter.docx");
    toggle("#rewind-differing .toggle-button", 0);
    Fx.await("of all", () -> names().size() == 2);
    assertThat(vault.past().queries())
        .anySatisfy(query -> assertThat(query.scope()).isEqualTo(Scope.BELOW));
    assertThat(window.words()).contains("Choose what you want back.");
    assertThat(window.enabled("#rewind-restore")).as("what was found is not the folder").isFalse();
    window.type(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
    assertThat(window.shows("#restore-go")).isFalse();
    choose("Planning letter.docx");
    assertThat(window.enabled("#rewind-restore")).isTrue();
    window.fill("#rewind-search", "kestral");
    Fx.await("nothing", () -> window.words().contains("No name contains “kestral”"));
  }

  @Test
  void whatIsChosenIsRestoredToItsPlaceOnceItWasSeen() {
    open("Documents");
    open("Invoices");
    choose("Invoice 2026-101.xlsx", "Old list.xlsx", "READ ME TO RECOVER.txt");
    assertThat(window.words()).contains("3 items chosen", "Restore 2 items…");
    window.type(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
    assertThat(window.words())
        .contains("Restore 2 items as of Today 00:00?")
        .contains("12 files come back", "188 files are replaced by the version of then")
        .contains("1,024 files are unchanged", "49 MB to write; 212.0 GB are free.");
    assertThat(window.focus()).as("the safe answer").isEqualTo("restore-cancel");
    window.fire("#restore-go");
    assertThat(vault.past().restored())
        .containsExactly(
            new Restoration(
                new What.Then(
                    List.of(
                        "Documents/Invoices/Invoice 2026-101.xlsx",
                        "Documents/Invoices/Old list.xlsx"),
                    Instant.parse("2026-11-24T00:00:00Z")),
                new Target.InPlace()));
    assertThat(window.shows("#restore-go")).isFalse();
    assertThat(window.words()).contains("200 files restored.");
    window.fire("#restored-undo");
    assertThat(window.words()).contains("Take this restore back?", "12 items come back");
    window.fire("#undo-undo");
    assertThat(vault.undos()).containsExactly(new UndoRequest.Recorded("0123", 4, 5));
    assertThat(window.words()).contains("changes undone").doesNotContain("files restored.");
  }

  @Test
  void escapeRestoresNothing() {
    open("Documents");
    window.fire("#rewind-restore");
    window.type(KeyCode.ESCAPE);
    assertThat(window.shows("#restore-go")).isFalse();
    assertThat(vault.past().restored()).isEmpty();
  }

  @Test
  void aRestoreUnderWaySaysHowFarItIsAndCanBeStopped() throws Exception {
    var ended = new CountDownLatch(1);
    vault.past().waitAtRestore(ended);
    open("Documents");
    window.fire("#rewind-restore");
    window.tasks.oneWaits(true);
    window.fire("#restore-go");
    assertThat(window.words()).contains("Looking what is there now…").doesNotContain("Cancel");
    window.become(vault, SampleWorld.restoring());
    window.press(KeyCode.SPACE, KeyCode.ENTER);
    assertThat(window.words())
        .as("a key too many does nothing")
        .contains("Restoring: 38 of 200 files", "Stop");
    window.fire("#restore-cancel");
    window.tasks.oneWaits(false);
    assertThat(ended.await(60, TimeUnit.SECONDS)).as("the engine is told to stop").isTrue();
    window.settle();
    assertThat(window.words())
        .contains("Stopped. What was put back by then stays.")
        .contains("Stopped: 200 files were put back by then.")
        .doesNotContain("files restored.");
    assertThat(window.shows("#restore-go")).isFalse();
    window.fire("#restored-undo");
    assertThat(window.words()).contains("Take this restore back?");
  }

  @Test
  void quittingDuringARestoreAsksFirst() throws Exception {
    var ended = new CountDownLatch(1);
    vault.past().waitAtRestore(ended);
    open("Documents");
    window.fire("#rewind-restore");
    window.tasks.oneWaits(true);
    window.fire("#restore-go");
    window.type(KeyCode.CONTROL, KeyCode.Q);
    assertThat(window.words())
        .contains("Files are being restored", "What was put back by then stays", "Go on restoring");
    window.type(KeyCode.ESCAPE);
    assertThat(window.ended).hasValue(0);
    assertThat(ended.getCount()).as("it goes on").isEqualTo(1);
    window.type(KeyCode.CONTROL, KeyCode.Q);
    window.tasks.oneWaits(false);
    window.fire("#quit-now");
    Fx.await("the end", () -> window.ended.get() == 1);
    assertThat(ended.await(60, TimeUnit.SECONDS)).as("the engine is told to stop").isTrue();
    assertThat(vault.closed()).isTrue();
  }

  @Test
  void quittingAfterARestoreAsksNothing() {
    open("Documents");
    window.fire("#rewind-restore");
    window.fire("#restore-go");
    window.type(KeyCode.CONTROL, KeyCode.Q);
    assertThat(window.ended).hasValue(1);
  }

  @Test
  void aRestoreThatBroughtAPartSaysWhyAndIsTakenBack() {
    vault
        .past()
        .endAs(
            new RestoreReport.End.Failed(
                new TidelockException(
                    ErrorCode.MISSING,
                    Happened.INCOMPLETE_WITH_MORE.of("plan.txt", 3, "It is not there."),
                    Safe.OTHERS_ARRIVED.of(200),
                    Todo.FREE_SPACE.of())));
    open("Documents");
    window.fire("#rewind-restore");
    window.fire("#restore-go");
    assertThat(window.words())
        .contains(
            "Only 200 files were restored.",
            "Not everything could be brought: plan.txt and 3 more.")
        .doesNotContain("200 files restored.");
    window.fire("#restored-undo");
    assertThat(window.words()).contains("Take this restore back?");
  }

  @Test
  void aVaultThatIsLockedEndsItsRestoreAndSaysWhatItBrought() throws Exception {
    var ended = new CountDownLatch(1);
    vault.past().waitAtRestore(ended);
    open("Documents");
    window.fire("#rewind-restore");
    window.tasks.oneWaits(true);
    window.fire("#restore-go");
    Fx.run(window.controller::lock);
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    window.tasks.oneWaits(false);
    window.settle();
    assertThat(window.words())
        .contains("The restore was stopped after 200 files, which stay.")
        .doesNotContain("Something unexpected happened");
  }

  @Test
  void altWithANumberChoosesWhereTo() {
    open("Documents");
    window.fire("#rewind-restore");
    window.type(KeyCode.ALT, KeyCode.DIGIT2);
    assertThat(selected("#restore-to-beside")).isTrue();
    assertThat(window.words()).contains("12 files are added");
    window.fire("#restore-go");
    assertThat(vault.past().restored().getLast().target())
        .isEqualTo(new Target.Beside("2026-11-24 00.00"));
  }

  @Test
  void anotherFolderIsChosenFirst() {
    open("Documents");
    window.fire("#rewind-restore");
    window.fire("#restore-to-folder");
    assertThat(window.words()).contains("Choose the folder first.");
    assertThat(window.enabled("#restore-go")).isFalse();
    window.files.answer(Path.of("/media/stick"));
    window.fire("#restore-choose");
    assertThat(window.words()).contains("To /media/stick");
    window.fire("#restore-go");
    assertThat(vault.past().restored().getLast().target())
        .isEqualTo(new Target.Into(Path.of("/media/stick")));
    window.fire("#restored-show");
    assertThat(window.files.opened()).containsExactly(Path.of("/media/stick"));
  }

  @Test
  void whatHasNoRoomOrDoesNotDifferIsNotRestored() {
    var none = new Items(0, 0, List.of());
    vault
        .past()
        .foresee(new RestorePreview(new Items(3, 9_000, List.of()), none, none, none, none, 0, 10));
    open("Documents");
    window.fire("#rewind-restore");
    assertThat(window.words()).contains("Not enough space", "9 KB needed, 10 bytes free.");
    assertThat(window.enabled("#restore-go")).isFalse();
    vault
        .past()
        .foresee(new RestorePreview(none, none, none, new Items(5, 9, List.of()), none, 0, 10));
    window.fire("#restore-to-beside");
    assertThat(window.words()).contains("Nothing differs: there is nothing to restore.");
    assertThat(window.enabled("#restore-go")).isFalse();
  }

  @Test
  void whatIsNotChosenForThisComputerIsSaidToStay() {
    var none = new Items(0, 0, List.of());
    vault
        .past()
        .foresee(new RestorePreview(none, none, none, none, new Items(2, 9, List.of()), 0, 10));
    open("Documents");
    window.fire("#rewind-restore");
    assertThat(window.words())
        .contains(
            "2 items are not to be on this computer, as you have chosen, and stay as they are")
        .doesNotContain("Nothing differs");
    assertThat(window.enabled("#restore-go")).isFalse();
  }

  /// Nothing but folders: it was refused, as nothing differed.
  @Test
  void emptyFoldersAreForeseenAndRestored() {
    foreseeFolders(2);
    open("Documents");
    window.fire("#rewind-restore");
    assertThat(window.words())
        .contains("2 folders come back", "Restore 2 folders")
        .doesNotContain("Nothing differs", "to write");
    window.fire("#restore-to-beside");
    assertThat(window.words()).contains("2 folders are added");
    window.fire("#restore-go");
    assertThat(vault.past().restored()).hasSize(1);
    assertThat(window.words()).contains("2 folders restored.");
  }

  private void foreseeFolders(long count) {
    var none = new Items(0, 0, List.of());
    vault.past().foresee(new RestorePreview(none, none, none, none, none, count, 10));
  }

  /// It said that nothing had been put back.
  @Test
  void aRestoreThatStoppedWhenOnlyFoldersWereThereSaysSo() {
    foreseeFolders(1);
    vault.past().endAs(new RestoreReport.End.Stopped());
    open("Documents");
    window.fire("#rewind-restore");
    window.fire("#restore-go");
    assertThat(window.words())
        .contains("Stopped: 1 folder was put back by then, and no file.")
        .contains("The restore was stopped after 1 folder, which stays, and no file.")
        .doesNotContain("before anything");
    window.fire("#restored-undo");
    assertThat(window.words()).contains("Take this restore back?");
  }

  @Test
  void severalDeletedThingsArePutBack() {
    vault.add(deleted("Documents/Tax 2019.zip", 44_000_000));
    vault.add(deleted("Photos/2026/IMG_1188.dng", 28_000_000));
    window.page(PageId.OVERVIEW).page(PageId.REWIND);
    assertThat(window.words()).contains("Deleted files", "3");
    toggle("#rewind-tabs .toggle-button", 1);
    assertThat(window.words()).contains("3 items can be brought back.");
    assertThat(window.enabled("#rewind-put-back")).isFalse();
    var table = (TableView<?>) window.find("#rewind-deleted");
    Fx.run(() -> table.getSelectionModel().selectIndices(1, 2));
    window.settle();
    assertThat(window.words()).contains("2 items chosen, 72 MB");
    window.fire("#rewind-put-back");
    assertThat(window.words()).contains("Restore 2 items as of when it was deleted?");
    assertThat(window.shows("#restore-to-beside")).isFalse();
    window.fire("#restore-go");
    assertThat(vault.past().restored())
        .containsExactly(
            new Restoration(
                new What.Deleted(
                    List.of("of Documents/Tax 2019.zip", "of Photos/2026/IMG_1188.dng")),
                new Target.InPlace()));
    window.fill("#rewind-deleted-search", "img");
    Fx.await("one is found", () -> table.getItems().size() == 1);
  }

  private static FileEntry deleted(String path, long size) {
    return new FileEntry(
        path,
        FileEntry.Type.FILE,
        size,
        Instant.parse("2026-10-02T08:00:00Z"),
        "Attic NAS",
        FileEntry.Local.STORED,
        Optional.of(new FileEntry.Deletion("of " + path, Instant.parse("2026-11-21T10:02:00Z"))));
  }

  @Test
  void aBatchIsUndoneOnceItWasSeen() {
    changes();
    window.fire("#rewind-undo");
    assertThat(window.words())
        .contains("Undo this: 1 added, 188 changed, 12 deleted in Documents?")
        .contains("188 items are as they were before", "2 items stay, as they were changed since");
    assertThat(vault.undos()).isEmpty();
    window.fire("#undo-undo");
    assertThat(vault.undos()).containsExactly(new UndoRequest.Batch("b7-3"));
  }

  @Test
  void allThatADeviceDidSinceIsUndoneOnceItWasSeen() {
    changes();
    window.fire("#rewind-undo-since");
    assertThat(window.words()).contains("Undo what a device has done since Today 02:13?");
    assertThat(window.enabled("#undo-undo")).isFalse();
    var devices = (ComboBox<?>) window.find("#undo-device");
    Fx.run(() -> devices.getSelectionModel().select(1));
    window.settle();
    window.fire("#undo-undo");
    assertThat(vault.undos()).containsExactly(new UndoRequest.Since("d2", BURST.minusNanos(1_000)));
  }

  @Test
  void fromAChangeTheWayLeadsToJustBeforeIt() {
    changes();
    window.fire("#rewind-before");
    assertThat(window.shows("#rewind-table")).isTrue();
    assertThat(asked()).isEqualTo(BURST.minusNanos(1_000));
  }

  @Test
  void rewritesThatLookEncryptedAreToldAndTheWayLeadsToBeforeThem() {
    var status = SampleWorld.held(vault, Hold.Kind.REWRITE_EVERYWHERE, 1_942);
    window.page(PageId.OVERVIEW).page(PageId.REWIND);
    assertThat(window.words())
        .contains("1,942 files were rewritten so that they look encrypted, Today 14:08.");
    window.fire("#rewind-suspicion");
    assertThat(asked()).isEqualTo(status.issues().getFirst().since().minusNanos(1_000));
  }

  @Test
  void aYoungVaultIsSeenByHours() {
    var young = vault.batches(1).getFirst();
    vault.undoable(List.of(young), vault.previewUndo(new UndoRequest.Batch("b7-3")));
    var other = new TestWindow(home.resolve("young"));
    try (other) {
      other.with(vault).start().page(PageId.REWIND);
      assertThat(other.words()).contains("Changes per half hour");
    }
    assertThat(window.words()).contains("Changes per half day");
  }

  @Test
  void aHundredThousandRowsAreShownAtOnceAndScrolled() {
    var entries =
        IntStream.range(0, 100_000)
            .mapToObj(
                i -> {
                  var file =
                      new FileEntry(
                          "Photos/2026/IMG_" + i + ".dng",
                          FileEntry.Type.FILE,
                          31_000_000,
                          BURST,
                          "Attic NAS",
                          FileEntry.Local.STORED,
                          Optional.empty());
                  return new PastEntry(file, Since.GONE, Optional.empty());
                })
            .toList();
    vault.past().is(entries);
    toggle("#rewind-differing .toggle-button", 1);
    var table = table();
    Fx.await("all of them", () -> table.getItems().size() == 100_000);
    Fx.run(() -> table.scrollTo(99_999));
    window.settle();
    assertThat(window.words()).contains("IMG_99999.dng");
    assertThat(window.findAll("#rewind-table .table-row-cell"))
        .as("rows are made for what is seen only")
        .hasSizeLessThan(60);
  }

  private void changes() {
    toggle("#rewind-tabs .toggle-button", 2);
    var list = (ListView<?>) window.find("#rewind-changes");
    Fx.run(() -> list.getSelectionModel().select(0));
    window.settle();
  }

  private void toggle(String selector, int index) {
    var wanted = (ToggleButton) window.findAll(selector).get(index);
    Fx.run(wanted::fire);
    window.settle();
  }

  private boolean selected(String selector) {
    var toggle = (ToggleButton) window.find(selector);
    return Fx.get(toggle::isSelected);
  }

  private String spoken() {
    var line = window.find("#rewind-timeline");
    return Fx.get(line::getAccessibleText);
  }

  @SuppressWarnings("unchecked")
  private TableView<PastEntry> table() {
    return (TableView<PastEntry>) window.find("#rewind-table");
  }

  private List<String> names() {
    var table = table();
    return Fx.get(() -> table.getItems().stream().map(past -> past.entry().name()).toList());
  }

  /// What a screen reader says of a row.
  private String words(String name) {
    var table = table();
    int row = names().indexOf(name);
    Fx.run(() -> table.scrollTo(row));
    window.settle();
    return window.findAll("#rewind-table .table-row-cell").stream()
        .map(cell -> Fx.get(cell::getAccessibleText))
        .filter(text -> text != null && text.startsWith(name))
        .findFirst()
        .orElse("");
  }

  private void choose(String... wanted) {
    var table = table();
    var names = names();
    Fx.run(
        () -> {
          table.getSelectionModel().clearSelection();
          for (var name : wanted) {
            table.getSelectionModel().select(names.indexOf(name));
          }
          table.requestFocus();
        });
    window.settle();
  }

  private void open(String folder) {
    choose(folder);
    window.type(KeyCode.ENTER);
  }
}
