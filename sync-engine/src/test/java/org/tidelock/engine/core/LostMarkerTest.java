package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;

/// A folder that is there and has lost its marker: its user deleted `.tidelock`, or it is another folder (decision 0090).
final class LostMarkerTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;
  private TestDevice b;
  private SortedMap<String, String> all;

  @BeforeEach
  void synced() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    a.write("one.txt", "1");
    a.write("two.txt", "2");
    a.write("in/three.txt", "3");
    a.write("in/four.txt", "4");
    for (String more : new String[] {"x", "y", "z"}) a.write(more, more);
    a.sync();
    b.sync();
    a.sync();
    all = a.tree();
    a.delete(".tidelock");
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static TidelockException refused(Attempt attempt) {
    TidelockException e = catchThrowableOfType(TidelockException.class, attempt::run);
    assertThat(e).as("it is refused").isNotNull();
    return e;
  }

  private void assertStopped() throws Exception {
    assertThat(refused(a::sync).happened().phrase()).isEqualTo(Happened.MARKER_GONE);
    assertThat(a.vault.status().state()).isEqualTo(State.STOPPED);
    assertThat(a.vault.issues()).extracting(Issue::code).contains("LOC-15");
  }

  private void empty() throws Exception {
    for (String top : new String[] {"one.txt", "two.txt", "in", "x", "y", "z"}) a.delete(top);
  }

  private void assertBothHave(SortedMap<String, String> tree) throws Exception {
    a.sync();
    b.sync();
    a.sync();
    assertThat(a.tree()).isEqualTo(tree);
    assertThat(b.tree()).isEqualTo(tree);
  }

  @Test
  void theFolderIsUsedAgainOnceItsUserSaysSo() throws Exception {
    assertStopped();
    a.vault.useFolderAgain();
    assertThat(a.vault.issues()).extracting(Issue::code).doesNotContain("LOC-15");
    assertThat(a.sync().sent().files()).isZero();
    assertBothHave(all);
    a.restart();
    a.write("one.txt", "goes on");
    a.sync();
    b.sync();
    assertThat(b.read("one.txt")).isEqualTo("goes on");
  }

  @Test
  void soItIsAfterAStart() throws Exception {
    a.restart();
    assertStopped();
    a.restart();
    a.vault.useFolderAgain();
    assertBothHave(all);
  }

  /// Nobody knows whether what is missing was deleted by its user, or never was in this folder.
  @Test
  void whatIsMissingComesBackAndWhatWasEditedIsRecorded() throws Exception {
    a.delete("in/four.txt");
    a.write("one.txt", "edited while nobody looked");
    a.write("new.txt", "new");
    a.vault.useFolderAgain();
    a.sync();
    b.sync();
    assertThat(b.tree())
        .isEqualTo(a.tree())
        .containsKeys("in/four.txt", "new.txt")
        .hasSize(all.size() + 1);
    assertThat(b.read("one.txt")).isEqualTo("edited while nobody looked");
  }

  @Test
  void aFolderThatIsMissingComesBackWithAllInIt() throws Exception {
    a.delete("in");
    a.write("in", "a file now");
    a.vault.useFolderAgain();
    a.sync();
    b.sync();
    a.sync();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(all.size() + 1);
    assertThat(b.tree().values()).containsAll(all.values());
  }

  /// An older copy of the folder sets nothing back.
  @Test
  void whatIsOlderThanWhatWasSyncedIsKeptBesideIt() throws Exception {
    a.write("two.txt", "old");
    a.setModified("two.txt", Instant.parse("2020-01-01T00:00:00Z"));
    a.vault.useFolderAgain();
    a.sync();
    b.sync();
    a.sync();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(all.size() + 1);
    assertThat(b.tree()).containsAllEntriesOf(all);
  }

  @Test
  void aCopyOnAnotherDriveIsKnownByItsFiles() throws Exception {
    Path away = Files.move(a.folder, root.resolve("away"));
    for (String path : all.keySet()) {
      Files.createDirectories(a.folder.resolve(path).getParent());
      if (Files.isRegularFile(away.resolve(path)))
        Files.copy(away.resolve(path), a.folder.resolve(path), StandardCopyOption.COPY_ATTRIBUTES);
    }
    a.restart();
    a.vault.useFolderAgain();
    assertBothHave(all);
  }

  @Test
  void anotherFolderIsRefusedAndDeletesNothing() throws Exception {
    Files.move(a.folder, root.resolve("away"));
    a.write("one.txt", "another one");
    a.write("else.txt", "another one");
    assertStopped();
    TidelockException e = refused(a.vault::useFolderAgain);
    assertThat(e.code()).isEqualTo(ErrorCode.NEEDS_YOU);
    assertThat(e.happened().english())
        .isEqualTo(
            "The folder does not look like the one that was synced: of 7 files, 0 are in it as they were. It is "
                + a.folder
                + ".");
    assertThat(a.has(".tidelock/root")).isFalse();
    assertStopped();
    b.sync();
    assertThat(b.tree()).isEqualTo(all);
    TestDevice.deleteTree(a.folder);
    Files.move(root.resolve("away"), a.folder);
    a.vault.useFolderAgain();
    assertBothHave(all);
  }

  @Test
  void anEmptyFolderIsRefusedAndFilledByRestoringEverything() throws Exception {
    empty();
    assertThat(refused(a.vault::useFolderAgain).happened().phrase())
        .isEqualTo(Happened.FOLDER_NOT_RECOGNISED);
    assertThat(refused(() -> a.vault.restore(part())).happened().phrase())
        .isEqualTo(Happened.MARKER_GONE);
    a.vault.restore(everything());
    assertBothHave(all);
  }

  @Test
  void aFolderThatIsMarkedNeedsNoDecision() throws Exception {
    a.vault.useFolderAgain();
    assertThat(refused(a.vault::useFolderAgain).code()).isEqualTo(ErrorCode.USAGE);
    empty();
    assertThat(refused(a.vault::useFolderAgain).happened().phrase())
        .isEqualTo(Happened.FOLDER_EMPTIED);
    assertThat(refused(a::sync).happened().phrase()).isEqualTo(Happened.FOLDER_EMPTIED);
    assertThat(a.vault.issues()).extracting(Issue::code).contains("LOC-16");
    TestDevice.deleteTree(a.folder);
    assertThat(refused(a.vault::useFolderAgain).happened().phrase())
        .isEqualTo(Happened.FOLDER_GONE);
  }

  /// A round that looks at nothing here, as the storage had news: nothing is put into a folder that is not surely the synced one. It would be missing
  /// in the right one, and count as deleted there.
  @Test
  void nothingIsPutIntoAFolderThatIsNotMarked() throws Exception {
    b.write("news.txt", "from b");
    b.sync();
    assertThat(refused(() -> TestDevice.round(a.vault, Set.of())).happened().phrase())
        .isEqualTo(Happened.MARKER_GONE);
    assertThat(a.tree()).isEqualTo(all);
  }

  /// Nor into one that was emptied: with a file in it, all that is gone would count as deleted.
  @Test
  void nothingIsPutIntoAFolderThatWasEmptied() throws Exception {
    a.vault.useFolderAgain();
    empty();
    b.write("news.txt", "from b");
    b.sync();
    assertThat(refused(() -> TestDevice.round(a.vault, Set.of())).happened().phrase())
        .isEqualTo(Happened.FOLDER_EMPTIED);
    assertThat(a.tree()).isEmpty();
  }

  private static RestoreRequest everything() {
    return new RestoreRequest("", Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static RestoreRequest part() {
    return new RestoreRequest("in", Optional.empty(), Optional.empty(), Optional.empty());
  }
}
