package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Engine;
import org.tidelock.app.kit.KitScan;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.SmallDisk;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;

/// The window over the engine that people use: real folders, real keys, one window after the other as two devices.
@UsesWindow
final class RealVaultTest {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";

  @TempDir Path temp;

  @Test
  void twoDevicesAreSetUpInTheWindowAndShareAFile() throws Exception {
    var storage = temp.resolve("storage");
    Files.createDirectories(temp.resolve("first"));
    Files.writeString(temp.resolve("first/Reading list.md"), "Tides of the northern coast");
    try (var one = device("first")) {
      create(one, storage);
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      one.page(PageId.FILES);
      Fx.await("the file is listed", () -> names(one).contains("Reading list.md"));
      Files.writeString(temp.resolve("first/Harbour.txt"), "High water at noon");
      Fx.await("a new file is noticed", () -> names(one).contains("Harbour.txt"));
      Fx.await("and stored", () -> status(one).files() == 2 && status(one).waiting() == 0);
      one.page(PageId.ISSUES);
      assertThat(one.words()).as("left for later").contains("ecovery kit");
      one.page(PageId.PROVIDER_VIEW);
      var objects = (ListView<?>) one.find("#provider-objects");
      Fx.await("the listing", () -> !objects.getItems().isEmpty());
      assertThat(one.words()).contains("Reading list.md", "Harbour.txt");
      assertThat(String.valueOf(Fx.get(() -> List.copyOf(objects.getItems()))))
          .as("the storage knows no name")
          .contains("packs/")
          .doesNotContain("Harbour", "Reading");

      try (var two = device("second")) {
        join(two, storage);
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Harbour.txt")));
        assertThat(temp.resolve("second/Harbour.txt")).hasContent("High water at noon");
        two.page(PageId.FILES);
        Fx.await("and listed", () -> names(two).contains("Harbour.txt"));
      }
    }
  }

