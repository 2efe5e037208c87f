package org.tidelock.app.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/// Pages filled from top to bottom, each piece tagged with what it is. The font is the one PDFBox brings along (Liberation Sans: Latin, Greek,
/// Cyrillic, Hebrew); a character it lacks is printed as `?`.
final class TaggedPages {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float LEADING = 1.35f;
  private final PDDocument document;
  private final PDFont font;
  private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
  private final PDStructureElement root;
  private final COSArray parents = new COSArray();
  private int pages;

  TaggedPages(PDDocument document, String title, String language) throws IOException {
    this.document = document;
    try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
      if (in == null) {
        throw new IOException("the font is missing");
      }
      this.font = PDType0Font.load(document, in, true);
    }
    var catalog = document.getDocumentCatalog();
    catalog.setStructureTreeRoot(tree);
    PDMarkInfo marked = new PDMarkInfo();
    marked.setMarked(true);
    catalog.setMarkInfo(marked);
    catalog.setLanguage(language);
    PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
    preferences.setDisplayDocTitle(true);
    catalog.setViewerPreferences(preferences);
    document.getDocumentInformation().setTitle(title);
    document.getDocumentInformation().setCreator("Tidelock");
    root = new PDStructureElement("Document", tree);
    tree.appendKid(root);
  }

  Sheet newPage(PDRectangle size, float margin) throws IOException {
    return new Sheet(size, margin);
  }

  /// The way back from the marked pieces of a page to their tags.
  void finish() {
    COSDictionary numbers = new COSDictionary();
    numbers.setItem(COSName.NUMS, parents);
    tree.getCOSObject().setItem(COSName.PARENT_TREE, numbers);
    tree.setParentTreeNextKey(pages);
  }

  final class Sheet implements AutoCloseable {
    private final PDPage page;
    private final PDPageContentStream content;
    private final COSArray pieces = new COSArray();
    private final float left;
    private final float width;
    private float y;

    private Sheet(PDRectangle size, float margin) throws IOException {
      page = new PDPage(size);
      document.addPage(page);
      page.setStructParents(pages);
      parents.add(COSInteger.get(pages++));
      parents.add(pieces);
      content = new PDPageContentStream(document, page);
      left = margin;
      width = size.getWidth() - 2 * margin;
      y = size.getHeight() - margin;
    }

    float width() {
      return width;
    }

    void gap(float points) {
      y -= points;
    }

    @SuppressWarnings("deprecation") // nothing else says it
    void heading(String tag, String text, float size) throws IOException {
      y -= size * LEADING;
      begin(tag);
      // The outline as well as the inside: a bold face without a second font.
      content.appendRawCommands("2 Tr " + size / 45 + " w\n");
      show(left, text, size);
      content.appendRawCommands("0 Tr\n");
      content.endMarkedContent();
      y -= 6;
    }

    void paragraph(String text, float size) throws IOException {
      begin("P");
      for (String line : wrapped(text, size)) {
        y -= size * LEADING;
        show(left, line, size);
      }
      content.endMarkedContent();
      y -= 3;
    }

    /// On the present line, `x` points from the margin.
    void at(float x, String text, float size) throws IOException {
      begin("P");
      show(left + x, text, size);
      content.endMarkedContent();
    }

    void code(QrMatrix squares, float side, String spoken) throws IOException {
      PDStructureElement figure = begin("Figure");
      figure.setAlternateDescription(spoken);
      float one = side / squares.size();
      y -= 6;
      for (int row = 0; row < squares.size(); row++) {
        for (int column = 0; column < squares.size(); column++) {
          if (squares.dark(column, row)) {
            // A hair larger, so that no viewer draws light lines between squares.
            content.addRect(left + column * one, y - (row + 1) * one, one + 0.05f, one + 0.05f);
          }
        }
      }
      content.fill();
      content.endMarkedContent();
      y -= side;
    }

    private PDStructureElement begin(String tag) throws IOException {
      int id = pieces.size();
      PDStructureElement element = new PDStructureElement(tag, root);
      element.setPage(page);
      element.appendKid(id);
      root.appendKid(element);
      pieces.add(element.getCOSObject());
      COSDictionary properties = new COSDictionary();
      properties.setInt(COSName.MCID, id);
      content.beginMarkedContent(
          COSName.getPDFName(tag),
          org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList.create(
              properties));
      return element;
    }

    private void show(float x, String text, float size) throws IOException {
      content.beginText();
      content.setFont(font, size);
      content.newLineAtOffset(x, y);
      content.showText(printable(text));
      content.endText();
    }

    private List<String> wrapped(String text, float size) throws IOException {
      List<String> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      for (String word : printable(text).split(" ")) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > width) {
          lines.add(line.toString());
          line.setLength(0);
          longer = word;
        }
        while (font.getStringWidth(longer) / 1000 * size > width) {
          int fits = longer.length() - 1;
          while (font.getStringWidth(longer.substring(0, fits)) / 1000 * size > width) {
            fits--;
          }
          lines.add(longer.substring(0, fits));
          longer = longer.substring(fits);
        }
        line.setLength(0);
        line.append(longer);
      }
      lines.add(line.toString());
      return lines;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              out.append(canPrint(one) ? one : "?");
            });
    return out.toString();
  }

  private boolean canPrint(String character) {
    try {
      font.encode(character);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
