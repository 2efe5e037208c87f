package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.local.WriterFixture.TIME;
import static org.tidelock.engine.local.WriterFixture.at;
import static org.tidelock.engine.local.WriterFixture.racy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.history.Attributes;

class DiskWriterTest {
  @TempDir Path root;
  WriterFixture f;
  DiskWriter writer;

  @BeforeEach
  void open() throws Exception {
    f = new WriterFixture(root, true);
    writer = f.writer;
  }

  private Fingerprint look(String path) throws IOException {
    return f.disk.look(at(path)).orElseThrow();
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private void permit(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  private static void assertStale(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(StaleException.class);
  }

  // New things

  @Test
  void aFolderIsMadeOnlyWhereNothingIs() throws Exception {
    assertThat(writer.makeFolder(at("a"))).isEqualTo(look("a"));
    f.write("file", "x");
    assertStale(() -> writer.makeFolder(at("a")));
    assertStale(() -> writer.makeFolder(at("file")));
    assertStale(() -> writer.makeFolder(at("nowhere/b")));
    assertStale(() -> writer.makeFolder(at("file/b")));
    assertThat(f.tree()).isEqualTo(Map.of("a/", "", "file", "x"));
  }

  @Test
  void aLinkIsMadeOnlyWhereNothingIs() throws Exception {
    assertThat(writer.makeLink(at("a"), "b/c")).isEqualTo(look("a"));
    assertStale(() -> writer.makeLink(at("a"), "other"));
    assertThat(f.tree()).isEqualTo(Map.of("a", "-> b/c"));
  }

  @Test
  void aLinkThatIsReplacedAtOnceIsNotTakenForOurs() throws Exception {
    f.disk.before(
        "readLink",
        () -> {
          Files.delete(root.resolve("a"));
          Files.createSymbolicLink(root.resolve("a"), Path.of("theirs"));
        });
    assertStale(() -> writer.makeLink(at("a"), "ours"));
    assertThat(f.tree()).isEqualTo(Map.of("a", "-> theirs"));
  }

  @Test
  void aPlacedFileHasItsAttributesAndThePermissionsOfAnyNewFile() throws Exception {
    f.write("usual", "");
    LocalPath staged = f.staged("new", new Attributes(TIME, false));
    assertThat(permissions(staged.toString())).isEqualTo("rw-------");
    assertThat(writer.place(staged, at("plain"))).isEqualTo(look("plain"));
    assertThat(permissions("plain")).isEqualTo(permissions("usual"));
    assertThat(Files.getLastModifiedTime(root.resolve("plain"))).isEqualTo(FileTime.from(TIME));
    writer.place(f.staged("run", new Attributes(TIME, true)), at("run"));
    assertThat(look("run").executable()).isTrue();
    assertThat(permissions("run"))
        .isEqualTo(permissions("usual").replace("r--", "r-x").replace("rw-", "rwx"));
    assertThat(f.tree()).isEqualTo(Map.of("usual", "", "plain", "new", "run", "run"));
    assertThat(f.staging()).isEmpty();
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void nothingIsPlacedOverAnything() throws Exception {
    f.write("file", "old");
    f.write("folder/inner", "");
    Files.createSymbolicLink(root.resolve("link"), Path.of("nowhere"));
    Files.createSymbolicLink(root.resolve("way"), Path.of("folder"));
    LocalPath staged = f.staged("new");
    Map<String, String> before = f.tree();
    for (String taken : new String[] {"file", "folder", "link", "file/x", "nowhere/x", "way/x"})
      assertStale(() -> writer.place(staged, at(taken)));
    assertThat(f.tree()).isEqualTo(before);
    assertThat(f.text(staged)).isEqualTo("new");
  }

  @Test
  void aFileThatAppearsInTheLastMomentStays() throws Exception {
    f.disk.before("move", () -> f.write("a", "theirs"));
    LocalPath staged = f.staged("ours");
    assertStale(() -> writer.place(staged, at("a")));
    assertThat(f.tree()).isEqualTo(Map.of("a", "theirs"));
  }

  @Test
  void aMissingStagedFileIsNotAStalePlan() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    assertThatThrownBy(() -> writer.place(at("gone"), at("b")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> writer.replace(at("gone"), at("a"), row))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(f.tree()).isEqualTo(Map.of("a", "old"));
  }

  @Test
  void anEditRightAfterPlacingIsNotInTheReturnedFingerprint() throws Exception {
    LocalPath staged = f.staged("ours");
    f.disk.before("move", () -> f.disk.before("look", () -> f.write("a", "edit")));
    Fingerprint placed = writer.place(staged, at("a"));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(placed).isNotEqualTo(look("a"));
    assertThat(placed.modified())
        .isEqualTo(FileTime.from(TIME).to(java.util.concurrent.TimeUnit.NANOSECONDS));
  }

  @Acceptance(94)
  @Test
  void timesThatNoFileSystemHasDoNotKeepAFileAway() throws Exception {
    for (Instant time :
        new Instant[] {
          Instant.EPOCH.plusSeconds(Long.MAX_VALUE / 1_000_000),
          Instant.EPOCH.minusSeconds(Long.MAX_VALUE / 1_000_000),
          Instant.parse("1900-01-01T00:00:00.123456Z"),
          Instant.parse("2600-01-01T00:00:00Z")
        }) {
      String name = "at " + time.getEpochSecond();
      Fingerprint placed = writer.place(f.staged("x", new Attributes(time, false)), at(name));
      assertThat(placed).isEqualTo(look(name));
    }
    assertThat(f.tree()).hasSize(4);
  }

  // Replacing

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOldFileGoesToTheTrashUnderItsName(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("folder/a", "old");
    Fingerprint replaced = f.writer.replace(f.staged("new"), at("folder/a"), f.row("folder/a"));
    assertThat(replaced).isEqualTo(look("folder/a"));
    assertThat(f.tree()).isEqualTo(Map.of("folder/", "", "folder/a", "new"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "old"));
    assertThat(f.staging()).isEmpty();
    assertThat(Files.getLastModifiedTime(root.resolve("folder/a"))).isEqualTo(FileTime.from(TIME));
  }

  @Test
  void permissionsStayAndExecutionIsAsTheAttributesSay() throws Exception {
    f.write("secret", "old");
    permit("secret", "rw-------");
    writer.replace(f.staged("new", new Attributes(TIME, true)), at("secret"), f.row("secret"));
    assertThat(permissions("secret")).isEqualTo("rwx------");
    writer.replace(f.staged("newer", new Attributes(TIME, false)), at("secret"), f.row("secret"));
    assertThat(permissions("secret")).isEqualTo("rw-------");
  }

  @Test
  void aReadOnlyFileIsReplacedAndStaysReadOnly() throws Exception {
    f.write("a", "old");
    permit("a", "r--r--r--");
    writer.replace(f.staged("new"), at("a"), f.row("a"));
    assertThat(f.tree()).isEqualTo(Map.of("a", "new"));
    assertThat(permissions("a")).isEqualTo("r--r--r--");
  }

  @Acceptance(102)
  @Test
  void anotherHardLinkKeepsTheOldContent() throws Exception {
    f.write("a", "old");
    Files.createLink(root.resolve("b"), root.resolve("a"));
    writer.replace(f.staged("new"), at("a"), f.row("a"));
    assertThat(f.tree()).isEqualTo(Map.of("a", "new", "b", "old"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLinkIsReplacedByALink(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.disk.makeLink(at("a"), "old");
    LocalPath staged = f.folder.newStagingPlace();
    f.disk.makeLink(staged, "new");
    f.writer.setAttributesOfStaged(staged, new Attributes(TIME, false));
    assertThat(f.writer.replace(staged, at("a"), f.row("a"))).isEqualTo(look("a"));
    assertThat(f.tree()).isEqualTo(Map.of("a", "-> new"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "-> old"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNameOfFullLengthIsReplacedAndRemoved(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    String longest = "ü".repeat(127) + "n";
    f.write(longest, "old");
    f.writer.replace(f.staged("new"), at(longest), f.row(longest));
    f.writer.remove(at(longest), f.row(longest));
    assertThat(f.tree()).isEmpty();
    assertThat(root.resolve(".tidelock/trash/2026-11-25")).isDirectoryContaining("glob:**");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHasChangedIsNotReplaced(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.write("a", "edited");
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "edited"));
    assertThat(f.text(staged)).isEqualTo("new");
    Files.delete(root.resolve("a"));
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    Files.createDirectory(root.resolve("a"));
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a/", ""));
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void anEditThatHidesBehindItsTimeIsFound() throws Exception {
    f.write("a", "old");
    Files.setLastModifiedTime(root.resolve("a"), FileTime.from(TIME));
    BaseRow row = f.row("a");
    f.write("a", "wld");
    Files.setLastModifiedTime(root.resolve("a"), FileTime.from(TIME));
    assertStale(() -> writer.replace(f.staged("new"), at("a"), row));
    assertStale(() -> writer.remove(at("a"), row));
    assertStale(() -> writer.move(at("a"), at("b"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "wld"));
  }

  @Test
  void aRacyRowIsTrustedOnlyAfterReading() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    f.write("a", "wld");
    // As if the edit had come in the same tick of the clock.
    BaseRow sameLook = new BaseRow(row.entry(), look("a"), true);
    assertStale(() -> writer.replace(f.staged("new"), at("a"), sameLook));
    assertStale(() -> writer.remove(at("a"), sameLook));
    assertThat(f.tree()).isEqualTo(Map.of("a", "wld"));
    f.write("b", "old");
    writer.replace(f.staged("new"), at("b"), racy(f.row("b")));
    writer.remove(at("b"), racy(f.row("b")));
    assertThat(f.tree()).isEqualTo(Map.of("a", "wld"));
  }

  @Test
  void aTouchedInodeWithTheSameBytesIsStillReplaced() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    Files.createLink(root.resolve("b"), root.resolve("a"));
    assertThat(look("a")).isNotEqualTo(row.fingerprint());
    writer.replace(f.staged("new"), at("a"), row);
    assertThat(f.tree()).isEqualTo(Map.of("a", "new", "b", "old"));
  }

  @Acceptance(89)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEditInTheLastMomentIsPutBack(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> f.write("a", "edit"));
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(f.tree()).isEqualTo(Map.of("a", "edit"));
    assertThat(f.text(staged)).isEqualTo("new");
    assertThat(f.trash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEditOfARacyFileWithinTheTickIsPutBack(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = racy(f.row("a"));
    FileTime time = Files.getLastModifiedTime(root.resolve("a"));
    f.disk.before(
        "exchange",
        () -> {
          f.write("a", "wld");
          Files.setLastModifiedTime(root.resolve("a"), time);
        });
    assertStale(() -> f.writer.replace(f.staged("new"), at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "wld"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ASaveAsANewFileInTheLastMomentIsPutBack(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = f.row("a");
    f.disk.before("exchange", () -> f.save("a", "save"));
    assertStale(() -> f.writer.replace(f.staged("new"), at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "save"));
    assertThat(f.trash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderInItsPlaceInTheLastMomentIsPutBack(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = f.row("a");
    f.disk.before(
        "exchange",
        () -> {
          Files.delete(root.resolve("a"));
          f.write("a/inner", "x");
        });
    assertStale(() -> f.writer.replace(f.staged("new"), at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a/", "", "a/inner", "x"));
    assertThat(f.trash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeletionInTheLastMomentStaysOne(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> Files.delete(root.resolve("a")));
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    assertThat(f.tree()).isEmpty();
    assertThat(f.text(staged)).isEqualTo("new");
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void ofTwoEditsInARowTheLaterIsSeenAndTheEarlierIsInTheTrash() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> f.write("a", "first edit"));
    f.disk.before("look", () -> f.save("a", "second edit"));
    assertStale(() -> writer.replace(staged, at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "second edit"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "first edit"));
  }

  @Test
  void alsoWhenTheLaterEditComesWhilePuttingBack() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> f.write("a", "first edit"));
    f.disk.before("exchange", () -> f.save("a", "second edit"));
    assertStale(() -> writer.replace(staged, at("a"), row));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(f.tree()).isEqualTo(Map.of("a", "second edit"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "first edit"));
  }

  @Test
  void anEditIsPutBackThoughOursWasDeletedMeanwhile() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> f.write("a", "edit"));
    f.disk.before("look", () -> Files.delete(root.resolve("a")));
    assertStale(() -> writer.replace(staged, at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "edit"));
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void aFileThatAppearsBetweenTheStepsStays() throws Exception {
    f = new WriterFixture(root, false);
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> {});
    f.disk.before("move", () -> {}); // the old one to the trash
    f.disk.before("move", () -> f.write("a", "theirs"));
    assertStale(() -> f.writer.replace(staged, at("a"), row));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(f.tree()).isEqualTo(Map.of("a", "theirs"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "old"));
    assertThat(f.text(staged)).isEqualTo("new");
  }

  @Test
  void anErrorBetweenTheStepsPutsTheOldOneBack() throws Exception {
    f = new WriterFixture(root, false);
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> {});
    f.disk.before("move", () -> {});
    f.disk.before(
        "move",
        () -> {
          throw new IOException("the disk hums");
        });
    assertThatThrownBy(() -> f.writer.replace(staged, at("a"), row)).hasMessage("the disk hums");
    assertThat(f.tree()).isEqualTo(Map.of("a", "old"));
    assertThat(f.text(staged)).isEqualTo("new");
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void anErrorWhileInspectingPutsTheOldOneBack() throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    LocalPath staged = f.staged("new");
    f.disk.before("exchange", () -> {});
    f.disk.before(
        "look",
        () -> {
          throw new IOException("the disk hums");
        });
    assertThatThrownBy(() -> writer.replace(staged, at("a"), row)).hasMessage("the disk hums");
    assertThat(f.tree()).isEqualTo(Map.of("a", "old"));
    assertThat(f.text(staged)).isEqualTo("new");
    assertThat(f.trash()).isEmpty();
  }

  // Moving

  @Test
  void aFileMovesAndTheFingerprintOfTheNewPlaceIsReturned() throws Exception {
    f.write("a", "x");
    f.write("folder/b", "y");
    Fingerprint moved = writer.move(at("a"), at("folder/c"), f.row("a"));
    assertThat(moved).isEqualTo(look("folder/c"));
    assertThat(f.tree()).isEqualTo(Map.of("folder/", "", "folder/b", "y", "folder/c", "x"));
  }

  @Test
  void aFolderMovesWithAllThatIsInIt() throws Exception {
    f.write("a/b/c", "x");
    BaseRow row = f.row("a");
    f.write("a/new", "since then");
    assertThat(writer.move(at("a"), at("z"), row)).isEqualTo(look("z"));
    assertThat(f.tree())
        .isEqualTo(Map.of("z/", "", "z/b/", "", "z/b/c", "x", "z/new", "since then"));
  }

  @Test
  void nothingMovesOntoAnything() throws Exception {
    f.write("a", "x");
    f.write("b", "y");
    f.write("folder/c", "z");
    Map<String, String> before = f.tree();
    assertStale(() -> writer.move(at("a"), at("b"), f.row("a")));
    assertStale(() -> writer.move(at("a"), at("folder"), f.row("a")));
    assertStale(() -> writer.move(at("a"), at("nowhere/a"), f.row("a")));
    assertThat(f.tree()).isEqualTo(before);
  }

  @Test
  void anotherFolderUnderItsNameIsNotMoved() throws Exception {
    f.write("a/x", "");
    BaseRow row = f.row("a");
    Files.move(root.resolve("a"), root.resolve("elsewhere"));
    f.write("a/y", "");
    assertStale(() -> writer.move(at("a"), at("b"), row));
    assertThat(f.tree()).containsOnlyKeys("a/", "a/y", "elsewhere/", "elsewhere/x");
  }

  @Test
  void whatWasReplacedInTheLastMomentMovesBack() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.disk.before("move", () -> f.save("a", "edit"));
    assertStale(() -> writer.move(at("a"), at("b"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "edit"));
  }

  // Attributes

  @Test
  void attributesAreSet() throws Exception {
    f.write("a", "x");
    permit("a", "rw-r-----");
    Fingerprint set = writer.setAttributes(at("a"), f.row("a"), new Attributes(TIME, true));
    assertThat(set).isEqualTo(look("a"));
    assertThat(set.executable()).isTrue();
    assertThat(permissions("a")).isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(root.resolve("a"))).isEqualTo(FileTime.from(TIME));
  }

  @Test
  void attributesOfWhatHasChangedAreNotSet() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.write("a", "edit");
    Fingerprint before = look("a");
    assertStale(() -> writer.setAttributes(at("a"), row, new Attributes(TIME, true)));
    assertThat(look("a")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"setExecutable", "setModified"})
  void anEditWhileAttributesAreSetIsNotHidden(String call) throws Exception {
    f.write("a", "old");
    BaseRow row = f.row("a");
    f.disk.before(call, () -> f.write("a", "wld"));
    assertStale(() -> writer.setAttributes(at("a"), row, new Attributes(TIME, true)));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(look("a")).isNotEqualTo(row.fingerprint());
    assertThat(f.tree()).isEqualTo(Map.of("a", "wld"));
  }

  @Test
  void anEditWhileOnlyTheExecutableFlagIsSetIsFoundWithoutReading() throws Exception {
    f.write("a", "old");
    Files.setLastModifiedTime(root.resolve("a"), FileTime.from(TIME));
    BaseRow row = f.row("a");
    f.disk.before("setExecutable", () -> f.write("a", "wld"));
    assertStale(() -> writer.setAttributes(at("a"), row, new Attributes(TIME, true)));
  }

  // Removing

  @Test
  void aFileGoesToTheTrash() throws Exception {
    f.write("folder/a", "x");
    Files.createSymbolicLink(root.resolve("l"), Path.of("folder"));
    writer.remove(at("folder/a"), f.row("folder/a"));
    writer.remove(at("l"), f.row("l"));
    assertThat(f.tree()).isEqualTo(Map.of("folder/", ""));
    assertThat(f.trash()).isEqualTo(Map.of("a", "x", "l", "-> folder"));
  }

  @Test
  void whatHasChangedIsNotRemoved() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.write("a", "edit");
    assertStale(() -> writer.remove(at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "edit"));
    Files.delete(root.resolve("a"));
    assertStale(() -> writer.remove(at("a"), row));
    f.write("a/b", "inner");
    assertStale(() -> writer.remove(at("a"), row));
    assertThat(f.tree()).containsOnlyKeys("a/", "a/b");
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void anEditInTheLastMomentOfARemovalIsPutBack() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.disk.before("move", () -> f.write("a", "edit"));
    assertStale(() -> writer.remove(at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "edit"));
    assertThat(f.trash()).isEmpty();
    assertThat(root.resolve(".tidelock/trash/2026-11-25")).isEmptyDirectory();
  }

  @Test
  void aWholeFolderInItsPlaceIsPutBackWhole() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.disk.before(
        "move",
        () -> {
          Files.delete(root.resolve("a"));
          f.write("a/b/c", "inner");
        });
    assertStale(() -> writer.remove(at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a/", "", "a/b/", "", "a/b/c", "inner"));
  }

  @Test
  void ofTwoEditsWhileRemovingTheLaterIsSeenAndTheEarlierIsInTheTrash() throws Exception {
    f.write("a", "x");
    BaseRow row = f.row("a");
    f.disk.before("move", () -> f.write("a", "first"));
    f.disk.before("look", () -> f.write("a", "second"));
    assertStale(() -> writer.remove(at("a"), row));
    assertThat(f.tree()).isEqualTo(Map.of("a", "second"));
    assertThat(f.trash()).isEqualTo(Map.of("a", "first"));
  }

  @Test
  void anEmptyFolderIsRemovedAndOneWithSomethingInItStays() throws Exception {
    f.write("full/a", "x");
    Files.createDirectories(root.resolve("nested/empty"));
    Files.createDirectory(root.resolve("empty"));
    writer.remove(at("empty"), f.row("empty"));
    assertStale(() -> writer.remove(at("full"), f.row("full")));
    assertStale(() -> writer.remove(at("nested"), f.row("nested")));
    assertThat(f.tree()).containsOnlyKeys("full/", "full/a", "nested/", "nested/empty/");
    assertThat(f.trash()).isEmpty();
  }

  @Test
  void junkDoesNotKeepAFolder() throws Exception {
    f.write("folder/.DS_Store", "1");
    f.write("folder/Thumbs.db", "2");
    f.write("folder/Desktop.ini", "3");
    writer.remove(at("folder"), f.row("folder"));
    assertThat(f.tree()).isEmpty();
    assertThat(f.trash()).isEqualTo(Map.of(".DS_Store", "1", "Thumbs.db", "2", "Desktop.ini", "3"));
  }

  @Test
  void aFolderNamedLikeJunkKeepsItsFolder() throws Exception {
    f.write("folder/.DS_Store/precious", "1");
    f.write("other/.DS_Store", "1");
    f.write("other/precious", "1");
    Map<String, String> before = f.tree();
    assertStale(() -> writer.remove(at("folder"), f.row("folder")));
    assertStale(() -> writer.remove(at("other"), f.row("other")));
    assertThat(f.tree()).isEqualTo(before);
  }

  @Test
  void aFileThatAppearsInTheLastMomentKeepsItsFolder() throws Exception {
    Files.createDirectory(root.resolve("folder"));
    BaseRow row = f.row("folder");
    f.disk.before("delete", () -> f.write("folder/new", "x"));
    assertStale(() -> writer.remove(at("folder"), row));
    assertThat(f.tree()).containsOnlyKeys("folder/", "folder/new");
  }

  @Test
  void theRootIsNeverTouched() throws Exception {
    Files.createDirectory(root.resolve("a"));
    BaseRow row = new BaseRow(f.row("a").entry(), f.disk.look(LocalPath.ROOT).orElseThrow(), false);
    assertThatThrownBy(() -> writer.remove(LocalPath.ROOT, row))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.move(LocalPath.ROOT, at("x"), row))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkOnTheWayIsAStalePlan() throws Exception {
    f.write("folder/a", "x");
    BaseRow row = f.row("folder/a");
    Files.move(root.resolve("folder"), root.resolve("moved"));
    Files.createSymbolicLink(root.resolve("folder"), Path.of("moved"));
    LocalPath staged = f.staged("new");
    assertStale(() -> writer.replace(staged, at("folder/a"), row));
    assertStale(() -> writer.remove(at("folder/a"), row));
    assertStale(() -> writer.move(at("folder/a"), at("b"), row));
    assertStale(() -> writer.makeFolder(at("folder/b")));
    assertThat(f.tree()).isEqualTo(Map.of("folder", "-> moved", "moved/", "", "moved/a", "x"));
  }

  // Where two files may look the same

  private interface Use {
    void of(BaseRow row) throws IOException;
  }

  private void anotherOneTakesItsPlace(String call, Use use) throws IOException {
    f.disk.blur();
    for (String name : new String[] {"a", "other"}) {
      f.write(name, name.substring(0, 1));
      Files.setLastModifiedTime(root.resolve(name), FileTime.from(TIME));
    }
    BaseRow row = f.row("a");
    f.disk.before(
        call,
        () ->
            Files.move(
                root.resolve("other"), root.resolve("a"), StandardCopyOption.REPLACE_EXISTING));
    assertStale(() -> use.of(row));
    assertThat(f.disk.isDone()).isTrue();
    assertThat(f.tree()).isEqualTo(Map.of("a", "o"));
  }

  @Test
  void aFileThatLooksLikeTheOneToBeRemovedStays() throws Exception {
    anotherOneTakesItsPlace("move", row -> writer.remove(at("a"), row));
  }

  @Test
  void aFileThatLooksLikeTheOneToBeMovedStays() throws Exception {
    anotherOneTakesItsPlace("move", row -> writer.move(at("a"), at("b"), row));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatLooksLikeTheOneToBeReplacedStays(boolean exchanges) throws Exception {
    f = new WriterFixture(root, exchanges);
    writer = f.writer;
    LocalPath staged = f.staged("new");
    anotherOneTakesItsPlace("move", row -> writer.replace(staged, at("a"), row));
  }
}
