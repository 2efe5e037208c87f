package org.tidelock.app.diagnostics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A report: what a person sees of it is all there is.
///
/// @param parts those that are in it, in order
/// @param text ASCII
public record Report(List<Part> parts, String text) {
  /// What is in the file.
  public static final String ENTRY = "tidelock-diagnostics.txt";

  /// Of the entry: the time at which a report was made is in its text, in UTC.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public Report {
    parts = List.copyOf(parts);
  }

  /// The file: a ZIP with the text and nothing else.
  byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.US_ASCII)) {
      ZipEntry entry = new ZipEntry(ENTRY);
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      zip.write(text.getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
