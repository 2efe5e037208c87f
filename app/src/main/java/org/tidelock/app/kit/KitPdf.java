package org.tidelock.app.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// The kit as two pages, black on white: the sheet with the words, and how to use it. Everything is real text in reading order, tagged for
/// screen readers.
final class KitPdf {
  private static final float MARGIN = 56;
  private static final float CODE = 156; // 5.5 cm
  private static final int COLUMNS = 4;

  private KitPdf() {}

  static void write(KitContent kit, PaperSize paper, KitText text, OutputStream out)
      throws IOException {
    PDRectangle size = paper == PaperSize.LETTER ? PDRectangle.LETTER : PDRectangle.A4;
    try (PDDocument document = new PDDocument()) {
      // Else PDFBox makes one from the time of day.
      document.setDocumentId(0L);
      TaggedPages pages =
          new TaggedPages(document, text.say("title") + ": " + kit.vaultName(), text.language());
      try (TaggedPages.Sheet sheet = pages.newPage(size, MARGIN)) {
        firstPage(sheet, kit, text);
      }
      try (TaggedPages.Sheet sheet = pages.newPage(size, MARGIN)) {
        secondPage(sheet, kit, text);
      }
      pages.finish();
      document.save(out);
    }
  }

  private static void firstPage(TaggedPages.Sheet sheet, KitContent kit, KitText text)
      throws IOException {
    sheet.heading("H1", text.say("title"), 22);
    for (String fact : text.facts(kit)) {
      sheet.paragraph(fact, 11);
    }
    sheet.gap(10);
    sheet.heading("H2", text.say("words"), 14);
    words(sheet, kit.words());
    sheet.gap(12);
    sheet.paragraph(text.say("code"), 11);
    sheet.code(QrMatrix.of(kit.code()), CODE, text.say("code.spoken"));
    sheet.gap(14);
    sheet.paragraph(text.say("warning"), 11);
    sheet.gap(14);
    sheet.paragraph(text.kept(), 11);
  }

  private static void words(TaggedPages.Sheet sheet, List<String> words) throws IOException {
    float column = sheet.width() / COLUMNS;
    for (int row = 0; row < words.size(); row += COLUMNS) {
      sheet.gap(20);
      for (int i = row; i < row + COLUMNS; i++) {
        sheet.at((i - row) * column, (i + 1) + "  " + words.get(i), 14);
      }
    }
    sheet.gap(8);
  }

  private static void secondPage(TaggedPages.Sheet sheet, KitContent kit, KitText text)
      throws IOException {
    sheet.heading("H1", text.say("how"), 18);
    sheet.paragraph(text.say("app"), 11);
    sheet.gap(8);
    sheet.paragraph(text.say("terminal"), 11);
    for (String command : text.commands(kit)) {
      sheet.paragraph(command, 10);
    }
    sheet.gap(8);
    sheet.paragraph(text.say("without"), 11);
    sheet.gap(8);
    sheet.paragraph(text.say("seen"), 11);
  }
}
