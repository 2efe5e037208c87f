package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.local.WriterFixture.at;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Shell;

class PrivateFolderTest {
  @TempDir Path root;
  WriterFixture f;

  @BeforeEach
  void open() throws Exception {
    f = new WriterFixture(root, true);
  }

  private PrivateFolder on(String day) throws Exception {
    return new PrivateFolder(
        f.disk, new SecureRandom(), InstantSource.fixed(Instant.parse(day + "T12:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theMarkIsReadBackAndReplaced(boolean exchanges) throws Exception {
    PrivateFolder folder = new WriterFixture(root, exchanges).folder;
    assertThat(folder.marker()).isEmpty();
    folder.mark("väult 1");
    assertThat(folder.marker()).contains("väult 1");
    folder.mark("2");
    assertThat(folder.marker()).contains("2");
    assertThat(f.staging()).isEmpty();
    assertThat(root.resolve(".tidelock/root")).hasContent("2");
  }

  /// The drive is pulled, or the process dies, before any of the calls: the folder was told to come from a backup then.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNoteIsTheOldOneOrTheNewOne(boolean exchanges) throws Exception {
    Disk disk = new WriterFixture(root, exchanges).disk;
    boolean written = false;
    for (int calls = 0; !written; calls++) {
      on(disk).note(PrivateFolder.Note.GENERATION, "old");
      written = isWritten(dyingAfter(calls, disk), "new");
      assertThat(on(disk).noted(PrivateFolder.Note.GENERATION))
          .as("after %d calls", calls)
          .isIn(written ? List.of("new") : List.of("old", "new"));
    }
    assertThat(root.resolve(".tidelock")).isDirectoryNotContaining("glob:**-new");
  }

  private static PrivateFolder on(Disk disk) {
    return new PrivateFolder(disk, new SecureRandom(), InstantSource.system());
  }

  private static boolean isWritten(Disk disk, String text) {
    try {
      on(disk).note(PrivateFolder.Note.GENERATION, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Disk dyingAfter(int calls, Disk disk) {
    AtomicInteger left = new AtomicInteger(calls);
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              if (left.getAndDecrement() <= 0) throw new IOException("pulled");
              try {
                return method.invoke(disk, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aForeignMarkOfAnyLengthIsReadOnlyToItsLimit() throws Exception {
    f.write(".tidelock/root", "x".repeat(1_000_000));
    assertThat(f.folder.marker().orElseThrow()).hasSize(4096);
  }

  @Test
  void onlyThisUserCanLookIntoIt() throws Exception {
    f.folder.newStagingPlace();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(".tidelock"))))
        .isEqualTo("rwx------");
  }

  @Test
  void stagingPlacesAreFreeAndDiffer() throws Exception {
    LocalPath one = f.folder.newStagingPlace();
    assertThat(one).isNotEqualTo(f.folder.newStagingPlace());
    f.disk.create(one).close();
  }

  @Test
  void clearingStagingLeavesEverythingElse() throws Exception {
    f.folder.clearStaging();
    f.write("a", "x");
    f.folder.mark("vault");
    f.staged("1");
    f.staged("2");
    Files.createSymbolicLink(root.resolve(".tidelock/staging/link"), root);
    f.write(".tidelock/staging/folder/deep", "3");
    f.folder.toTrash(at("a"));
    f.folder.clearStaging();
    assertThat(f.staging()).isEmpty();
    assertThat(f.trash()).isEqualTo(Map.of("a", "x"));
    assertThat(f.folder.marker()).contains("vault");
  }

  @Test
  void equalNamesLieBesideEachOtherInTheTrash() throws Exception {
    f.write("a", "1");
    LocalPath one = f.folder.toTrash(at("a"));
    f.write("a", "2");
    LocalPath other = f.folder.toTrash(at("a"));
    assertThat(f.text(one)).isEqualTo("1");
    assertThat(f.text(other)).isEqualTo("2");
    assertThat(one.name()).isEqualTo("a");
    assertThat(one.toString()).startsWith(".tidelock/trash/2026-11-25/");
  }

  @Test
  void aWholeFolderGoesToTheTrashByOneRename() throws Exception {
    f.write("folder/b/c", "x");
    f.folder.toTrash(at("folder"));
    assertThat(f.tree()).isEmpty();
    assertThat(f.trash()).isEqualTo(Map.of("folder/", "", "folder/b/", "", "folder/b/c", "x"));
  }

  @Test
  void whatIsNotThereLeavesNothingInTheTrash() throws Exception {
    assertThatThrownBy(() -> f.folder.toTrash(at("gone")))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
    assertThat(root.resolve(".tidelock/trash/2026-11-25")).isEmptyDirectory();
  }

  @Acceptance(3)
  @Test
  void theTrashExpiresByItsDays() throws Exception {
    f.write("old/inner", "1");
    f.write("recent", "2");
    f.write("outside", "3");
    on("2026-09-30").toTrash(at("old"));
    on("2026-10-26").toTrash(at("recent"));
    f.write(".tidelock/trash/notes/x", "not ours");
    Files.createSymbolicLink(root.resolve(".tidelock/trash/2026-01-01"), root);
    f.folder.expireTrash(Duration.ofDays(30), f.folder.trashDays());
    assertThat(root.resolve(".tidelock/trash").toFile().list())
        .containsExactlyInAnyOrder("2026-10-26", "notes");
    assertThat(f.tree()).isEqualTo(Map.of("outside", "3"));
  }

  @Test
  void whatCannotBeDeletedStaysAndTheRestGoes() throws Exception {
    Shell.run(root, "mkdir f; printf 1 > \"f/$(printf 'bad\\377')\"; printf 2 > f/good");
    on("2026-01-01").toTrash(at("f"));
    f.folder.expireTrash(Duration.ofDays(30), f.folder.trashDays());
    assertThat(Shell.run(root, "find .tidelock/trash -type f | wc -l").strip()).isEqualTo("1");
  }

  @Test
  void withoutTrashThereIsNothingToExpire() throws Exception {
    f.folder.expireTrash(Duration.ZERO, f.folder.trashDays());
    assertThat(f.tree()).isEmpty();
  }

  @Test
  void aPrivateFolderThatIsALinkIsRefused() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve(".tidelock"), Path.of("elsewhere"));
    f.write("a", "x");
    assertThatThrownBy(() -> f.folder.newStagingPlace()).hasMessageContaining("not followed");
    assertThatThrownBy(() -> f.folder.toTrash(at("a"))).hasMessageContaining("not followed");
    assertThat(elsewhere).isEmptyDirectory();
  }
}
