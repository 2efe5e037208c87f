package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Needs;
import org.tidelock.engine.sim.FolderUser;
import org.tidelock.engine.sim.RealUser;

/// The promises of a disk, kept by the file systems of this computer.
class RealDiskContractTest {
  private abstract static class OnThisComputer extends DiskContract {
    private Path root;
    private RealDisk disk;

    void open(Path folder) throws IOException {
      Needs.posixPermissions(folder);
      root = folder;
      disk = RealDisk.open(folder);
      learnBirths();
    }

    /// Before it has seen one thing that was changed after it was made, a real disk tells of no births ([FileLook]): then one more look may tell more.
    private void learnBirths() throws IOException {
      user().write("changed", "");
      user().touch("changed", TIME);
      if (disk.look(LocalPath.of("changed")).isEmpty()) throw new AssertionError();
      user().delete("changed");
    }

    @Override
    protected Disk disk() {
      return disk;
    }

    @Override
    protected FolderUser user() {
      return new RealUser(root);
    }
  }

  @Nested
  class WhereTempFilesAre extends OnThisComputer {
    @BeforeEach
    void open(@TempDir Path temp) throws IOException {
      super.open(Files.createDirectory(temp.resolve("root")));
    }
  }

  @Nested
  class InMemory extends OnThisComputer {
    private static final Path MEMORY = Path.of("/dev/shm");
    private Path temp;

    @BeforeEach
    void open() throws IOException {
      Needs.that(Files.isWritable(MEMORY), "no file system in memory at " + MEMORY);
      temp =
          Files.createTempDirectory(
              MEMORY,
              "tidelock-test-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      super.open(Files.createDirectory(temp.resolve("root")));
    }

    @AfterEach
    void remove() throws IOException {
      if (temp != null) new RealUser(temp).takeAwayTheRoot();
    }
  }
}
