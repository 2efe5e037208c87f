package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.system.SystemEffects;

/// Devices that work on hardly anything at once: very many files come to the vault, and to the disk, in portions.
final class PortionsTest {
  private static final int PORTION = 8;

  @TempDir Path root;

  private static LocalVaults sparing() {
    return TestDevice.vaults(SystemEffects.create().inPortions(PORTION));
  }

  private static void tree(TestDevice device) throws Exception {
    for (int i = 0; i < 6; i++)
      for (int j = 0; j < 4; j++)
        device.write("top " + i + "/sub " + j % 2 + "/file " + j, i + " " + j);
    for (int i = 0; i < 17; i++) device.write("many/" + i, "one of many " + i);
    Files.createDirectories(device.folder.resolve("empty/in/depth"));
    Files.createSymbolicLink(device.folder.resolve("many/link"), Path.of("3"));
  }

  @Test
  void everythingArrivesAndIsSafeBeforeAllOfItWasLookedAt() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing())) {
      tree(a);
      SyncReport sent = a.sync();
      assertThat(sent.state()).isEqualTo(State.UP_TO_DATE);
      assertThat(sent.sent().files()).isEqualTo(42);
      try (TestDevice b = TestDevice.join(root, "b", sparing())) {
        SyncReport received = b.sync();
        assertThat(received.state()).isEqualTo(State.UP_TO_DATE);
        assertThat(received.received().files()).isEqualTo(42);
        assertThat(b.tree()).isEqualTo(a.tree());
        assertThat(a.sync().sent().files()).isZero();
        assertThat(b.sync().received().files()).isZero();
      }
    }
  }

  /// What is missing may be among what was not looked at yet.
  @Test
  void whatWasMovedAmongVeryManyNewFilesKeepsItsHistory() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing());
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      a.write("here/kept.txt", "v1");
      a.sync();
      a.write("here/kept.txt", "second");
      a.sync();
      b.sync();
      tree(a);
      a.move("here/kept.txt", "zz/last/kept.txt");
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
      assertThat(b.vault.history("zz/last/kept.txt")).hasSize(2);
    }
  }

  /// The inner folder, for which alone nothing could be done, was taken for equal: the outer one was missing for ever.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void foldersThatWereTurnedInsideOutArrive(boolean empty) throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing());
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      Files.createDirectories(a.folder.resolve("outer/inner"));
      if (!empty) a.write("outer/file", "in it");
      a.sync();
      b.sync();
      a.move("outer/inner", "inner");
      a.move("outer", "inner/outer");
      tree(a);
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
      a.sync();
      assertThat(a.tree()).isEqualTo(b.tree());
    }
  }

  @Test
  void aFolderInThePlaceOfAFileIsNoConflict() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing());
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      a.write("x", "a file");
      a.sync();
      b.sync();
      a.delete("x");
      tree(a);
      for (int i = 0; i < 5; i++) a.write("x/" + i, "in its place " + i);
      a.sync();
      SyncReport report = b.sync();
      assertThat(report.conflicts()).isEmpty();
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  /// Files that cannot be read, beside a log that grows with each look at it.
  private final class Locked extends CallsOfDisk {
    @Override
    public void before(String call, Object[] arguments) throws IOException {
      if (call.equals("list") && arguments[0].equals(LocalPath.ROOT))
        Files.writeString(
            root.resolve("folder-a").resolve("log"),
            "one more line\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      if (call.equals("open") && ((LocalPath) arguments[0]).name().startsWith("locked"))
        throw new AccessDeniedException("locked");
    }
  }

  /// Else it would be looked at for ever, and the rest never.
  @Test
  @Timeout(300)
  void whatCannotBeReadDoesNotStandInTheWayOfTheRest() throws Exception {
    LocalVaults vaults =
        TestDevice.vaults(SystemEffects.create().in(new Locked()).inPortions(PORTION));
    try (TestDevice a = TestDevice.create(root, "a", vaults);
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      a.sync(); // knows the log from here on
      for (int i = 0; i < 2 * PORTION; i++) a.write("locked " + i, "nobody may read it");
      tree(a);
      a.sync();
      b.sync();
      assertThat(b.tree())
          .containsKeys("log", "many/10", "top 5/sub 1/file 3", "empty/in/depth")
          .doesNotContainKey("locked 0");
    }
  }

  /// As when a folder was copied to another drive, or all of it got another owner: nothing but times and numbers differs, of everything.
  @Test
  void veryManyFilesThatChangedAreLookedAtInPortions() throws Exception {
    Told told = new Told();
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().in(told).inPortions(PORTION));
    try (TestDevice a = TestDevice.create(root, "a", vaults);
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      tree(a);
      a.sync();
      b.sync();
      for (int i = 0; i < 17; i++) a.write("many/" + i, "one of many " + i);
      a.write("many/16", "another one");
      a.delete("top 1/sub 1/file 1");
      // What is read in the moment in which it was written is read again beside any portion.
      Thread.sleep(2_100);
      told.reset();
      SyncReport sent = a.sync();
      assertThat(sent.state()).isEqualTo(State.UP_TO_DATE);
      assertThat(sent.sent().files()).isEqualTo(1);
      assertThat(told.mostBetweenLooks).isLessThanOrEqualTo(PORTION);
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
      assertThat(a.sync().sent().files()).isZero();
    }
  }

  /// A camera with a wrong clock: whether such a file was changed since it was read, nothing tells.
  @Test
  @Timeout(300)
  void veryManyFilesFromTheFutureComeToAnEnd() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing());
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      tree(a);
      for (int i = 0; i < 17; i++)
        a.setModified("many/" + i, Instant.parse("2100-01-01T00:00:00Z"));
      a.sync();
      a.write("many/3", "edited");
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  /// How many files are opened between one look at the folder and the next.
  private static final class Told extends CallsOfDisk {
    private int opened;
    private int mostBetweenLooks;

    private synchronized void reset() {
      opened = mostBetweenLooks = 0;
    }

    @Override
    public synchronized void before(String call, Object[] arguments) {
      if (call.equals("list") && arguments[0].equals(LocalPath.ROOT)) opened = 0;
      if (call.equals("open")) mostBetweenLooks = Math.max(mostBetweenLooks, ++opened);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTriedAgain() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", sparing());
        TestDevice b = TestDevice.join(root, "b", sparing())) {
      tree(a);
      a.sync();
      b.write("many", "a file where a folder is to be");
      b.sync();
      b.sync();
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
      assertThat(b.tree().values()).anyMatch(what -> what.startsWith("30 "));
    }
  }
}
