package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Activity;
import org.tidelock.engine.PlacedFolder;
import tools.jackson.databind.JsonNode;

/// `tidelock diagnostics`: what is shown is what is saved, whatever state the profile is in.
final class DiagnosticsCommandTest extends CliFixture {
  private Path file() {
    return temp.resolve("report.zip");
  }

  private String saved() throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file()))) {
      in.getNextEntry();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Without what changes from one moment to the next.
  private static String steady(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("  memory used") && !line.contains(" free "))
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void whatThePreviewShowsIsWhatIsSaved() throws IOException {
    ready();
    Result preview = run("diagnostics", "--preview");
    assertThat(preview.exit()).isZero();
    assertThat(preview.out()).contains("system\n", "settings\n", "status\n", "index\n", "log\n");
    assertThat(file()).doesNotExist();
    Result saved = runAnew("diagnostics", "report.zip");
    assertThat(saved)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Saved: " + file(),
                    "Nothing was sent; tidelock diagnostics --preview shows all that is in it"),
                ""));
    assertThat(steady(saved())).isEqualTo(steady(preview.out()));
  }

  @Test
  void theDocumentHasTheTextOfTheFile() throws IOException {
    ready();
    JsonNode document = json(run("diagnostics", "report.zip", "--json"));
    assertThat(document.get("file").asString()).isEqualTo(file().toString());
    assertThat(document.get("bytes").asLong()).isEqualTo(Files.size(file()));
    assertThat(document.get("text").asString()).isEqualTo(saved());
    assertThat(document.get("closed").isNull()).isTrue();
  }

  /// In a vault of one file the sum would be that file's size.
  @Test
  void howMuchThereIsIsSaidRoughly() {
    TestVault vault = ready();
    long bytes = vault.status.bytes();
    assertThat(Long.bitCount(bytes)).as("no round figure: " + bytes).isGreaterThan(1);
    assertThat(run("diagnostics", "--preview").out())
        .contains("bytes up to " + (Long.highestOneBit(bytes) << 1))
        .doesNotContain(String.valueOf(bytes));
  }

  @Test
  void namesAreInItAsPlaceholders() {
    TestVault vault = ready();
    vault.activity =
        List.of(
            new Activity(
                1, Instant.EPOCH, Activity.Kind.SENT, "Quitte/Birne.txt", "Wacholder", true, 7, ""),
            new Activity(
                2, Instant.EPOCH, Activity.Kind.SENT, "Quitte/Apfel.txt", "Wacholder", true, 7, ""),
            new Activity(
                3,
                Instant.EPOCH,
                Activity.Kind.DELETED,
                "Quitte/Birne.txt",
                "Holunder",
                false,
                7,
                ""));
    vault.placed =
        List.of(new PlacedFolder("Mirabelle", Path.of("/srv/Schlehe"), PlacedFolder.State.GONE));
    vault.patterns.add("*.sanddorn");
    Result result = run("diagnostics", "--preview");
    assertThat(result.out())
        .contains(
            "  happened: 1970-01-01T00:00:00Z sent about file#1 by device#",
            "  happened: 1970-01-01T00:00:00Z sent about file#2 by device#",
            "  happened: 1970-01-01T00:00:00Z deleted about file#1 by device#",
            "  placed: folder#1 gone\n",
            "  ignore rules here: 1\n");
    assertThat(result.out().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(
            "quitte",
            "birne",
            "apfel",
            "wacholder",
            "holunder",
            "mirabelle",
            "schlehe",
            "sanddorn");
  }

  @Test
  void aProfileThatIsLockedIsReportedWithoutItsVault() throws IOException {
    locked();
    Result result = run("diagnostics", "report.zip");
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains(
            "The vault is not open (LOCKED): the report tells of the system and the log only\n");
    assertThat(saved())
        .contains("  no vault open: LOCKED\n", "  java: ")
        .doesNotContain("  state: ");
  }

  @Test
  void soIsOneWithoutAVault() throws IOException {
    JsonNode document = json(run("diagnostics", "report.zip", "--json"));
    assertThat(document.get("closed").asString()).isEqualTo("NOT_SET_UP");
    assertThat(saved()).contains("  no vault open: NOT_SET_UP\n");
    assertThat(home()).doesNotExist();
  }

  @Test
  void partsCanBeLeftOut() {
    ready();
    Result result = run("diagnostics", "--preview", "--without", "log", "--without", "system");
    assertThat(result.out()).startsWith("settings\n").doesNotContain("  java: ", "\nlog\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnostics",
        "diagnostics report.zip --preview",
        "diagnostics report.txt",
        "diagnostics report.zip --without names",
        "diagnostics report.zip --without log --without log",
        "diagnostics --preview --without log --without system --without settings --without status --without index",
      })
  void wrongUseIsRefusedBeforeAnythingIsOpened(String line) {
    ready();
    assertThat(run(line.split(" ")).exit()).isEqualTo(2);
    assertThat(vaults.opened).isNull();
    assertThat(file()).doesNotExist();
  }

  @Test
  void nothingIsReplaced() throws IOException {
    ready();
    Files.writeString(file(), "mine");
    Result result = run("diagnostics", "report.zip");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("There is already a file " + file() + ".");
    assertThat(file()).hasContent("mine");
  }

  @Test
  void whereItCannotBeWrittenIsSaid() {
    ready();
    Result result = run("diagnostics", "nowhere/report.zip");
    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.err()).contains("cannot be written to");
  }

  @Test
  void ofADeviceWithAnIssueItsCodeIsSaid() {
    ready().status = TestVault.status(org.tidelock.engine.State.STOPPED, HeldFolderTest.UNMARKED);
    assertThat(run("diagnostics", "--preview").out())
        .containsPattern("  issue: LOC-15 [a-z]+ [a-z-]+ (about file#1 )?since ");
  }
}
