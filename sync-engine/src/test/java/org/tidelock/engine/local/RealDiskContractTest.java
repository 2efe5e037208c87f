package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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

  /// All promises hold below a folder that lies elsewhere.
  @Nested
  class InAFolderThatLiesElsewhere extends OnThisComputer {
    private Disk disk;

    @BeforeEach
    void open(@TempDir Path temp) throws IOException {
      Path there = Files.createDirectory(temp.toRealPath().resolve("there"));
      super.open(there);
      Mounts mounts = new Mounts();
      mounts.set(Map.of("m", new Mounts.Mount(there, false)));
      Path root = Files.createDirectory(there.resolveSibling("root"));
      disk = below("m", RealDisk.open(root, mounts));
      // As in `learnBirths`.
      user().write("changed", "");
      user().touch("changed", DiskContract.TIME);
      disk.look(LocalPath.of("changed")).orElseThrow();
      user().delete("changed");
    }

    @Override
    protected Disk disk() {
      return disk;
    }

    /// Whether that itself is there is not said either: it is known not to be.
    @Override
    @Test
    void withoutItsRootNothingIsSaidToBeAbsent() throws Exception {
      user().write("f", "");
      user().takeAwayTheRoot();
      assertThatThrownBy(() -> disk.look(LocalPath.ROOT)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> disk.look(LocalPath.of("f")))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> disk.list(LocalPath.ROOT)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> disk.makeFolder(LocalPath.of("g")))
          .isInstanceOf(NoSuchFileException.class);
    }

    private static Disk below(String folder, Disk disk) {
      return (Disk)
          Proxy.newProxyInstance(
              Disk.class.getClassLoader(),
              new Class<?>[] {Disk.class},
              (_, method, arguments) -> {
                Object[] below =
                    arguments == null
                        ? null
                        : Stream.of(arguments).map(a -> translated(folder, a)).toArray();
                try {
                  return method.invoke(disk, below);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private static Object translated(String folder, Object argument) {
      if (argument instanceof LocalPath path)
        return new LocalPath(Stream.concat(Stream.of(folder), path.names().stream()).toList());
      if (argument instanceof Collection<?> all)
        return all.stream().map(a -> translated(folder, a)).toList();
      return argument;
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
