package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.phrase.Fact;

/// `ls`, `search`, `history`, `restore`, `why`.
final class FileCommandsTest extends CliFixture {
  private static FileEntry entry(String path, Type type, long size, Local local) {
    return new FileEntry(path, type, size, TestVault.NOON, "Laptop", local, Optional.empty());
  }

  private static FileEntry deleted(String path) {
    return new FileEntry(
        path,
        Type.FILE,
        120_000,
        TestVault.NOON,
        "Attic",
        Local.STORED,
        Optional.of(new FileEntry.Deletion("id", TestVault.NOON.plusSeconds(3_600))));
  }

  @Test
  void aListingHasSizeTimeNameAndWhatIsSpecial() {
    TestVault vault = ready();
    vault.entries =
        List.of(
            entry("Photos/2026", Type.FOLDER, 0, Local.STORED),
            entry("Photos/a.jpg", Type.FILE, 2_345_678, Local.STORED),
            entry("Photos/b.jpg", Type.FILE, 1, Local.WAITING),
            entry("Photos/c.jpg", Type.FILE, 999, Local.RECEIVING),
            entry("Photos/d.jpg", Type.LINK, 9, Local.LEFT_OUT),
            entry("Photos/d2.jpg", Type.FILE, 9, Local.HELD),
            entry("Photos/e\u001b[2J.jpg", Type.FILE, 1_000, Local.PROBLEM));
    assertThat(run("ls", "Photos/"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "            2026-11-24 13:00  2026/",
                    "    2.3 MB  2026-11-24 13:00  a.jpg",
                    "    1 byte  2026-11-24 13:00  b.jpg  (waiting to be sent)",
                    " 999 bytes  2026-11-24 13:00  c.jpg  (not here yet)",
                    "   9 bytes  2026-11-24 13:00  d.jpg  (left out here)",
                    "   9 bytes  2026-11-24 13:00  d2.jpg  (gone here, removal waits)",
                    "    1.0 kB  2026-11-24 13:00  e\\x1b[2J.jpg  (cannot be synced)",
                    "6 files, 1 folder"),
                ""));
    assertThat(vault.calls).containsExactly("list 'Photos' Optional.empty", "close");
  }

  @Test
  void theTopIsListedWithoutAPathAndAnEmptyOneIsNoError() {
    TestVault vault = ready();
    assertThat(run("ls")).isEqualTo(new Result(0, "0 files, 0 folders\n", ""));
    assertThat(vault.calls).contains("list '' Optional.empty");
  }

  @Test
  void aListingAsADocument() {
    ready().entries = List.of(entry("a \"b\".txt", Type.FILE, 5, Local.STORED));
    assertDocument(
        run("ls", "--json"),
        """
        {"path":"","at":null,"deleted":false,"entries":[{"path":"a \\"b\\".txt","type":"file","size":5,\
        "modified":"2026-11-24T12:00:00Z","device":"Laptop","local":"stored","deleted":null}]}""");
  }

  @Test
  void whatOthersDeletedAndIsStillHereSaysSo() {
    FileEntry one = deleted("Letters/old.txt");
    ready().entries =
        List.of(
            new FileEntry(
                one.path(),
                one.type(),
                one.size(),
                one.modified(),
                one.device(),
                Local.HELD,
                one.deleted()));
    assertThat(run("ls", "--deleted", "-q").out())
        .contains("  (deleted 2026-11-24 14:00 on Attic; still here, removal waits)\n");
    assertThat(
            json(runAnew("ls", "--deleted", "--json"))
                .get("entries")
                .get(0)
                .get("local")
                .asString())
        .isEqualTo("held");
  }

  @Test
  void deletedEntriesAreListedWithTheirWholePath() {
    TestVault vault = ready();
    vault.entries = List.of(deleted("Letters/old.txt"));
    assertThat(run("ls", "--deleted", "-q").out())
        .isEqualTo(
            "    120 kB  2026-11-24 13:00  Letters/old.txt  (deleted 2026-11-24 14:00 on Attic)\n");
    assertThat(vault.calls).contains("listDeleted ''");
    assertThat(
            json(runAnew("ls", "--deleted", "--json"))
                .get("entries")
                .get(0)
                .get("deleted")
                .asString())
        .isEqualTo("2026-11-24T13:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-03, 2026-06-03T21:59:59.999Z",
    "'2026-06-03 14:00', 2026-06-03T12:00:00Z",
    "2026-06-03T14:00:00Z, 2026-06-03T14:00:00Z",
    "2026-06-03T14:00:00+02:00, 2026-06-03T12:00:00Z",
    "2h, 2026-11-24T12:33:00Z",
    "3d, 2026-11-21T14:33:00Z"
  })
  void aTimeIsReadAsPeopleSayIt(String typed, Instant meant) {
    TestVault vault = ready();
    assertThat(run("ls", "--at", typed).exit()).isZero();
    assertThat(vault.calls).contains("list '' Optional[" + meant + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026", "2026-13-01", "", "12:00", "2026-06-03T25:00"})
  void whatIsNoTimeIsRefused(String typed) {
    ready();
    Result result = run("ls", "--at", typed);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(" is no time. Nothing was changed. Say 2026-06-03, ");
    assertThat(vaults.opened).isNull();
  }

  @Test
  void atAndDeletedExcludeEachOther() {
    ready();
    assertThat(run("ls", "--at", "2h", "--deleted").exit()).isEqualTo(2);
    assertThat(runAnew("restore", "a", "--at", "2h", "--version", "v1").exit()).isEqualTo(2);
    assertThat(vaults.opened).isNull();
  }

  @Test
  void searchPrintsWholePaths() {
    TestVault vault = ready();
    vault.entries = List.of(entry("Photos/a.jpg", Type.FILE, 2_345_678, Local.STORED));
    assertThat(run("search", "JPG"))
        .isEqualTo(
            new Result(
                0, lines("    2.3 MB  2026-11-24 13:00  Photos/a.jpg", "1 file, 0 folders"), ""));
    assertThat(vault.calls).containsExactly("search 'JPG' false 1000", "close");
    assertDocument(
        runAnew("search", "x", "--history", "--limit", "3", "--json"),
        """
        {"text":"x","history":true,"entries":[{"path":"Photos/a.jpg","type":"file","size":2345678,\
        "modified":"2026-11-24T12:00:00Z","device":"Laptop","local":"stored","deleted":null}]}""");
    assertThat(vault.calls).contains("search 'x' true 3");
  }

  @Test
  void versionsHaveTheIdThatRestoreTakes() {
    TestVault vault = ready();
    vault.versions =
        List.of(
            new FileVersion("9d21", TestVault.NOON, TestVault.NOON, "Laptop", 12, true),
            new FileVersion(
                "77aa", TestVault.NOON.minusSeconds(60), TestVault.NOON, "Attic", 11, false));
    assertThat(run("history", "a/b.txt"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "9d21  2026-11-24 13:00    12 bytes  Laptop  (current)",
                    "77aa  2026-11-24 12:59    11 bytes  Attic"),
                ""));
    assertDocument(
        runAnew("history", "a/b.txt", "--json"),
        """
        {"path":"a/b.txt","versions":[\
        {"id":"9d21","recorded":"2026-11-24T12:00:00Z","modified":"2026-11-24T12:00:00Z","device":"Laptop","size":12,"current":true},\
        {"id":"77aa","recorded":"2026-11-24T11:59:00Z","modified":"2026-11-24T12:00:00Z","device":"Attic","size":11,"current":false}]}""");
  }

  @Test
  void restoreHandsOnExactlyWhatWasAsked() {
    TestVault vault = ready();
    vault.restored = new RestoreReport(2, 23, List.of("a/b.txt", "a/c.txt"));
    assertThat(run("restore", "a", "--at", "2h", "--to", "out"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Restored: a/b.txt", "Restored: a/c.txt", "Restored in all: 2 files, 23 bytes"),
                ""));
    run("restore", "a/b.txt", "--version", "77aa");
    run("restore", "a/b.txt");
    assertThat(vault.calls.stream().filter(call -> call.startsWith("restore")))
        .containsExactly(
            "restore RestoreRequest[path=a, version=Optional.empty, at=Optional[2026-11-24T12:33:00Z], to=Optional["
                + temp.resolve("out")
                + "]]",
            "restore RestoreRequest[path=a/b.txt, version=Optional[77aa], at=Optional.empty, to=Optional.empty]",
            "restore RestoreRequest[path=a/b.txt, version=Optional.empty, at=Optional.empty, to=Optional.empty]");
    assertDocument(
        runAnew("restore", "a", "--json"),
        """
        {"files":2,"bytes":23,"paths":["a/b.txt","a/c.txt"],"folders":0,"notChosen":0}""");
  }

  @Test
  void restoreSaysThatFoldersCameBack() {
    TestVault vault = ready();
    var whole = new RestoreReport.End.Whole();
    vault.restored = new RestoreReport(0, 0, 1, List.of(), 0, Optional.empty(), whole);
    assertThat(run("restore", "empty").out()).isEqualTo("Restored in all: 1 folder\n");
    vault.restored = new RestoreReport(1, 9, 2, List.of("a/b/c"), 0, Optional.empty(), whole);
    assertThat(runAnew("restore", "a").out())
        .isEqualTo(lines("Restored: a/b/c", "Restored in all: 1 file, 9 bytes, and 2 folders"));
  }

  @Test
  void restoreSaysWhatIsNotToBeHere() {
    ready().restored =
        new RestoreReport(
            1, 11, 0, List.of("a"), 3, Optional.empty(), new RestoreReport.End.Whole());
    assertThat(run("restore", "", "--at", "2h").out())
        .contains(
            "Not to be on this computer, and left as it is: 3 files (--to restores into another folder)\n");
  }

  @Test
  void whyIsAChainOfFacts() {
    ready().facts = List.of(Fact.AS_LAST_SEEN.of(), Fact.CONFIRMED.of());
    assertThat(run("why", "a").out())
        .isEqualTo(lines("It is as the last round saw it.", "The storage has confirmed it."));
    assertDocument(
        runAnew("why", "a", "--json"),
        """
        {"path":"a","facts":["It is as the last round saw it.","The storage has confirmed it."]}""");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "a//b/, a/b",
    "'', ''",
    "./folder/a, a",
    "./folder, ''",
    "./folder/../folder/x/./y, x/y",
    "@notes, @notes",
    "'\"quoted\"', '\"quoted\"'"
  })
  void aPathIsOneOfTheVaultOrOneOfItsFolder(String typed, String path) {
    TestVault vault = ready();
    assertThat(run("why", typed).exit()).isZero();
    assertThat(vault.calls).contains("why '" + path + "'");
  }

  @Test
  void anAbsolutePathInTheFolderIsOneOfTheVault() {
    TestVault vault = ready();
    run("why", temp.resolve("folder/x y").toString());
    assertThat(vault.calls).contains("why 'x y'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./elsewhere", "../x", "/etc/passwd", "a/../../b", "..", "."})
  void aPathOutsideIsRefused(String typed) {
    TestVault vault = ready();
    Result result = run("history", typed);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(vault.calls).containsExactly("close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "/a\0b", "./a\0b"})
  void whatCannotBeAPathIsWrongUse(String typed) {
    ready();
    Result result = run("history", typed);
    assertThat(result.exit()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(" is no path here. ").endsWith("[USAGE]\n");
  }

  @Test
  void nothingIsNothingToSearchFor() {
    ready();
    Result result = run("search", "");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Nothing is to be searched for.");
    assertThat(vaults.opened).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "history", "restore"})
  void troubleHasItsCodeAndClosesTheVault(String command) {
    for (ErrorCode code : ErrorCode.values()) {
      TestVault vault = ready();
      vault.failure = problem(code);
      Result result = runAnew(command, "a", "--json");
      assertThat(result.exit()).isEqualTo(code.exitCode());
      assertDocument(
          result,
          """
          {"error":{"code":"%s","message":"The object packs/3f/aa is damaged.","safe":"Nothing was changed.",\
          "todo":"Ask for help.","object":"packs/3f/aa"}}"""
              .formatted(code));
      assertThat(vault.calls).endsWith("close");
    }
  }
}
