package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Mounts.Mount;

final class MountsTest {
  @TempDir Path temp;
  private Path root;
  private Path there;
  private final Mounts mounts = new Mounts();
  private RealDisk disk;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
    there = Files.createDirectory(root.resolveSibling("there"));
    mounts.set(Map.of("m", new Mount(there, false)));
    disk = RealDisk.open(root, mounts);
  }

  private static LocalPath at(String path) {
    return path.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(path.split("/")));
  }

  private List<String> names(String folder) throws IOException {
    return disk.list(at(folder)).stream()
        .map(Listed::name)
        .filter(name -> !(folder.isEmpty() && name.equals(PrivateFolder.NAME)))
        .toList();
  }

  private void isAway() {
    mounts.set(Map.of("m", new Mount(there, true)));
  }

  @Test
  void itIsWhereTheOthersAre() throws IOException {
    Files.writeString(there.resolve("file"), "x");
    Files.createDirectory(there.resolve(".tidelock"));
    Files.createDirectory(root.resolve("a"));
    assertThat(names("")).containsExactly("a", "m");
    assertThat(names("m")).containsExactly("file");
    assertThat(disk.look(at("m"))).isEqualTo(RealDisk.open(there).look(LocalPath.ROOT));
    assertThat(disk.look(at("m/file")).orElseThrow().size()).isEqualTo(1);
    assertThat(disk.look(at("m/none"))).isEmpty();
  }

  @Test
  void whatHasItsNameInTheRootIsNotSeen() throws IOException {
    Files.writeString(root.resolve("m"), "hidden");
    assertThat(disk.list(LocalPath.ROOT))
        .singleElement()
        .satisfies(l -> assertThat(Kinds.isFolder(l.fingerprint())).isTrue());
    disk.create(at("m/new")).close();
    assertThat(there.resolve("new")).exists();
    assertThat(Files.readString(root.resolve("m"))).isEqualTo("hidden");
  }

  @Test
  void thingsAreRenamedInAndOut() throws IOException {
    Files.writeString(root.resolve("a"), "x");
    Object number = disk.look(at("a")).orElseThrow().file();
    disk.move(at("a"), at("m/b"));
    assertThat(Files.readString(there.resolve("b"))).isEqualTo("x");
    disk.move(at("m/b"), at("c"));
    assertThat(disk.look(at("c")).orElseThrow().file()).isEqualTo(number);
    Files.writeString(there.resolve("d"), "y");
    if (disk.exchange(at("c"), at("m/d")))
      assertThat(Files.readString(there.resolve("d"))).isEqualTo("x");
    disk.flush();
    disk.secure(List.of(at("m/d"), at("c")));
  }

  @Test
  void itIsNeverMadeNorReplaced() throws IOException {
    Files.writeString(root.resolve("a"), "x");
    Files.delete(there);
    assertThatThrownBy(() -> disk.makeFolder(at("m")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.makePrivateFolder(at("m")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.create(at("m"))).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.makeLink(at("m"), "a"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.move(at("a"), at("m")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.exchange(at("a"), at("m")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(there).doesNotExist();
  }

  @Test
  void anotherNameIsGivenHereOnly() throws IOException {
    Files.writeString(there.resolve("file"), "x");
    Files.writeString(root.resolve("taken"), "x");
    assertThatThrownBy(() -> disk.move(at("m"), at("taken")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.move(at("m"), at("a/m"))).isInstanceOf(FileSystemException.class);
    disk.move(at("m"), at("n"));
    assertThat(names("")).containsExactly("n", "taken");
    assertThat(names("n")).containsExactly("file");
    assertThat(there.resolve("file")).exists();
  }

  @Test
  void deletedItStaysWhereItIs() throws IOException {
    Files.createDirectory(there.resolve(".tidelock"));
    Files.writeString(there.resolve("file"), "x");
    assertThatThrownBy(() -> disk.delete(at("m"))).isInstanceOf(DirectoryNotEmptyException.class);
    disk.delete(at("m/file"));
    disk.delete(at("m"));
    assertThat(names("")).isEmpty();
    assertThat(there.resolve(".tidelock")).exists();
  }

  @Test
  void goneUnnoticedNothingIsSaidOfTheRoot() throws IOException {
    Files.writeString(root.resolve("a"), "x");
    Files.delete(there);
    assertThatThrownBy(() -> disk.list(LocalPath.ROOT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.look(at("m/file"))).isInstanceOf(IOException.class);
    Files.createSymbolicLink(there, root);
    assertThatThrownBy(() -> disk.list(LocalPath.ROOT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.look(at("m/a"))).isInstanceOf(IOException.class);
  }

  @Test
  void awayNothingIsDoneInIt() throws IOException {
    Files.writeString(there.resolve("file"), "x");
    isAway();
    assertThat(names("")).isEmpty();
    assertThatThrownBy(() -> disk.list(at("m"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.look(at("m"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.look(at("m/file"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.create(at("m/new"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.delete(at("m/file"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.delete(at("m"))).isInstanceOf(FolderAwayException.class);
    assertThatThrownBy(() -> disk.move(at("m/file"), at("x")))
        .isInstanceOf(FolderAwayException.class);
    assertThat(mounts.test(at("m/file"), false)).isTrue();
    assertThat(mounts.test(at("a"), false)).isFalse();
    assertThat(there.resolve("file")).exists();
  }

  @Test
  void placesAreTranslatedBothWays() {
    assertThat(mounts.inside(there.resolve("a/b"))).contains(at("m/a/b"));
    assertThat(mounts.inside(there)).contains(at("m"));
    assertThat(mounts.inside(root)).isEmpty();
    assertThat(mounts.folderOf(root, at("m/a"))).isEqualTo(there);
    assertThat(mounts.folderOf(root, at("a/m"))).isEqualTo(root);
    assertThat(mounts.name(there)).contains("m");
  }
}
