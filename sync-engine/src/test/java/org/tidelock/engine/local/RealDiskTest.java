package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Shell;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.local.Fingerprint.Kind;

class RealDiskTest {
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06.789012Z");

  @TempDir Path temp;
  Path root;
  RealDisk disk;

  @BeforeEach
  void open() throws Exception {
    root = Files.createDirectory(temp.resolve("root"));
    disk = RealDisk.open(root);
  }

  static LocalPath at(String path) {
    return path.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(path.split("/")));
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  String text(String path) throws IOException {
    try (SeekableByteChannel in = disk.read(at(path))) {
      return new String(Channels.newInputStream(in).readAllBytes());
    }
  }

  @Test
  void aFolderIsListedInTheOrderOfNames() throws Exception {
    write("b", "22");
    write("a/inner", "");
    Files.createSymbolicLink(root.resolve("c"), Path.of("b"));
    Shell.run(root, "mkfifo d");
    write("B", "1");
    Map<String, Kind> kinds =
        disk.list(LocalPath.ROOT).stream()
            .collect(Collectors.toMap(Listed::name, l -> l.fingerprint().kind()));
    assertThat(disk.list(LocalPath.ROOT))
        .extracting(Listed::name)
        .containsExactly("B", "a", "b", "c", "d");
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "a", Kind.FOLDER, "b", Kind.FILE, "B", Kind.FILE, "c", Kind.LINK, "d", Kind.OTHER));
    assertThat(disk.list(at("a"))).extracting(Listed::name).containsExactly("inner");
  }

  @Test
  void aFingerprintSaysWhatTheFileSystemKnows() throws Exception {
    write("f", "12345");
    Path file = root.resolve("f");
    Files.setLastModifiedTime(file, FileTime.from(TIME));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    Fingerprint seen = disk.look(at("f")).orElseThrow();
    assertThat(seen)
        .isEqualTo(
            new Fingerprint(
                Kind.FILE,
                5,
                TIME.getEpochSecond() * 1_000_000_000 + TIME.getNano(),
                ((FileTime) Files.getAttribute(file, "unix:ctime"))
                    .to(java.util.concurrent.TimeUnit.NANOSECONDS),
                seen.born(),
                (long) Files.getAttribute(file, "unix:dev"),
                (long) Files.getAttribute(file, "unix:ino"),
                true));
    assertThat(seen.changed()).isGreaterThan(seen.modified());
    assertThat(disk.list(LocalPath.ROOT)).containsExactly(new Listed("f", seen, true));
  }

  @Test
  void theTimeOfBirthStaysWhenTheModificationTimeChanges() throws Exception {
    write("f", "1");
    Files.setLastModifiedTime(root.resolve("f"), FileTime.from(TIME));
    long born = disk.look(at("f")).orElseThrow().born();
    disk.setModified(at("f"), TIME.plusSeconds(1));
    assertThat(disk.look(at("f")).orElseThrow().born()).isEqualTo(born).isNotEqualTo(0);
  }

  @Test
  void withoutTimesOfBirthNoneIsMadeUp() throws Exception {
    // /proc has none; the JDK says the modification time instead.
    RealDisk proc = RealDisk.open(Path.of("/proc/self"));
    assertThat(proc.look(at("status")).orElseThrow().born()).isZero();
    assertThat(proc.list(LocalPath.ROOT)).allMatch(l -> l.fingerprint().born() == 0);
  }

  @Test
  void aNameThatIsNoTextIsListedAsUnusable() throws Exception {
    Shell.run(root, "printf 1 > \"$(printf 'bad\\377')\"; printf 2 > \"$(printf 'bad\\376')\"");
    Shell.run(root, "printf 3 > \"$(printf 'surrogate\\355\\240\\200')\"");
    Shell.run(root, "printf 4 > \"$(printf 'replacement\\357\\277\\275')\"; printf 5 > ü");
    assertThat(disk.list(LocalPath.ROOT))
        .extracting(l -> l.name() + " " + l.readableName() + " " + l.fingerprint().size())
        .containsExactlyInAnyOrder(
            "bad\uFFFD false 1",
            "bad\uFFFD false 1",
            "surrogate\uFFFD false 1",
            "replacement\uFFFD true 1",
            "ü true 1");
    assertThat(text("replacement\uFFFD")).isEqualTo("4");
    assertThat(disk.look(at("bad\uFFFD"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsAbsent() throws Exception {
    write("file", "");
    assertThat(disk.look(at("nothing"))).isEmpty();
    assertThat(disk.look(at("nothing/below"))).isEmpty();
    assertThat(disk.look(at("file/below"))).isEmpty();
    assertThat(disk.look(LocalPath.ROOT)).isPresent();
    assertThatThrownBy(() -> disk.list(at("nothing"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.list(at("file"))).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> disk.read(at("nothing"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.delete(at("nothing"))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void withoutItsRootNothingIsSaidToBeAbsent() throws Exception {
    Files.delete(root);
    assertThat(disk.look(LocalPath.ROOT)).isEmpty();
    assertThatThrownBy(() -> disk.look(at("f"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.list(LocalPath.ROOT)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> RealDisk.open(root)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theRootItselfMayBeReachedByALink() throws Exception {
    write("f", "x");
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    RealDisk linked = RealDisk.open(link);
    assertThat(linked.root()).isEqualTo(root.toRealPath());
    assertThat(linked.list(LocalPath.ROOT)).hasSize(1);
  }

  @Test
  void noCallGoesThroughALink() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("way"), outside);
    write("mine", "mine");
    LocalPath secret = at("way/secret");
    LocalPath fresh = at("way/new");
    List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls =
        List.of(
            () -> disk.list(at("way")),
            () -> disk.look(secret),
            () -> disk.read(secret),
            () -> disk.readLink(secret),
            () -> disk.create(fresh),
            () -> disk.makeFolder(fresh),
            () -> disk.makePrivateFolder(fresh),
            () -> disk.makeLink(fresh, "x"),
            () -> disk.move(at("mine"), fresh),
            () -> disk.move(secret, at("stolen")),
            () -> disk.exchange(at("mine"), secret),
            () -> disk.exchange(secret, at("mine")),
            () -> disk.setModified(secret, TIME),
            () -> disk.setExecutable(secret, true),
            () -> disk.sharePermissions(secret),
            () -> disk.inherit(at("mine"), secret),
            () -> disk.inherit(secret, at("mine")),
            () -> disk.delete(secret));
    for (var call : calls)
      assertThatThrownBy(call)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("links are not followed");
    assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("secret");
    assertThat(outside.toFile().list()).containsExactly("secret");
    assertThat(root.toFile().list()).containsExactlyInAnyOrder("way", "mine");
  }

  @Test
  void whatWasOpenedBehindALinkIsRefusedByTheLookAfterwards() throws Exception {
    Files.writeString(Files.createDirectory(root.resolve("way")).resolve("file"), "mine");
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), "secret");
    try (Disk.Opened opened = disk.open(at("way/file")).orElseThrow()) {
      assertThat(disk.look(at("way/file"))).contains(opened.found());
      Files.move(root.resolve("way"), root.resolve("old"));
      Files.createSymbolicLink(root.resolve("way"), outside);
      assertThatThrownBy(() -> disk.look(at("way/file")))
          .hasMessageContaining("links are not followed");
    }
  }

  @Test
  void onlyAFileIsOpened() throws Exception {
    Files.createDirectory(root.resolve("folder"));
    disk.makeLink(at("link"), "folder");
    assertThat(disk.open(at("folder"))).isEmpty();
    assertThat(disk.open(at("link"))).isEmpty();
    assertThatThrownBy(() -> disk.open(at("nothing"))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aLinkItselfIsHandledAsALink() throws Exception {
    Path target = Files.writeString(temp.resolve("target"), "x");
    FileTime before = Files.getLastModifiedTime(target);
    disk.makeLink(at("link"), "../target");
    assertThat(disk.readLink(at("link"))).isEqualTo("../target");
    assertThat(disk.look(at("link")).orElseThrow().kind()).isEqualTo(Kind.LINK);
    assertThatThrownBy(() -> disk.read(at("link"))).isInstanceOf(FileSystemException.class);
    disk.setModified(at("link"), TIME);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(before);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    write("file", "");
    assertThatThrownBy(() -> disk.setExecutable(at("link"), true))
        .hasMessageContaining("links are not followed");
    disk.sharePermissions(at("link"));
    disk.inherit(at("file"), at("link"));
    disk.inherit(at("link"), at("file"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    disk.move(at("link"), at("moved"));
    disk.delete(at("moved"));
    assertThat(target).exists();
    assertThatThrownBy(() -> disk.makeLink(at("a"), "nul\0")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "nul\0", "../x"})
  void aNameThatIsNoSingleNameIsRefused(String name) throws Exception {
    disk.makeFolder(at("a"));
    assertThatThrownBy(() -> disk.makeFolder(LocalPath.of(name)))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> disk.look(LocalPath.of("a", name)))
        .isInstanceOf(FileSystemException.class)
        .isNotInstanceOf(NoSuchFileException.class);
  }

  @Test
  void readingAPipeDoesNotWait() throws Exception {
    Shell.run(root, "mkfifo pipe");
    assertThatThrownBy(() -> disk.read(at("pipe"))).isInstanceOf(FileSystemException.class);
  }

  @Test
  void aNewFileIsForThisUserOnlyUntilItIsShared() throws Exception {
    try (SeekableByteChannel out = disk.create(at("new"))) {
      out.write(ByteBuffer.wrap("abc".getBytes()));
      out.position(0);
      ByteBuffer back = ByteBuffer.allocate(3);
      out.read(back);
      assertThat(new String(back.array())).isEqualTo("abc");
    }
    assertThat(permissions("new")).isEqualTo("rw-------");
    assertThatThrownBy(() -> disk.create(at("new"))).isInstanceOf(FileAlreadyExistsException.class);
    Files.createFile(root.resolve("usual"));
    disk.sharePermissions(at("new"));
    assertThat(permissions("new")).isEqualTo(permissions("usual"));
  }

  @Test
  void permissionsAreCopiedAllButExecution() throws Exception {
    write("like", "");
    write("file", "");
    permit("like", "rwxr-x---");
    permit("file", "rw-r--r--");
    disk.inherit(at("like"), at("file"));
    assertThat(permissions("file")).isEqualTo("rw-r-----");
    permit("file", "rwx------");
    permit("like", "r--r-----");
    disk.inherit(at("like"), at("file"));
    assertThat(permissions("file")).isEqualTo("r-xr-x---");
    permit("file", "rwx------");
    permit("like", "rwxr-----");
    disk.inherit(at("like"), at("file"));
    assertThat(permissions("file")).as("whoever may execute it now").isEqualTo("rwxr-----");
  }

  @Test
  void executionGoesWithReading() throws Exception {
    write("f", "");
    permit("f", "rw-r-----");
    disk.setExecutable(at("f"), true);
    assertThat(permissions("f")).isEqualTo("rwxr-x---");
    disk.setExecutable(at("f"), false);
    assertThat(permissions("f")).isEqualTo("rw-r-----");
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private void permit(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  @Test
  void movingNeverReplaces() throws Exception {
    write("from", "from");
    write("to", "to");
    write("folder/inner", "");
    Files.createDirectory(root.resolve("empty"));
    for (String taken : List.of("to", "folder", "empty"))
      assertThatThrownBy(() -> disk.move(at("from"), at(taken)))
          .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.move(at("folder"), at("empty")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.move(at("gone"), at("x")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.move(at("folder"), at("folder/inside")))
        .isInstanceOf(FileSystemException.class);
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    assertThatThrownBy(() -> disk.move(at("from"), at("dangling")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(text("from")).isEqualTo("from");
    assertThat(text("to")).isEqualTo("to");
    disk.move(at("from"), at("folder/new"));
    assertThat(text("folder/new")).isEqualTo("from");
    assertThat(root.resolve("from")).doesNotExist();
  }

  @Test
  void withoutHelpOfTheSystemMovingStillNeverReplaces() throws Exception {
    write("from", "from");
    write("to", "to");
    Renaming byHand = new Renaming(new SystemCalls.NoCalls(), new FileLook(disk.root()));
    assertThatThrownBy(() -> byHand.move(root.resolve("from"), root.resolve("to")))
        .isInstanceOf(FileAlreadyExistsException.class);
    byHand.move(root.resolve("from"), root.resolve("free"));
    assertThat(text("to")).isEqualTo("to");
    assertThat(text("free")).isEqualTo("from");
  }

  @Test
  void anotherHardLinkOfTheFileIsNotAnotherSpelling() throws Exception {
    write("a", "x");
    Files.createLink(root.resolve("A"), root.resolve("a"));
    Files.createLink(root.resolve("b"), root.resolve("a"));
    for (String taken : List.of("A", "b", "a"))
      assertThatThrownBy(() -> disk.move(at("a"), at(taken)))
          .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void twoThingsAreExchanged() throws Exception {
    write("a", "1");
    write("folder/b", "2");
    assertThat(disk.exchange(at("a"), at("folder/b"))).isTrue();
    assertThat(text("a")).isEqualTo("2");
    assertThat(text("folder/b")).isEqualTo("1");
    assertThatThrownBy(() -> disk.exchange(at("a"), at("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderWithSomethingInItIsNotDeleted() throws Exception {
    write("folder/inner", "");
    assertThatThrownBy(() -> disk.delete(at("folder")))
        .isInstanceOf(DirectoryNotEmptyException.class);
    disk.delete(at("folder/inner"));
    disk.delete(at("folder"));
    assertThat(disk.list(LocalPath.ROOT)).isEmpty();
  }

  @Test
  void microsecondsAreKeptAndBefore1970Seconds() throws Exception {
    write("f", "");
    for (String time :
        List.of("2001-02-03T04:05:06.789012Z", "1970-01-01T00:00:00Z", "1955-11-05T06:15:59Z")) {
      disk.setModified(at("f"), Instant.parse(time));
      assertThat(Files.getLastModifiedTime(root.resolve("f"))).hasToString(time);
    }
    disk.setModified(at("f"), Instant.parse("1955-11-05T06:15:59.9Z"));
    assertThat(Files.getLastModifiedTime(root.resolve("f"))).hasToString("1955-11-05T06:15:59Z");
  }

  @Test
  void flushingSucceedsAfterFewAndAfterManyChanges() throws Exception {
    disk.flush();
    for (int i = 0; i < 3; i++) disk.create(at("few" + i)).close();
    disk.makeFolder(at("folder"));
    disk.move(at("few0"), at("folder/moved"));
    disk.move(at("folder"), at("elsewhere"));
    disk.delete(at("few1"));
    Files.delete(root.resolve("few2"));
    disk.flush();
    for (int i = 0; i < 100; i++) disk.create(at("many" + i)).close();
    disk.flush();
    assertThat(disk.list(LocalPath.ROOT)).hasSize(101);
  }

  @Test
  void whoeverMayReadOrExecuteAFileIsFlushed() throws Exception {
    write("f", "");
    write("like", "");
    Path file = disk.root().resolve("f");
    disk.setExecutable(at("f"), true);
    assertThat(disk.unflushed().take().files()).containsExactly(file);
    disk.sharePermissions(at("f"));
    assertThat(disk.unflushed().take().files()).containsExactly(file);
    disk.inherit(at("like"), at("f"));
    assertThat(disk.unflushed().take().files()).containsExactly(file);
  }

  @Test
  void securingLeavesWhatWeWroteToTheFlush() throws Exception {
    write("theirs", "");
    disk.makeFolder(at("ours"));
    disk.secure(List.of(at("theirs")));
    assertThat(disk.unflushed().take().folders()).containsExactly(disk.root());
  }

  /// Else what was renamed would count as flushed.
  @Test
  void whoeverInterruptsAFlushIsToldSo() throws Exception {
    disk.makeFolder(at("folder"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(disk::flush).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(disk.unflushed().take().folders()).containsExactly(disk.root());
  }

  @Test
  void thisDiskIsTried() throws Exception {
    assertThat(disk.facts()).isEqualTo(new Facts(true, true, 10_000_000, NameRules.POSIX));
    assertThat(root.resolve(".tidelock")).isEmptyDirectory();
    assertThat(permissions(".tidelock")).isEqualTo("rwx------");
    assertThat(disk.freeBytes()).isPositive();
  }

  @Test
  void aFullNameIsUsableAndALongerOneRefused() throws Exception {
    String longest = "n".repeat(255);
    disk.create(at(longest)).close();
    disk.move(at(longest), at("short"));
    disk.move(at("short"), at(longest));
    assertThat(disk.list(LocalPath.ROOT)).extracting(Listed::name).containsExactly(longest);
    assertThatThrownBy(() -> disk.create(at(longest + "n")))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> disk.move(at(longest), at(longest + "n")))
        .isInstanceOf(FileSystemException.class);
  }
}
