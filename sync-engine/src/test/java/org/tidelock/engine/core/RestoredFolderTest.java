package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.system.SystemEffects;

/// A synced folder that was put back from a backup, with all that is in it, its marker too, while the profile is as it was left (decision 0140): what it lacks
/// was not deleted, and what it has in an older state was not edited.
final class RestoredFolderTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;
  private TestDevice b;
  private Path backup;

  @BeforeEach
  void backedUp() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    for (String name : List.of("kept", "in/kept", "edited here", "edited there", "renamed", "gone"))
      a.write(name, name);
    sync();
    backup = root.resolve("backup");
    copy(a.folder, backup);
    a.write("edited here", "a newer state");
    a.write("made later/here", "made later");
    a.move("renamed", "in/renamed");
    a.delete("gone");
    b.write("edited there", "another newer state");
    b.write("from there", "made there");
    sync();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private void sync() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
    a.sync();
  }

  private static String shown(String text) {
    return TestDevice.shown(text.getBytes(StandardCharsets.UTF_8));
  }

  /// As backup programs do: with times and permissions.
  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList())
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
    }
  }

  private void putBack() throws Exception {
    TestDevice.deleteTree(a.folder);
    copy(backup, a.folder);
  }

  private void assertNothingWasSetBack(SortedMap<String, String> before) throws Exception {
    assertThat(b.tree()).containsAllEntriesOf(before);
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void whatItLacksOrHasInAnOlderStateIsBroughtUpToDate() throws Exception {
    SortedMap<String, String> before = b.tree();
    putBack();
    sync();
    assertNothingWasSetBack(before);
    // Nobody knows whether it is the person that wants them back.
    assertThat(a.tree().keySet()).contains("gone", "renamed");
    assertThat(a.tree().keySet()).noneMatch(name -> name.contains("conflict"));
    assertThat(a.tree()).hasSize(before.size() + 2);
    assertThat(a.vault.issues()).extracting(Issue::code).containsOnlyOnce("LOC-23");
  }

  @Test
  void alsoWhileTheProgramRuns() throws Exception {
    SortedMap<String, String> before = b.tree();
    a.restart();
    a.sync();
    putBack();
    sync();
    assertNothingWasSetBack(before);
  }

  /// Where it was edited after that, nothing tells which is wanted.
  @Test
  void whatWasEditedInTheOldStateIsKeptBesideTheNewer() throws Exception {
    SortedMap<String, String> before = b.tree();
    putBack();
    a.write("edited there", "edited in the old state");
    sync();
    assertNothingWasSetBack(before);
    assertThat(a.tree().values()).contains(shown("edited in the old state"));
  }

  /// Copies of other programs have the time at which they were made.
  @Test
  void withNewTimesBothStatesAreKept() throws Exception {
    SortedMap<String, String> before = b.tree();
    putBack();
    Files.setLastModifiedTime(
        a.folder.resolve("edited there"), FileTime.from(Instant.now().plusSeconds(60)));
    sync();
    assertNothingWasSetBack(before);
    assertThat(b.tree().values()).contains(shown("edited there"));
  }

  /// What is known of the folder and what it says of itself belong together again.
  @Test
  void afterThatItIsAFolderAsAnyOther() throws Exception {
    putBack();
    sync();
    a.delete("kept");
    a.write("in/kept", "edited");
    sync();
    assertThat(b.tree()).doesNotContainKey("kept").containsKey("in/kept");
    assertThat(b.tree()).containsEntry("in/kept", shown("edited"));
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  /// On a full or read-only disk the number stays behind, and nothing else does.
  @Test
  void whereNothingCanBeWrittenTheRestGoesOn() throws Exception {
    class Full extends CallsOfDisk {
      boolean full;

      @Override
      public void before(String call, Object[] arguments) throws IOException {
        if (full && (call.equals("create") || call.equals("makePrivateFolder")))
          throw new AccessDeniedException(arguments[0].toString());
      }
    }
    Full disk = new Full();
    a.close();
    a = TestDevice.open(root, "a", TestDevice.vaults(SystemEffects.create().in(disk)));
    a.sync();
    disk.full = true;
    a.write("kept", "edited on a full disk");
    assertThat(a.sync().sent().files()).isEqualTo(1);
    b.sync();
    assertThat(b.tree()).containsEntry("kept", shown("edited on a full disk"));
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    disk.full = false;
    a.sync();
    putBack();
    sync();
    assertThat(b.tree()).containsEntry("kept", shown("edited on a full disk"));
  }

  /// Whoever puts back both gets what both say.
  @Test
  void withItsProfileItIsWhatItWas() throws Exception {
    a.close();
    Path profile = root.resolve("profile-backup");
    copy(a.home, profile);
    Path folder = root.resolve("folder-backup");
    copy(a.folder, folder);
    a.restart();
    a.write("edited here", "the newest state");
    sync();
    a.close();
    TestDevice.deleteTree(a.home);
    copy(profile, a.home);
    TestDevice.deleteTree(a.folder);
    copy(folder, a.folder);
    a.restart();
    a.delete("kept");
    sync();
    assertThat(b.tree()).doesNotContainKey("kept");
    assertThat(b.tree()).containsEntry("edited here", shown("the newest state"));
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.vault.issues()).extracting(Issue::code).doesNotContain("LOC-23");
  }
}
