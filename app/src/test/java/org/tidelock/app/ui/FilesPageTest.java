package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestoreRequest;

/// What is and was in the vault.
@UsesWindow
final class FilesPageTest extends OwnWindow {
  private static final String PLANS = "Studio/Kestrel House/Kestrel House plans.pdf";

  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().page(PageId.FILES);
  }

  @Test
  void foldersAreOpenedAndLeftByKeyboard() {
    assertThat(names()).containsExactly("Documents", "Photos", "Studio");
    select("Studio");
    window.type(KeyCode.ENTER);
    assertThat(names()).containsExactly("Kestrel House", "Templates");
    assertThat(window.words()).contains("2 items in Studio.");
    window.type(KeyCode.BACK_SPACE);
    assertThat(names()).containsExactly("Documents", "Photos", "Studio");
  }

  @Test
  void everyStateHasItsWord() {
    window.become(vault, SampleWorld.syncing());
    reveal("Studio/Kestrel House/Budget 2027.xlsx");
    assertThat(window.words())
        .contains("In sync", "Uploading 72%", "In vault only", "Needs you", "9 items");
  }

  @Test
  void aSearchFindsAlsoWhatIsDeletedAndSaysWhereItWas() {
    window.fill("#files-search", "DRAFTS");
    assertThat(names()).containsExactly("Old drafts.docx");
    assertThat(window.words())
        .contains("Names with “DRAFTS”", "Documents/Letters", "Deleted 24 Nov");
    window.fill("#files-search", "kestral");
    assertThat(window.words())
        .contains("No results for “kestral”")
        .contains("not now and not in the history that is kept");
    window.choose("Clear search");
    assertThat(names()).containsExactly("Documents", "Photos", "Studio");
  }

  @Test
  void ctrlFSearchesAndEscapeEndsIt() {
    window.type(KeyCode.CONTROL, KeyCode.F);
    assertThat(window.focus()).isEqualTo("files-search");
    window.write("invoice");
    assertThat(names())
        .containsExactlyInAnyOrder("Invoices", "Invoice 2026-118.xlsx", "Invoice 2026-119.xlsx");
    window.type(KeyCode.ESCAPE);
    assertThat(names()).containsExactly("Documents", "Photos", "Studio");
  }

  @Test
  void anEarlierVersionIsBroughtBackAndThatTakenBack() {
    reveal(PLANS);
    assertThat(window.words())
        .contains("4 versions", "Today 14:31", "This computer, current", "Fri 20 Nov, 17:48");
    chooseVersion(1);
    window.fire("#version-restore");
    assertThat(vault.restored()).containsExactly(restore(PLANS, "v3"));
    assertThat(window.words())
        .contains("‘Kestrel House plans.pdf’ is as it was. The version before is kept.");
    window.fire("#restore-undo");
    assertThat(vault.restored()).containsExactly(restore(PLANS, "v3"), restore(PLANS, "v4"));
  }

  @Test
  void anEarlierVersionIsCopiedElsewhere() {
    reveal(PLANS);
    chooseVersion(2);
    window.files.answer(Path.of("/media/stick"));
    window.fire("#version-copy");
    assertThat(vault.restored())
        .containsExactly(
            new RestoreRequest(
                PLANS, Optional.of("v2"), Optional.empty(), Optional.of(Path.of("/media/stick"))));
    assertThat(window.words()).contains("was copied to /media/stick.");
    window.fire("#version-copy");
    assertThat(vault.restored()).as("the dialog was cancelled").hasSize(1);
  }

  @Test
  void whatWasDeletedComesBack() {
    var deleted = (ToggleButton) window.findAll("#files-deleted .toggle-button").get(1);
    Fx.run(deleted::fire);
    window.settle();
    assertThat(names()).containsExactly("Old drafts.docx");
    select("Old drafts.docx");
    assertThat(window.shows("#files-open")).isFalse();
    window.fire("#files-restore");
    assertThat(vault.past().restored())
        .as("this one, whatever was deleted there since")
        .containsExactly(
            new Restoration(
                new Restoration.What.Deleted(List.of("old drafts")),
                new Restoration.Target.InPlace()));
    assertThat(window.words()).contains("‘Old drafts.docx’ is back in its place.");
  }

  /// The choice went over to the other one of that name, which would then have been brought back.
  @Test
  void ofTwoDeletionsOfANameTheChosenOneStaysChosen() {
    for (var id : List.of("newer", "older")) {
      vault.add(
          held(
              "Documents/Twice.txt",
              Optional.of(new FileEntry.Deletion(id, Instant.parse("2026-11-24T13:12:00Z")))));
    }
    var deleted = (ToggleButton) window.findAll("#files-deleted .toggle-button").get(1);
    Fx.run(deleted::fire);
    window.settle();
    var table = table();
    Fx.run(() -> table.getSelectionModel().select(names().indexOf("Twice.txt")));
    var chosen = Fx.get(() -> table.getSelectionModel().getSelectedItem());
    vault.add(
        held(
            "Documents/Zebra.txt",
            Optional.of(new FileEntry.Deletion("z", Instant.parse("2026-11-24T13:12:00Z")))));
    window.page(PageId.OVERVIEW).page(PageId.FILES);
    assertThat(names()).contains("Zebra.txt");
    assertThat(Fx.get(() -> table.getSelectionModel().getSelectedItem())).isEqualTo(chosen);
  }

  @Test
  void whatIsGoneAndWaitsForAnAnswerIsNotSaidToBeHereAndComesBack() {
    vault.add(held("Documents/Lost.txt", Optional.empty()));
    reveal("Documents/Lost.txt");
    assertThat(window.words()).contains("Waits for you");
    assertThat(window.shows("#files-open")).isFalse();
    window.fire("#files-restore");
    assertThat(vault.restored())
        .containsExactly(
            new RestoreRequest(
                "Documents/Lost.txt", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(window.words()).contains("‘Lost.txt’ is back in its place.");
    assertThat(window.shows("#restore-undo")).isFalse();
  }

  @Test
  void whatOthersDeletedAndWaitsForAnAnswerSaysSo() {
    vault.add(
        held(
            "Documents/Lost.txt",
            Optional.of(new FileEntry.Deletion("id", Instant.parse("2026-11-24T13:12:00Z")))));
    window.fill("#files-search", "lost");
    assertThat(window.words()).contains("Waits for you");
  }

  private static FileEntry held(String path, Optional<FileEntry.Deletion> deleted) {
    return new FileEntry(
        path,
        FileEntry.Type.FILE,
        1_000,
        Instant.parse("2026-11-24T13:00:00Z"),
        "Attic NAS",
        FileEntry.Local.HELD,
        deleted);
  }

  @Test
  void whyAFileIsInSyncIsAChainOfFacts() {
    reveal(PLANS);
    assertThat(window.words()).doesNotContain("The storage has confirmed it.");
    window.fire("#files-why");
    assertThat(window.words())
        .contains("Why is this in sync?")
        .contains(
            "It is on this computer, in /home/mira/Tidelock.", "The storage has confirmed it.");
    reveal("Studio/Kestrel House/Model archive.zip");
    assertThat(window.words()).contains("Why is it like this?");
  }

  @Test
  void whatIsNotHereCannotBeOpenedHere() {
    reveal(PLANS);
    window.fire("#files-open");
    assertThat(window.files.opened()).containsExactly(SampleWorld.FOLDER.resolve(PLANS));
    reveal("Studio/Kestrel House/Model archive.zip");
    assertThat(window.enabled("#files-open")).isFalse();
  }

  @Test
  void theWayLeadsToTheFolderAsItWas() {
    select("Studio");
    window.type(KeyCode.ENTER);
    window.fire("#files-rewind");
    assertThat(window.shell().current()).isEqualTo(PageId.REWIND);
    Fx.await("it is asked for", () -> !vault.past().queries().isEmpty());
    assertThat(vault.past().queries().getLast().folder()).isEqualTo("Studio");
  }

  @Test
  void escapeClosesTheDetails() {
    reveal(PLANS);
    assertThat(window.shows("#files-details")).isTrue();
    Fx.run(() -> window.find("#files-table").requestFocus());
    window.type(KeyCode.ESCAPE);
    assertThat(window.shows("#files-details")).isFalse();
  }

  @Test
  void anEmptyFolderSaysHowToFillIt() {
    select("Photos");
    window.type(KeyCode.ENTER);
    select("2026");
    window.type(KeyCode.ENTER);
    assertThat(window.words())
        .contains("This folder is empty", "Save something into it, and it is encrypted and sent.");
  }

  private static RestoreRequest restore(String path, String version) {
    return new RestoreRequest(path, Optional.of(version), Optional.empty(), Optional.empty());
  }

  private void reveal(String path) {
    Fx.run(() -> window.shell().context().showFile(path));
    window.settle();
  }

  private void chooseVersion(int index) {
    var head = (ToggleButton) window.findAll(".version-head").get(index);
    Fx.run(head::fire);
    window.settle();
  }

  @SuppressWarnings("unchecked")
  private TableView<FileEntry> table() {
    return (TableView<FileEntry>) window.find("#files-table");
  }

  private List<String> names() {
    var table = table();
    return Fx.get(() -> table.getItems().stream().map(FileEntry::name).toList());
  }

  private void select(String name) {
    var table = table();
    Fx.run(
        () -> {
          var entry =
              table.getItems().stream()
                  .filter(one -> one.name().equals(name))
                  .findFirst()
                  .orElseThrow();
          table.getSelectionModel().select(entry);
          table.requestFocus();
        });
    window.settle();
  }
}
