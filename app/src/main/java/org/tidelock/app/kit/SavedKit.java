package org.tidelock.app.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/// Finds the 24 words in a kit that was saved, as a PDF or as a text, or in a file that somebody has typed them into: any case and spacing, with or without their numbers.
public final class SavedKit {
  private static final int WORDS = 24;

  /// Somebody may name a device or a huge file by mistake.
  private static final int LONGEST_FILE = 1 << 20;

  private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern NUMBERED =
      Pattern.compile("(?<![0-9])([0-9]{1,2})[.)]?[ \\t]+([a-z]{3,8})(?![a-z])");

  private SavedKit() {}

  /// The words of a file, as [#words(String)]; nothing says that they are any.
  public static String words(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST_FILE);
    }
    try {
      return words(isPdf(bytes) ? textOfPdf(bytes) : new String(bytes, StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static boolean isPdf(byte[] bytes) {
    return bytes.length >= PDF.length && Arrays.equals(bytes, 0, PDF.length, PDF, 0, PDF.length);
  }

  private static String textOfPdf(byte[] bytes) throws IOException {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      var sheet = new PDFTextStripper();
      sheet.setEndPage(1); // the other one says how to use it
      return sheet.getText(document);
    }
  }

  /// 24 words with one space between. A list numbered 1 to 24 wins over other text around it, such as the rest of a kit.
  public static String words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> listed = new ArrayList<>();
    Matcher m = NUMBERED.matcher(lower);
    while (m.find() && listed.size() < WORDS) {
      int number = Integer.parseInt(m.group(1));
      // What broke off before was no list of words: a vault may be called "1 garden and 2 cats".
      if (number != listed.size() + 1) {
        listed.clear();
      }
      if (number == listed.size() + 1) {
        listed.add(m.group(2));
      }
    }
    return listed.size() == WORDS
        ? String.join(" ", listed)
        : lower.replaceAll("[^a-z]+", " ").strip();
  }
}
