package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.Acceptance;

/// On a real file system.
class FolderWatchTest {
  /// Far beyond the milliseconds that it takes, for busy machines.
  private static final long PATIENCE = 20_000_000_000L;

  @TempDir Path root;
  private final Heard heard = new Heard();
  private FolderWatch watch;

  static final class Heard implements FolderListener {
    private final Set<LocalPath> folders = new HashSet<>();
    private int missed;
    private int told;
    private String lost = "";

    @Override
    public synchronized void changed(Set<LocalPath> changed) {
      folders.addAll(changed);
      told++;
      notifyAll();
    }

    @Override
    public synchronized void missed() {
      missed++;
      notifyAll();
    }

    @Override
    public synchronized void lost(Loss loss, String why) {
      lost += why;
      notifyAll();
    }

    synchronized void clear() {
      folders.clear();
      told = 0;
    }

    /// Waits for a change in this folder.
    synchronized void in(String folder) throws InterruptedException {
      long start = System.nanoTime();
      while (!folders.contains(FakeDisk.of(folder))) {
        long left = PATIENCE - (System.nanoTime() - start);
        if (left <= 0) throw new AssertionError("not told: " + folder + ", but " + folders);
        wait(left / 1_000_000 + 1);
      }
    }

    synchronized String lost() throws InterruptedException {
      long start = System.nanoTime();
      while (lost.isEmpty() && System.nanoTime() - start < PATIENCE) wait(100);
      return lost;
    }
  }

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(root.resolve("old/deep"));
    Files.writeString(root.resolve("old/deep/file"), "1");
    watch = FolderWatch.start(root, heard);
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void createModifyRenameDelete() throws Exception {
    Path file = root.resolve("old/deep/new");
    Files.writeString(file, "1");
    heard.in("old/deep");
    heard.clear();
    Files.writeString(file, "22");
    heard.in("old/deep");
    heard.clear();
    Files.move(file, root.resolve("moved"));
    heard.in("old/deep");
    heard.in("");
    heard.clear();
    Files.delete(root.resolve("moved"));
    heard.in("");
    assertThat(heard.lost).isEmpty();
  }

  @Test
  void nestedNewFoldersAreWatchedToo() throws Exception {
    Files.createDirectories(root.resolve("a/b/c/d"));
    heard.in("");
    heard.in("a/b/c");
    heard.clear();
    Files.writeString(root.resolve("a/b/c/d/file"), "1");
    heard.in("a/b/c/d");
    heard.clear();
    Files.writeString(root.resolve("a/b/c/d/file"), "22");
    heard.in("a/b/c/d");
    heard.clear();
    Files.delete(root.resolve("a/b/c/d/file"));
    heard.in("a/b/c/d");
  }

