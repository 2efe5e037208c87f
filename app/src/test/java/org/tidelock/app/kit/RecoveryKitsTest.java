package org.tidelock.app.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ResourceBundle;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.Needs;
import org.tidelock.engine.SmallDisk;

final class RecoveryKitsTest {
  private static final String NAME = "Mira’s files – Größe";
  private static final String STORAGE = "file:///mnt/attic/vault";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @TempDir Path temp;
  private final List<String> words = RecoveryKey.random(new SecureRandom()).words();
  private final KitContent kit = new KitContent(NAME, DAY, Optional.of(STORAGE), words);

  @BeforeAll
  static void withoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @ParameterizedTest
  @EnumSource(PaperSize.class)
  void thePdfCanBeReadSearchedAndCopied(PaperSize paper) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, paper, Locale.ENGLISH);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setEndPage(1);
      String first = stripper.getText(pdf);
      assertThat(first)
          .contains(
              "Tidelock recovery kit",
              "Vault: " + NAME,
              "Created: 2026-11-24",
              "Where the data is: " + STORAGE,
              "I keep this sheet at: ____");
      for (int i = 0; i < 24; i++) {
        assertThat(first).contains((i + 1) + "  " + words.get(i));
      }
      stripper.setStartPage(2);
      stripper.setEndPage(2);
      String second = stripper.getText(pdf).replaceAll("\\s+", " ");
      assertThat(second)
          .contains(
              "How to use this sheet",
              "tidelock join --storage "
                  + STORAGE
                  + " --folder DIR --recovery-key-file FILE --keep-unlocked=file",
              "tidelock export --storage " + STORAGE + " --to DIR --recovery-key-file FILE",
              "docs/vault-format.md");
      assertThat(second).doesNotContain(words.get(0) + " " + words.get(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"A4, en", "LETTER, en", "A4, de", "LETTER, de"})
  void theCodeOfThePdfHoldsTheSameKey(PaperSize paper, String language) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, paper, Locale.forLanguageTag(language));
    String scanned = KitScan.code(file);
    assertThat(scanned).isEqualTo(String.join(" ", words));
    assertThat(RecoveryKey.parse(scanned).words()).isEqualTo(words);
  }

  /// Everything stands inside the margins, also with the longest words, a long name and a long path.
  @ParameterizedTest
  @CsvSource({"A4, en", "LETTER, en", "A4, de", "LETTER, de"})
  void nothingRunsOverTheEdge(PaperSize paper, String language) throws Exception {
    List<String> longest = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      longest.add(List.of("discover", "umbrella", "mushroom", "language").get(i % 4));
    }
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(
        file,
        new KitContent(
            "W".repeat(200), DAY, Optional.of("file:///" + "very-long-name/".repeat(12)), longest),
        paper,
        Locale.forLanguageTag(language));
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
      for (int page = 0; page < 2; page++) {
        BufferedImage image = new PDFRenderer(pdf).renderImageWithDPI(page, 72, ImageType.GRAY);
        assertThat(inkOutside(image, 40)).as("ink in the margins of page " + page).isZero();
      }
    }
    assertThat(KitScan.code(file)).isEqualTo(String.join(" ", longest));
  }

  private static int inkOutside(BufferedImage image, int margin) {
    int ink = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean inside =
            x >= margin
                && x < image.getWidth() - margin
                && y >= margin
                && y < image.getHeight() - margin;
        if (!inside && (image.getRGB(x, y) & 0xff) < 200) {
          ink++;
        }
      }
    }
    return ink;
  }

  /// The sheet says what is printed on it and nothing else: no user, computer, path or time of day.
  @Test
  void thePdfHasNoMetadataThatAPersonDidNotPutThere() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, PaperSize.A4, Locale.ENGLISH);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      PDDocumentInformation information = pdf.getDocumentInformation();
      assertThat(information.getMetadataKeys()).containsExactlyInAnyOrder("Title", "Creator");
      assertThat(information.getTitle()).isEqualTo("Tidelock recovery kit: " + NAME);
      assertThat(information.getCreator()).isEqualTo("Tidelock");
      assertThat(pdf.getDocumentCatalog().getMetadata()).isNull();
      assertThat(pdf.getDocumentCatalog().getCOSObject().containsKey(COSName.getPDFName("AF")))
          .isFalse();
      assertThat(pdf.isEncrypted()).isFalse();
    }
    String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(raw)
        .doesNotContain(
            "CreationDate",
            "ModDate",
            "Producer",
            temp.toString(),
            System.getProperty("user.home") + "/");
  }

  /// Two sheets of one kit are one file: nothing of the moment or the machine is in it.
  @Test
  void theSameKitIsTheSameFile() throws Exception {
    RecoveryKits.write(temp.resolve("a.pdf"), kit, PaperSize.A4, Locale.ENGLISH);
    RecoveryKits.write(temp.resolve("b.pdf"), kit, PaperSize.A4, Locale.ENGLISH);
    assertThat(temp.resolve("a.pdf")).hasSameBinaryContentAs(temp.resolve("b.pdf"));
  }

  @Test
  void screenReadersGetItsStructure() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, PaperSize.A4, Locale.ENGLISH);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      var catalog = pdf.getDocumentCatalog();
      assertThat(catalog.getMarkInfo().isMarked()).isTrue();
      assertThat(catalog.getLanguage()).isEqualTo("en");
      assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
      var document =
          (org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement)
              catalog.getStructureTreeRoot().getKids().getFirst();
      List<String> tags = new ArrayList<>();
      String spoken = "";
      for (Object kid : document.getKids()) {
        var element =
            (org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement) kid;
        tags.add(element.getStructureType());
        if (element.getStructureType().equals("Figure")) {
          spoken = element.getAlternateDescription();
        }
      }
      assertThat(tags).startsWith("H1", "P", "P", "P", "H2").contains("Figure");
      assertThat(tags.stream().filter("H1"::equals)).hasSize(2);
      assertThat(spoken).isEqualTo("QR code with the 24 recovery words");
    }
  }

  @Test
  void theTextKitHasTheSameFactsAndNumberedWords() throws Exception {
    Path file = temp.resolve("kit.txt");
    RecoveryKits.write(file, kit, PaperSize.A4, Locale.ENGLISH);
    String text = Files.readString(file);
    assertThat(text)
        .startsWith(
            """
            TIDELOCK RECOVERY KIT

            Vault: %s
            Created: 2026-11-24
            Where the data is: %s

            Recovery words

            """
                .formatted(NAME, STORAGE))
        .contains(
            String.format(Locale.ROOT, "%2d %-12s%2d %-12s", 1, words.get(0), 2, words.get(1)),
            "tidelock join --storage " + STORAGE);
    assertThat(text.lines().filter(line -> !line.startsWith("  tidelock")).map(String::length))
        .allMatch(length -> length <= 92);
    assertThat(text).doesNotContain("\t").endsWith("\n");
  }

  /// Every word of the sheet is on the paper as it was written: the font has each of its letters.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void thePdfSaysAllItsWordsInItsLanguage(String language) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, PaperSize.A4, Locale.forLanguageTag(language));
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo(language);
      String printed = words(new PDFTextStripper().getText(pdf));
      Properties sheet = sheet(language);
      assertThat(sheet).hasSizeGreaterThan(14);
      for (String key : sheet.stringPropertyNames()) {
        if (!key.equals("code.spoken")) {
          for (String part : sheet.getProperty(key).split("\\{0}")) {
            assertThat(printed).as(key).contains(words(part));
          }
        }
      }
      for (int i = 0; i < 24; i++) {
        assertThat(printed).contains((i + 1) + " " + words.get(i));
      }
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static Properties sheet(String language) throws IOException {
    String name = language.equals("en") ? "sheet.properties" : "sheet_" + language + ".properties";
    Properties properties = new Properties();
    try (var in =
        new InputStreamReader(
            RecoveryKits.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void theSheetHasTheSameWordsInEveryLanguage() throws Exception {
    assertThat(sheet("de").stringPropertyNames()).isEqualTo(sheet("en").stringPropertyNames());
    for (String key : sheet("en").stringPropertyNames()) {
      assertThat(sheet("de").getProperty(key).contains("{0}"))
          .as(key)
          .isEqualTo(sheet("en").getProperty(key).contains("{0}"));
      for (String language : List.of("en", "de")) {
        assertThat(sheet(language).getProperty(key)).as(key).doesNotContain("'", "\"");
      }
    }
  }

  /// A sheet tells a person what to press, so the window has to say the same.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void theSheetNamesTheButtonsAsTheWindowDoes(String language) throws Exception {
    var window =
        ResourceBundle.getBundle(
            "org.tidelock.app.ui.messages",
            Locale.forLanguageTag(language),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    assertThat(sheet(language).getProperty("app")).contains(window.getString("welcome.join"));
    assertThat(sheet(language).getProperty("seen"))
        .contains(window.getString("settings.kit.make"), window.getString("nav.settings"));
  }

  /// The words are English everywhere, and so is the key that is read from a sheet.
  @Test
  void aGermanTextKitHasTheSameKey() throws Exception {
    RecoveryKits.write(temp.resolve("en.txt"), kit, PaperSize.A4, Locale.ENGLISH);
    RecoveryKits.write(temp.resolve("de.txt"), kit, PaperSize.A4, Locale.GERMANY);
    String german = Files.readString(temp.resolve("de.txt"));
    assertThat(german)
        .startsWith(
            """
            TIDELOCK-WIEDERHERSTELLUNGS-KIT

            Vault: %s
            Erstellt: 2026-11-24
            Wo die Daten liegen: %s

            Wiederherstellungswörter

            """
                .formatted(NAME, STORAGE))
        .contains("  tidelock export --storage " + STORAGE + " --to ORDNER")
        .doesNotContain("recovery words", "Created");
    assertThat(numbered(german))
        .hasSize(6)
        .isEqualTo(numbered(Files.readString(temp.resolve("en.txt"))));
  }

  private static List<String> numbered(String text) {
    return text.lines().filter(line -> line.matches(" *[0-9]+ [a-z]+ .*")).toList();
  }

  /// No language but those two, whatever the machine speaks.
  @Test
  void otherLanguagesGetEnglish() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, PaperSize.A4, Locale.FRANCE);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(new PDFTextStripper().getText(pdf)).contains("Tidelock recovery kit");
    }
  }

  /// What was only reserved is taken back, so that the same name can be chosen again; what is filled stays.
  @Test
  void aPlaceWithoutAKitIsTakenBack() throws Exception {
    Path file = temp.resolve("kit.pdf");
    try (KitPlace _ = KitPlace.reserve(file)) {
      assertThat(Files.readString(file)).as("room, and no words").matches("\\x00+");
    }
    assertThat(file).doesNotExist();
    try (KitPlace place = KitPlace.reserve(file)) {
      place.fill(kit, PaperSize.A4, Locale.ENGLISH);
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .as("no more than the kit")
        .startsWith("%PDF")
        .endsWith("%%EOF\n");
  }

  /// Before there is a key, as a key that cannot be kept stays in the vault.
  @Test
  void aPlaceWithoutRoomIsRefusedWhenItIsReserved() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("small"), 1 << 20)) {
      disk.fill();
      Path file = disk.root().resolve("kit.pdf");
      assertThatThrownBy(() -> KitPlace.reserve(file)).isInstanceOf(IOException.class);
      assertThat(file).doesNotExist();
      disk.makeRoom();
      RecoveryKits.write(file, kit, PaperSize.A4, Locale.ENGLISH);
      assertThat(KitScan.code(file)).isEqualTo(String.join(" ", words));
    }
  }

  /// A file that its folder forgets when the power goes is no kit, so the folder is asked after the file has its words.
  @Test
  void theDiskHasTheNameOfAFilledFileToo() throws Exception {
    Path file = temp.resolve("kit.txt");
    List<String> asked = new ArrayList<>();
    try (KitPlace place =
        KitPlace.reserve(
            file,
            folder -> asked.add(folder + " " + Files.readString(file).contains(words.get(23))))) {
      assertThat(asked).isEmpty();
      place.fill(kit, PaperSize.A4, Locale.ENGLISH);
    }
    assertThat(asked).containsExactly(temp + " true");
  }

  @Test
  void aNameThatTheDiskDoesNotTakeIsNoKit() throws Exception {
    Path file = temp.resolve("kit.pdf");
    try (KitPlace place =
        KitPlace.reserve(
            file,
            folder -> {
              throw new IOException("Input/output error");
            })) {
      assertThatThrownBy(() -> place.fill(kit, PaperSize.A4, Locale.ENGLISH))
          .hasMessage("Input/output error");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeOpenedIsNotAsked() throws Exception {
    KitPlace.forceNames(temp);
    KitPlace.forceNames(temp.resolve("nowhere"));
  }

  /// In a storage its provider could read the words.
  @ParameterizedTest
  @CsvSource({
    "file://, /vault, true",
    "file://, /vault/, true",
    "file:, /vault, true",
    "FILE://localhost, /vault, true",
    "file://, /other, false",
    "file://, /vault2, false",
    "file://, /va%75lt, true",
    "sftp://host, /vault, false"
  })
  void aPlaceInTheStorageIsKnown(String scheme, String path, boolean inside) throws Exception {
    Files.createDirectory(temp.resolve("vault"));
    Files.createSymbolicLink(temp.resolve("way"), temp.resolve("vault"));
    String storage = scheme + temp + path;
    assertThat(RecoveryKits.isInStorage(temp.resolve("vault/kit.pdf"), storage)).isEqualTo(inside);
    assertThat(RecoveryKits.isInStorage(temp.resolve("way/kit.pdf"), storage)).isEqualTo(inside);
    assertThat(RecoveryKits.isInStorage(temp.resolve("kit.pdf"), storage)).isFalse();
  }

  @Test
  void aStorageWhoseNameNobodyEncodedIsKnown() throws Exception {
    Path storage = Files.createDirectory(temp.resolve("my vault"));
    assertThat(RecoveryKits.isInStorage(storage.resolve("kit.pdf"), "file://" + storage)).isTrue();
    assertThat(RecoveryKits.isInStorage(storage.resolve("kit.pdf"), storage.toUri().toString()))
        .isTrue();
  }

  @Test
  void aLinkDoesNotHideThatAPlaceIsInTheFolder() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.createSymbolicLink(temp.resolve("way"), folder);
    assertThat(RecoveryKits.isInside(folder.resolve("kit.pdf"), folder)).isTrue();
    assertThat(RecoveryKits.isInside(temp.resolve("way/kit.pdf"), folder)).isTrue();
    assertThat(RecoveryKits.isInside(temp.resolve("way/new/kit.pdf"), folder)).isTrue();
    assertThat(RecoveryKits.isInside(folder.resolve("kit.pdf"), temp.resolve("way"))).isTrue();
    assertThat(RecoveryKits.isInside(temp.resolve("kit.pdf"), folder)).isFalse();
    assertThat(RecoveryKits.isInside(temp.resolve("folder2/kit.pdf"), folder)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kit.pdf", "kit.txt", "Kit.PDF"})
  void aKitIsForItsOwnerOnly(String name) throws Exception {
    Needs.posixPermissions(temp);
    Path file = temp.resolve(name);
    try (KitPlace place = KitPlace.reserve(file)) {
      assertThat(permissions(file)).isEqualTo("rw-------");
      place.fill(kit, PaperSize.A4, Locale.ENGLISH);
    }
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(Files.size(file)).isPositive();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void nothingIsEverReplaced() throws Exception {
    Path file = Files.writeString(temp.resolve("kit.pdf"), "mine");
    assertThatThrownBy(() -> RecoveryKits.write(file, kit, PaperSize.A4, Locale.ENGLISH))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.createSymbolicLink(temp.resolve("link.pdf"), temp.resolve("nowhere"));
    assertThatThrownBy(() -> KitPlace.reserve(temp.resolve("link.pdf")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
    assertThat(temp.resolve("nowhere")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "kit.pdf, true",
    "KIT.PDF, true",
    "kit.txt, true",
    "kit.pdf.doc, false",
    "pdf, false",
    "'', false"
  })
  void theNameSaysWhichKitItIs(String name, boolean isKit) {
    assertThat(RecoveryKits.isKitName(temp.resolve(name))).isEqualTo(isKit);
  }

  @Test
  void withoutAStorageThereIsALineForIt() throws Exception {
    Path file = temp.resolve("kit.txt");
    RecoveryKits.write(
        file, new KitContent(NAME, DAY, Optional.empty(), words), PaperSize.A4, Locale.ENGLISH);
    assertThat(Files.readString(file))
        .contains("Where the data is: ____", "tidelock export --storage URL --to DIR");
  }

  /// The font has no such characters; the kit is made all the same.
  @Test
  void aNameThatCannotBePrintedDoesNotStopTheKit() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(
        file,
        new KitContent("東京 😀\nfiles", DAY, Optional.empty(), words),
        PaperSize.A4,
        Locale.ENGLISH);
    assertThat(KitScan.code(file)).isEqualTo(String.join(" ", words));
  }

  @Test
  void aKitIsWholeOrIsNone() {
    assertThatThrownBy(() -> new KitContent(NAME, DAY, Optional.empty(), words.subList(0, 23)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(kit.toString()).isEqualTo("KitContent[2026-11-24]").doesNotContain(words.get(0));
  }

  @ParameterizedTest
  @CsvSource({"en-US, LETTER", "fr-CA, LETTER", "de-DE, A4", "en-GB, A4", "und, A4"})
  void thePaperIsTheOneAPersonHas(String tag, PaperSize paper) {
    assertThat(PaperSize.of(Locale.forLanguageTag(tag))).isEqualTo(paper);
  }

  @Test
  void aCodeOnTheScreenCanBeScannedToo() throws Exception {
    QrMatrix squares = QrMatrix.of(kit.code());
    assertThat(squares.size())
        .as("of a version that a telephone reads from paper")
        .isLessThanOrEqualTo(65);
    assertThat(KitScan.code(squares)).isEqualTo(kit.code());
  }
}
