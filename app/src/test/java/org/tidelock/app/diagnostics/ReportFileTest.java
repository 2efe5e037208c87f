package org.tidelock.app.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file has what was shown, and nothing else.
final class ReportFileTest {
  private static final Report REPORT = new Report(List.of(Part.SYSTEM), "system\n  java: 25\n");

  @TempDir Path temp;

  @Test
  void whatWasShownIsSavedByteForByteForItsOwnerOnly() throws IOException {
    Path file = temp.resolve("report.zip");
    long bytes = ReportFile.save(REPORT, file);
    assertThat(file).hasSize(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      ZipEntry entry = in.getNextEntry();
      assertThat(entry.getName()).isEqualTo("tidelock-diagnostics.txt");
      assertThat(entry.getTimeLocal().getYear()).isEqualTo(1980);
      assertThat(in.readAllBytes()).isEqualTo(REPORT.text().getBytes(StandardCharsets.US_ASCII));
      assertThat(in.getNextEntry()).isNull();
    }
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Path file = temp.resolve("report.zip");
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> ReportFile.save(REPORT, file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void whereNothingCanBeNothingIsMade() {
    assertThatThrownBy(() -> ReportFile.save(REPORT, temp.resolve("nowhere/report.zip")))
        .isInstanceOf(IOException.class);
    assertThat(temp.resolve("nowhere")).doesNotExist();
  }
}