  @Test
  void filesThatComeWithANewFolderAreTold() throws Exception {
    for (int i = 0; i < 50; i++) {
      Path folder = root.resolve("n" + i).resolve("deep");
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("file"), "1");
    }
    for (int i = 0; i < 50; i++) heard.in("n" + i + "/deep");
  }

  @Test
  void aRenamedFolderIsToldUnderItsNewName() throws Exception {
    Files.move(root.resolve("old"), root.resolve("new"));
    heard.in("");
    heard.in("new/deep");
    heard.clear();
    Files.writeString(root.resolve("new/deep/file"), "22");
    heard.in("new/deep");
    heard.clear();
    Files.createDirectory(root.resolve("old"));
    heard.in("old");
    Files.writeString(root.resolve("old/again"), "1");
    heard.clear();
    Files.writeString(root.resolve("new/deep/file"), "333");
    heard.in("new/deep");
  }

  @Test
  void aFolderThatIsMovedInIsWatched(@TempDir Path elsewhere) throws Exception {
    Files.createDirectories(elsewhere.resolve("x/y"));
    Files.move(elsewhere.resolve("x"), root.resolve("x"));
    heard.in("x/y");
    heard.clear();
    Files.writeString(root.resolve("x/y/file"), "1");
    heard.in("x/y");
  }

  @Acceptance(164)
  @Test
  void tidelocksOwnFolderIsNotTold() throws Exception {
    Files.createDirectories(root.resolve(".tidelock/trash/x"));
    Files.writeString(root.resolve(".tidelock/trash/x/file"), "1");
    Files.writeString(root.resolve("old/visible"), "1");
    heard.in("old");
    Files.writeString(root.resolve(".tidelock/trash/x/file"), "22");
    Files.writeString(root.resolve("old/visible"), "22");
    heard.clear();
    Files.writeString(root.resolve("old/deep/visible"), "22");
    heard.in("old/deep");
    assertThat(heard.folders).allMatch(f -> f.isRoot() || !f.names().getFirst().startsWith("."));
    assertThat(heard.folders).doesNotContain(LocalPath.ROOT);
  }

  /// Of 10,000 files that are made, each of which is several events.
  @Acceptance(164)
  @Test
  void aBurstIsToldAFewTimesAndAsFewFolders() throws Exception {
    for (int folder = 0; folder < 20; folder++)
      Files.createDirectory(root.resolve("burst" + folder));
    for (int folder = 0; folder < 20; folder++) heard.in("burst" + folder);
    heard.clear();
    synchronized (heard) { // the first word of it waits for us: what comes meanwhile is a burst
      for (int i = 0; i < 500; i++)
        for (int folder = 0; folder < 20; folder++)
          Files.createFile(root.resolve("burst" + folder).resolve("f" + i));
    }
    for (int folder = 0; folder < 20; folder++) heard.in("burst" + folder);
    Files.createFile(root.resolve("old/last"));
    heard.in("old");
    synchronized (heard) {
      assertThat(heard.told).as("words for 10,000 files").isLessThan(200);
      assertThat(heard.folders).hasSize(21);
      assertThat(heard.missed).isZero();
    }
    assertThat(heard.lost).isEmpty();
  }

  /// More events than are kept for one folder, while nobody listens.
  @Acceptance(161)
  @Test
  void tellsThatEventsWereDroppedAndGoesOn() throws Exception {
    Path busy = Files.createDirectory(root.resolve("busy"));
    heard.in("busy");
    synchronized (heard) {
      Files.writeString(root.resolve("old/first"), "1"); // keeps the watch waiting for us
      for (int i = 0; i < 35_000; i++) {
        Files.writeString(busy.resolve("f" + i), "1");
        Files.delete(busy.resolve("f" + i));
      }
      Files.createDirectories(busy.resolve("unseen/deep"));
    }
    synchronized (heard) {
      for (long start = System.nanoTime(); heard.missed == 0; heard.wait(100))
        assertThat(System.nanoTime() - start).as("waits to hear of it").isLessThan(PATIENCE);
    }
    heard.clear();
    Files.writeString(busy.resolve("unseen/deep/file"), "1");
    heard.in("busy/unseen/deep");
    assertThat(heard.lost).isEmpty();
  }

  @Test
  void thousandsOfFoldersAreWatched() throws Exception {
    for (int i = 0; i < 3_000; i++)
      Files.createDirectories(root.resolve("many/" + i % 60 + "/" + i));
    Heard later = new Heard();
    try (FolderWatch _ = FolderWatch.start(root, later)) {
      for (int i = 0; i < 3_000; i += 293)
        Files.writeString(root.resolve("many/" + i % 60 + "/" + i + "/file"), "1");
      for (int i = 0; i < 3_000; i += 293) later.in("many/" + i % 60 + "/" + i);
    }
  }

  @Test
  void aWatchThatTellsNothingIsFoundOut(@TempDir Path elsewhere) throws Exception {
    Heard silent = new Heard();
    WatchProbe unheard = new WatchProbe(elsewhere);
    try (FolderWatch _ = FolderWatch.start(root, silent, unheard, Duration.ofMillis(50))) {
      assertThat(silent.lost()).contains("try it out");
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aWatchThatTellsIsNot() throws Exception {
    Path own = Files.createDirectory(root.resolve(".tidelock"));
    Heard told = new Heard();
    try (FolderWatch _ =
        FolderWatch.start(root, told, new WatchProbe(own), Duration.ofSeconds(20))) {
      for (long start = System.nanoTime(); !isEmpty(own); Thread.sleep(5))
        assertThat(System.nanoTime() - start).as("the probe is heard").isLessThan(PATIENCE / 2);
      assertThat(told.lost).isEmpty();
      assertThat(told.folders).doesNotContain(LocalPath.of(".tidelock"));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.findAny().isEmpty();
    }
  }

  @Test
  void tellsWhenTheFolderIsGone() throws Exception {
    Files.delete(root.resolve("old/deep/file"));
    Files.delete(root.resolve("old/deep"));
    Files.delete(root.resolve("old"));
    Files.delete(root);
    assertThat(heard.lost()).contains("not there any more");
    Files.createDirectory(root); // for the extension that removes it
  }

  @Test
  void isSilentAfterClose() throws Exception {
    watch.close();
    watch.close();
    Files.writeString(root.resolve("old/late"), "1");
    Thread.sleep(300);
    assertThat(heard.folders).isEmpty();
    assertThat(heard.lost).isEmpty();
  }

  @Test
  void aLinkToAFolderIsNotFollowed(@TempDir Path elsewhere) throws Exception {
    Files.createDirectories(elsewhere.resolve("x"));
    Files.createSymbolicLink(root.resolve("link"), elsewhere);
    heard.in("");
    heard.clear();
    Files.writeString(elsewhere.resolve("x/file"), "1");
    Files.writeString(root.resolve("old/file"), "1");
    heard.in("old");
    assertThat(heard.folders).containsExactly(LocalPath.of("old"));
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4,true",
    "cifs,true",
    "fuse.sshfs,true",
    "9p,true",
    "ext4,false",
    "fuseblk,false",
    "btrfs,false",
    "tmpfs,false",
    "overlay,false",
    "apfs,false"
  })
  void networkDrivesAreNotWatched(String type, boolean remote) {
    assertThat(FolderWatch.isRemote(type)).isEqualTo(remote);
  }
}
