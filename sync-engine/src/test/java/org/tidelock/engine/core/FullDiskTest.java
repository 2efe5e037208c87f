package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SmallDisk;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// A disk that is full or turns read-only, below the folder, the profile or the storage: it is said, nothing is lost, half-written or left over, and
/// when the disk is well again the next sync goes on.
final class FullDiskTest {
  private static final long SMALL = 40L << 20;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;
  private TestDevice b;

  private void pair() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    a.write("known", "first");
    a.write("goes", "x");
    exchange();
  }

  @AfterEach
  void close() {
    if (a != null) a.close();
    if (b != null) b.close();
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }

  private static TidelockException failing(TestDevice device, ErrorCode code) {
    TidelockException trouble = catchThrowableOfType(TidelockException.class, device::sync);
    assertThat(trouble).as("a sync fails").isNotNull();
    assertThat(trouble.code()).as(trouble.toString()).isEqualTo(code);
    return trouble;
  }

  private void assertWell() throws Exception {
    exchange();
    assertThat(a.sync().problems()).isEmpty();
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(Fleet.entries(b.folder.resolve(".tidelock/staging"))).isEmpty();
    assertThat(Fleet.entries(root.resolve("store/.tmp"))).isEmpty();
  }

  @Acceptance(125)
  @Test
  void aFolderWithoutRoomKeepsWhatItHas() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("folder-b"), SMALL)) {
      pair();
      a.write("large", RandomBytes.of(20 << 20, 1));
      a.write("known", "second");
      a.sync();
      disk.fill();
      // What is in the way of the disk counts as a file of the folder, and is not to be sent.
      b.vault.addIgnorePattern("Ballast");
      SortedMap<String, String> before = b.tree();
      TidelockException trouble = failing(b, ErrorCode.LOCAL);
      assertFull(trouble, b.folder);
      assertThat(b.tree()).isEqualTo(before);
      assertThat(b.read("known")).isEqualTo("first");
      assertThat(Fleet.entries(b.folder.resolve(".tidelock/staging"))).isEmpty();
      disk.makeRoom();
      assertWell();
      b.close();
    }
  }

  /// What is in the trash is in the history as well.
  @Test
  void theTrashMakesRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("folder-b"), SMALL)) {
      FakeTime time = new FakeTime(Instant.parse("2120-06-03T12:00:00Z"));
      a = TestDevice.create(root, "a");
      b = TestDevice.join(root, "b", TestDevice.vaults(SystemEffects.create().at(time)));
      for (int i = 0; i < 5; i++) {
        a.write("image", RandomBytes.of(9 << 20, i));
        a.sync();
        b.sync();
        assertThat(b.bytes("image")).as("version " + i).isEqualTo(a.bytes("image"));
        time.advance(Duration.ofDays(3));
      }
      for (int i = 0; i < 2; i++) {
        a.write("image", RandomBytes.of(9 << 20, 10 + i));
        a.sync();
        b.sync();
      }
      a.write("image", RandomBytes.of(9 << 20, 12));
      a.sync();
      assertFull(failing(b, ErrorCode.LOCAL), b.folder); // what came today is not given up
      b.close();
    }
  }

  /// Else a device that has no room for one large file would never get on.
  @Test
  void whatWasReadBeforeTheRoomEndsIsPutInPlace() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("folder-b"), SMALL)) {
      pair();
      for (int i = 0; i < 1_000; i++) a.write("a/" + i, "small " + i);
      // The top is planned first, and folders in the order of their random ids.
      a.write("large", RandomBytes.of((int) SMALL, 3));
      a.sync();
      assertFull(failing(b, ErrorCode.LOCAL), b.folder);
      assertThat(Fleet.entries(b.folder.resolve("a"))).hasSize(1_000);
      assertThat(b.has("large")).isFalse();
      a.delete("large");
      assertWell();
      b.close();
    }
  }

  /// Who has several disks is told which of them it is.
  private static void assertFull(TidelockException trouble, Path place) {
    assertThat(trouble.whatHappened())
        .isEqualTo("There is not enough space on the disk that holds " + place + ".");
    assertThat(trouble.whatToDo()).startsWith("Free some space there");
  }

  @Test
  void whatIsRestoredNeedsRoomWhereItGoes() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("small"), SMALL)) {
      pair();
      a.write("large", RandomBytes.of(20 << 20, 4));
      a.sync();
      disk.fill();
      Path there = root.resolve("small/restored");
      Optional<String> version = Optional.of(a.vault.history("large").getFirst().id());
      assertFull(
          catchThrowableOfType(
              TidelockException.class,
              () ->
                  a.vault.restore(
                      new RestoreRequest("large", version, Optional.empty(), Optional.of(there)))),
          there);
      Path exported = root.resolve("small/exported");
      assertFull(
          catchThrowableOfType(
              TidelockException.class,
              () ->
                  a.vaults.export(
                      root.resolve("store").toUri().toString(),
                      new Unlock.ByPassphrase(TestDevice.passphrase()),
                      exported,
                      _ -> {})),
          exported);
    }
  }

  @Test
  void aReadOnlyFolderIsSaidAndStillSends() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("folder-b"), SMALL)) {
      pair();
      b.write("mine", "of b");
      a.write("known", "second");
      a.delete("goes");
      a.write("new", "n");
      a.sync();
      disk.makeReadOnly();
      SortedMap<String, String> before = b.tree();
      try {
        assertThat(b.sync().problems()).isNotEmpty();
      } catch (TidelockException e) {
        assertThat(e.code()).as(e.toString()).isEqualTo(ErrorCode.LOCAL);
      }
      assertThat(b.tree()).isEqualTo(before);
      a.sync();
      assertThat(a.has("mine")).isTrue();
      disk.makeWritable();
      assertWell();
      b.close();
    }
  }

  @Test
  void aProfileWithoutRoomLosesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("home-a"), SMALL)) {
      pair();
      disk.fill();
      for (int i = 0; i < 2_000; i++) a.write("many/f" + i, "small " + i);
      TidelockException trouble = failing(a, ErrorCode.LOCAL);
      assertFull(trouble, a.home);
      // The index has no room for it either.
      assertThat(a.vault.issues()).extracting(Issue::code).contains("LOC-02");
      assertThat(a.tree()).hasSize(2_003);
      b.sync();
      assertThat(b.has("known")).isTrue();
      disk.makeRoom();
      assertWell();
      a.close();
      disk.fill();
      TidelockException closed =
          catchThrowableOfType(
              TidelockException.class, () -> TestDevice.open(root, "a", TestDevice.vaults()));
      assertThat(closed.code()).as(closed.toString()).isEqualTo(ErrorCode.LOCAL);
      assertFull(closed, a.home);
      disk.makeRoom();
      a = TestDevice.open(root, "a", TestDevice.vaults());
      assertWell();
      a.close();
    }
  }

  @Acceptance(126)
  @Test
  void aFullStorageKeepsTheChangesHereAndStillReceives() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("store"), SMALL)) {
      pair();
      b.write("from b", "sent while there was room");
      b.sync();
      a.write("large", RandomBytes.of(20 << 20, 2));
      disk.fill();
      TidelockException trouble = failing(a, ErrorCode.STORAGE);
      assertThat(trouble.whatHappened()).contains("full");
      assertThat(trouble.whatIsSafe()).contains("kept here");
      assertThat(Fleet.entries(root.resolve("store/.tmp"))).isEmpty();
      assertThat(a.has("large")).isTrue();
      assertThat(a.has("from b")).isTrue();
      b.sync();
      assertThat(b.has("large")).isFalse();
      disk.makeRoom();
      assertWell();
    }
  }

  /// The packs of what did not fit are nobody's, but take all the room.
  @Test
  void whatDidNotFitDoesNotKeepTheStorageFull() throws Exception {
    try (SmallDisk _ = SmallDisk.mount(root.resolve("store"), SMALL)) {
      pair();
      a.write("too large", RandomBytes.of(60 << 20, 3));
      failing(a, ErrorCode.STORAGE);
      Files.delete(a.folder.resolve("too large"));
      a.write("fits", RandomBytes.of(20 << 20, 4));
      assertWell();
    }
  }

  @Test
  void aReadOnlyStorageKeepsTheChangesHere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("store"), SMALL)) {
      pair();
      a.write("new", "n");
      b.write("from b", "b");
      b.sync();
      disk.makeReadOnly();
      failing(a, ErrorCode.STORAGE);
      assertThat(b.sync().problems()).isEmpty();
      assertThat(a.has("from b")).isTrue();
      disk.makeWritable();
      assertWell();
    }
  }

  /// The drive is not mounted, and its mount point is an empty folder.
  @Acceptance(152)
  @Test
  void aMountPointWithoutItsDriveIsNotTheFolder() throws Exception {
    Path place = root.resolve("folder-b");
    SortedMap<String, String> before;
    try (SmallDisk _ = SmallDisk.mount(place, SMALL)) {
      pair();
      before = a.tree();
      b.close();
    }
    b = TestDevice.open(root, "b", TestDevice.vaults());
    failing(b, ErrorCode.NEEDS_YOU);
    a.sync();
    assertThat(a.tree()).isEqualTo(before);
    assertThat(Files.list(place)).isEmpty();
  }

  /// A drive is mounted on a folder that is synced.
  @Acceptance(108)
  @Test
  void aDriveThatIsMountedInTheFolderIsNotEnteredAndNothingIsTakenForGone() throws Exception {
    pair();
    a.write("in/here", "of the folder");
    a.write("in/deep/too", "of the folder");
    exchange();
    SortedMap<String, String> before = b.tree();
    try (SmallDisk drive = SmallDisk.mount(a.folder.resolve("in"), SMALL)) {
      Files.writeString(drive.root().resolve("there"), "of the drive");
      Files.createDirectories(drive.root().resolve("deep"));
      a.write("beside", "goes on");
      exchange();
      assertThat(a.vault.issues())
          .filteredOn(i -> i.code().equals("LOC-12"))
          .extracting(i -> i.path().orElseThrow())
          .containsExactly("in");
      assertThat(b.read("beside")).isEqualTo("goes on");
      b.delete("beside");
      b.write("in/deep/too", "changed by b");
      exchange();
      assertThat(b.tree().keySet()).isEqualTo(before.keySet());
      assertThat(Fleet.entries(drive.root())).containsExactlyInAnyOrder("there", "deep");
      assertThat(drive.root().resolve("deep")).isEmptyDirectory();
    }
    assertWell();
    assertThat(a.read("in/here")).isEqualTo("of the folder");
    assertThat(a.read("in/deep/too")).isEqualTo("changed by b");
    assertThat(a.vault.issues()).noneMatch(i -> i.code().equals("LOC-12"));
  }
}