  /// From the wizard to the paper and back: the words come from the file alone.
  @Test
  void theKitSavedInTheWindowIsConfirmedFromThePaperAndOpensTheVaultElsewhere() throws Exception {
    var storage = temp.resolve("storage");
    var paper = temp.resolve("kit.pdf");
    Files.createDirectories(temp.resolve("first"));
    Files.writeString(temp.resolve("first/Reading list.md"), "Tides of the northern coast");
    List<String> words;
    try (var one = device("first")) {
      toKit(one, storage);
      one.files.answer(paper);
      one.fire("#kit-save");
      assertThat(one.words()).contains("Saved at ");
      words = wordsOn(paper);
      assertThat(KitScan.code(paper))
          .as("the code says the same")
          .isEqualTo(String.join(" ", words));
      for (var field : one.findAll(".text-field")) {
        var id = String.valueOf(field.getId());
        if (id.startsWith("kit-word-")) {
          one.fill("#" + id, words.get(Integer.parseInt(id.substring(9)) - 1));
        }
      }
      one.fire("#kit-kept");
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("Saved as PDF, three words checked");
      one.fire("#wizard-continue");
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      assertThat(status(one).issues()).as("the kit is confirmed").isEmpty();

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        choose(two, storage);
        two.fire("#wizard-continue");
        two.fire("#join-by-kit");
        two.fill("#join-words", String.join("\n", words).toUpperCase(Locale.ROOT));
        confirmJoin(two);
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Reading list.md")));
      }
    }
  }

  /// Put off in the wizard, made from the issue; without the storage nothing changes.
  @Test
  void aKitThatWasPutOffIsMadeInTheWindowAndOpensTheVaultElsewhere() throws Exception {
    var storage = temp.resolve("storage");
    var away = temp.resolve("storage, unplugged");
    var paper = temp.resolve("kit.pdf");
    Files.createDirectories(temp.resolve("first"));
    Files.writeString(temp.resolve("first/Reading list.md"), "Tides of the northern coast");
    try (var one = device("first")) {
      create(one, storage);
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      one.page(PageId.ISSUES);
      one.fire("#issue-new-kit");
      one.fill("#new-kit-passphrase", "copper lantern");
      one.files.answer(paper);
      one.fire("#new-kit-choose");
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("That passphrase does not open this vault.");
      assertThat(paper).as("taken back").doesNotExist();

      Files.move(storage, away);
      one.fill("#new-kit-passphrase", PASSPHRASE);
      one.fire("#wizard-continue");
      assertThat(one.words())
          .contains(
              "storage is gone. Is its drive connected?",
              "An earlier kit still opens the vault.",
              "Make a new recovery kit")
          .doesNotContain("tidelock ");
      assertThat(paper).as("taken back").doesNotExist();

      Files.move(away, storage);
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("Your new recovery kit", "Saved: " + paper);
      var words = wordsOn(paper);
      assertThat(KitScan.code(paper)).isEqualTo(String.join(" ", words));
      for (var field : one.findAll(".text-field")) {
        var id = String.valueOf(field.getId());
        if (id.startsWith("kit-word-")) {
          one.fill("#" + id, words.get(Integer.parseInt(id.substring(9)) - 1));
        }
      }
      one.fire("#kit-kept");
      one.fire("#wizard-continue");
      Fx.await("the kit is confirmed", () -> status(one).issues().isEmpty());

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        choose(two, storage);
        two.fire("#wizard-continue");
        two.fire("#join-by-kit");
        two.fill("#join-words", String.join(" ", words));
        confirmJoin(two);
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Reading list.md")));
      }
    }
  }

  /// A full stick takes the name, and not a byte of the kit.
  @Test
  void aFullStickKeepsTheEarlierKitValidAndGetsTheKitOnceThereIsRoom() throws Exception {
    var storage = temp.resolve("storage");
    try (var stick = SmallDisk.mount(temp.resolve("stick"), 1 << 20);
        var one = device("first")) {
      create(one, storage);
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      stick.fill();
      var slots = slots(storage);
      var paper = stick.root().resolve("kit.pdf");
      one.settings("security").fire("#settings-new-kit");
      one.fill("#new-kit-passphrase", PASSPHRASE);
      one.files.answer(paper);
      one.fire("#new-kit-choose");
      one.fire("#wizard-continue");
      assertThat(one.words())
          .contains(
              "The recovery kit could not be saved here.",
              "The place is full, or Tidelock may not write to it.",
              "An earlier kit still opens the vault.");
      assertThat(paper).as("half a kit is none").doesNotExist();
      assertThat(slots(storage)).as("no key that nobody has").isEqualTo(slots);
      stick.makeRoom();
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("Your new recovery kit", "Saved: " + paper);
      assertThat(KitScan.code(paper)).isEqualTo(String.join(" ", wordsOn(paper)));
    }
  }

  private static List<String> slots(Path storage) throws IOException {
    try (var found = Files.list(storage.resolve("slots"))) {
      return found.map(slot -> slot.getFileName().toString()).sorted().toList();
    }
  }

  /// As somebody reads them off the first page: a number, then its word.
  private static List<String> wordsOn(Path paper) throws Exception {
    try (var pdf = Loader.loadPDF(paper.toFile())) {
      var page = new PDFTextStripper();
      page.setEndPage(1);
      var text = page.getText(pdf);
      return IntStream.rangeClosed(1, 24)
          .mapToObj(
              number -> {
                var found = Pattern.compile("\\b" + number + "  ([a-z]+)\\b").matcher(text);
                assertThat(found.find()).as("word " + number + " in " + text).isTrue();
                return found.group(1);
              })
          .toList();
    }
  }

  @Test
  void aProfileKeptLockedAsksForItsPassphrase() throws Exception {
    var storage = temp.resolve("storage");
    try (var window = device("first")) {
      toPassphrase(window, storage);
      window.fill("#passphrase", PASSPHRASE);
      window.fill("#passphrase-repeat", PASSPHRASE);
      window.flip("#keep-unlocked");
      window.fire("#wizard-continue");
      window.fire("#kit-later");
      window.fire("#wizard-continue");
      Fx.run(window.controller::lock);
      window.settle();
      window.fill("#unlock-passphrase", "copper lantern");
      window.fire("#unlock-button");
      assertThat(window.words()).contains("That passphrase does not open this vault.");
      window.fill("#unlock-passphrase", PASSPHRASE);
      window.fire("#unlock-button");
      assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    }
  }

  @Test
  void placesThatCannotWorkAreRefusedBeforeAnythingIsMade() throws Exception {
    var taken = Files.writeString(temp.resolve("taken"), "a file, not a folder");
    try (var window = device("first")) {
      window.start().fire("#welcome-create");
      choose(window, taken.resolve("storage"));
      assertThat(window.words()).contains("The storage folder cannot be written: ");
      assertThat(window.enabled("#wizard-continue")).as("below a file").isFalse();

      var photos = Files.createDirectories(temp.resolve("photos"));
      Files.writeString(photos.resolve("harbour.jpg"), "a picture");
      choose(window, photos);
      assertThat(window.words()).contains("This place holds other files.");
      assertThat(window.enabled("#wizard-continue")).isFalse();

      choose(window, temp.resolve("storage"));
      window.fire("#wizard-continue");
      window.files.answer(temp.resolve("storage/inside"));
      window.fire("#folder-choose");
      assertThat(window.words()).contains("The folder and the storage lie in each other");
      assertThat(window.enabled("#wizard-continue")).isFalse();
      window.files.answer(temp);
      window.fire("#folder-choose");
      assertThat(window.words()).contains("The folder and the storage lie in each other");
      assertThat(window.enabled("#wizard-continue")).isFalse();
      assertThat(temp.resolve("storage")).as("nothing was made").doesNotExist();
      assertThat(photos).isDirectoryContaining("glob:**harbour.jpg");
    }
  }

  private TestWindow device(String name) {
    var places = new Places(temp.resolve("storage of " + name), temp.resolve(name), name);
    return new TestWindow(temp.resolve("home of " + name), Engine.vaults(), places);
  }

  private static void choose(TestWindow window, Path storage) {
    window.files.answer(storage);
    window.fire(window.shows("#storage-choose") ? "#storage-choose" : "#storage-folder");
  }

  private static void toPassphrase(TestWindow window, Path storage) {
    window.start().fire("#welcome-create");
    choose(window, storage);
    window.fire("#wizard-continue");
    window.fire("#wizard-continue");
  }

  private static void toKit(TestWindow window, Path storage) {
    toPassphrase(window, storage);
    window.fill("#passphrase", PASSPHRASE);
    window.fill("#passphrase-repeat", PASSPHRASE);
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Save your recovery kit");
  }

  private static void create(TestWindow window, Path storage) {
    toKit(window, storage);
    window.fire("#kit-later");
    window.fire("#wizard-continue");
  }

  private static void join(TestWindow window, Path storage) {
    window.start().fire("#welcome-join");
    choose(window, storage);
    window.fire("#wizard-continue");
    window.fire("#join-by-passphrase");
    window.fill("#join-passphrase", PASSPHRASE);
    confirmJoin(window);
  }

  /// From the way to unlock it to syncing.
  private static void confirmJoin(TestWindow window) {
    window.fire("#wizard-continue");
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    Fx.await("the devices", () -> window.stage.getScene().lookup(".word-cell") != null);
    assertThat(window.words()).contains("Is this your vault?", "first");
    window.tasks.oneWaits(false);
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("What should come to this computer?");
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("You have joined the vault");
    window.fire("#wizard-continue");
  }

  private static Status status(TestWindow window) {
    return window.shell().context().model().status();
  }

  private static List<String> names(TestWindow window) {
    var table = (TableView<?>) window.find("#files-table");
    return table.getItems().stream().map(one -> ((FileEntry) one).name()).toList();
  }
}
