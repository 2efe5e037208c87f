package org.tidelock.app.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

final class RecoveryKitsTest {
  private static final String NAME = "Mira’s files – Größe";
  private static final String FINGERPRINT = "river stamp onion kite velvet harbor";
  private static final String STORAGE = "file:///mnt/attic/vault";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @TempDir Path temp;
  private final List<String> words = RecoveryKey.random(new SecureRandom()).words();
  private final KitContent kit =
      new KitContent(NAME, DAY, FINGERPRINT, Optional.of(STORAGE), words);

  @BeforeAll
  static void withoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @ParameterizedTest
  @EnumSource(PaperSize.class)
  void thePdfCanBeReadSearchedAndCopied(PaperSize paper) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, paper);
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
              "Fingerprint: " + FINGERPRINT,
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

  /// As a telephone sees it: 150 dots an inch, the whole page.
  @ParameterizedTest
  @EnumSource(PaperSize.class)
  void theCodeOfThePdfHoldsTheSameKey(PaperSize paper) throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, paper);
    String scanned = scan(file);
    assertThat(scanned).isEqualTo(String.join(" ", words));
    assertThat(RecoveryKey.parse(scanned).words()).isEqualTo(words);
  }

  private static String scan(Path file) throws Exception {
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      BufferedImage page = new PDFRenderer(pdf).renderImageWithDPI(0, 150, ImageType.RGB);
      int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
      var bitmap =
          new BinaryBitmap(
              new HybridBinarizer(
                  new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels)));
      return new QRCodeReader().decode(bitmap).getText();
    }
  }

  /// Everything stands inside the margins, also with the longest words, a long name and a long path.
  @ParameterizedTest
  @EnumSource(PaperSize.class)
  void nothingRunsOverTheEdge(PaperSize paper) throws Exception {
    List<String> longest = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      longest.add(List.of("discover", "umbrella", "mushroom", "language").get(i % 4));
    }
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(
        file,
        new KitContent(
            "W".repeat(200),
            DAY,
            "umbrella umbrella umbrella umbrella umbrella umbrella",
            Optional.of("file:///" + "very-long-name/".repeat(12)),
            longest),
        paper);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
      for (int page = 0; page < 2; page++) {
        BufferedImage image = new PDFRenderer(pdf).renderImageWithDPI(page, 72, ImageType.GRAY);
        assertThat(inkOutside(image, 40)).as("ink in the margins of page " + page).isZero();
      }
    }
    assertThat(scan(file)).isEqualTo(String.join(" ", longest));
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
    RecoveryKits.write(file, kit, PaperSize.A4);
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
    RecoveryKits.write(temp.resolve("a.pdf"), kit, PaperSize.A4);
    RecoveryKits.write(temp.resolve("b.pdf"), kit, PaperSize.A4);
    assertThat(temp.resolve("a.pdf")).hasSameBinaryContentAs(temp.resolve("b.pdf"));
  }

  @Test
  void screenReadersGetItsStructure() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(file, kit, PaperSize.A4);
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
      assertThat(tags).startsWith("H1", "P", "P", "P", "P", "H2").contains("Figure");
      assertThat(tags.stream().filter("H1"::equals)).hasSize(2);
      assertThat(spoken).isEqualTo("QR code with the 24 recovery words");
    }
  }

  @Test
  void theTextKitHasTheSameFactsAndNumberedWords() throws Exception {
    Path file = temp.resolve("kit.txt");
    RecoveryKits.write(file, kit, PaperSize.A4);
    String text = Files.readString(file);
    assertThat(text)
        .startsWith(
            """
            TIDELOCK RECOVERY KIT

            Vault: %s
            Created: 2026-11-24
            Fingerprint: %s
            Where the data is: %s

            Recovery words

            """
                .formatted(NAME, FINGERPRINT, STORAGE))
        .contains(
            String.format(Locale.ROOT, "%2d %-12s%2d %-12s", 1, words.get(0), 2, words.get(1)),
            "tidelock join --storage " + STORAGE);
    assertThat(text.lines().filter(line -> !line.startsWith("  tidelock")).map(String::length))
        .allMatch(length -> length <= 92);
    assertThat(text).doesNotContain("\t").endsWith("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kit.pdf", "kit.txt", "Kit.PDF"})
  void aKitIsForItsOwnerOnly(String name) throws Exception {
    Needs.posixPermissions(temp);
    Path file = temp.resolve(name);
    RecoveryKits.reserve(file);
    assertThat(permissions(file)).isEqualTo("rw-------");
    RecoveryKits.fill(file, kit, PaperSize.A4);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(Files.size(file)).isPositive();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void nothingIsEverReplaced() throws Exception {
    Path file = Files.writeString(temp.resolve("kit.pdf"), "mine");
    assertThatThrownBy(() -> RecoveryKits.write(file, kit, PaperSize.A4))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.createSymbolicLink(temp.resolve("link.pdf"), temp.resolve("nowhere"));
    assertThatThrownBy(() -> RecoveryKits.reserve(temp.resolve("link.pdf")))
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
        file, new KitContent(NAME, DAY, FINGERPRINT, Optional.empty(), words), PaperSize.A4);
    assertThat(Files.readString(file))
        .contains("Where the data is: ____", "tidelock export --storage URL --to DIR");
  }

  /// The font has no such characters; the kit is made all the same.
  @Test
  void aNameThatCannotBePrintedDoesNotStopTheKit() throws Exception {
    Path file = temp.resolve("kit.pdf");
    RecoveryKits.write(
        file,
        new KitContent("東京 😀\nfiles", DAY, FINGERPRINT, Optional.empty(), words),
        PaperSize.A4);
    assertThat(scan(file)).isEqualTo(String.join(" ", words));
  }

  @Test
  void aKitIsWholeOrIsNone() {
    assertThatThrownBy(
            () -> new KitContent(NAME, DAY, FINGERPRINT, Optional.empty(), words.subList(0, 23)))
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
    int side = squares.size();
    assertThat(side).as("of a version that a telephone reads from paper").isLessThanOrEqualTo(65);
    int scale = 4;
    int quiet = 4 * scale;
    int width = side * scale + 2 * quiet;
    int[] pixels = new int[width * width];
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        int column = Math.floorDiv(x - quiet, scale);
        int row = Math.floorDiv(y - quiet, scale);
        boolean inside = column >= 0 && row >= 0 && column < side && row < side;
        pixels[y * width + x] = inside && squares.dark(column, row) ? 0 : 0xffffff;
      }
    }
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels)));
    assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(kit.code());
  }
}
