package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.local.Disk.Opened;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.sim.FolderUser;

/// What [Disk] promises, on a file system that has all that POSIX systems have. Everything that the engine relies on is in here: what a simulated disk
/// does otherwise than a real one is a lie in every test that runs on it.
public abstract class DiskContract {
  protected static final Instant TIME = Instant.parse("2001-02-03T04:05:06.789012Z");

  /// On an empty folder, the same one each time.
  protected abstract Disk disk() throws IOException;

  /// In the same folder.
  protected abstract FolderUser user();

  private static LocalPath at(String path) {
    return path.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(path.split("/")));
  }

  private Fingerprint look(String path) throws IOException {
    return disk().look(at(path)).orElseThrow();
  }

  private String text(String path) throws IOException {
    try (SeekableByteChannel in = disk().read(at(path))) {
      return text(in);
    }
  }

  private static String text(SeekableByteChannel in) throws IOException {
    return new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  private List<String> names(String folder) throws IOException {
    return disk().list(at(folder)).stream()
        .map(Listed::name)
        .filter(name -> !name.equals(PrivateFolder.NAME))
        .toList();
  }

  // Looking.

  @Test
  void aFolderIsListedInTheOrderOfNames() throws Exception {
    for (String name : List.of("b", "B", "a/inner", "ä", "z9", "z10", "\uD83D\uDE00", "\uFB01"))
      user().write(name, "");
    assertThat(names(""))
        .containsExactly("B", "a", "b", "z10", "z9", "ä", "\uD83D\uDE00", "\uFB01");
    assertThat(names("a")).containsExactly("inner");
  }

  @Test
  void eachThingHasItsKind() throws Exception {
    user().write("file", "123");
    user().makeFolder("folder");
    user().link("link", "file");
    user().special("special");
    assertThat(disk().list(LocalPath.ROOT))
        .extracting(l -> l.name() + " " + l.fingerprint().kind() + " " + l.fingerprint().size())
        .containsExactly("file FILE 3", "folder FOLDER 0", "link LINK 0", "special OTHER 0");
  }

  @Test
  void aListingTellsWhatALookTells() throws Exception {
    user().write("file", "123");
    user().makeFolder("folder");
    user().link("link", "file");
    for (Listed listed : disk().list(LocalPath.ROOT))
      assertThat(listed).isEqualTo(new Listed(listed.name(), look(listed.name()), true));
    assertThat(disk().look(LocalPath.ROOT).orElseThrow().kind()).isEqualTo(Kind.FOLDER);
  }

  @Test
  void whatIsNotThereIsAbsent() throws Exception {
    user().write("file", "");
    for (String path : List.of("nothing", "nothing/below", "file/below", "file/below/that"))
      assertThat(disk().look(at(path))).as(path).isEmpty();
  }

  @Test
  void listingWhatIsNoFolderFails() throws Exception {
    user().write("file", "");
    assertThatThrownBy(() -> disk().list(at("nothing"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().list(at("file"))).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void withoutItsRootNothingIsSaidToBeAbsent() throws Exception {
    user().write("f", "");
    Disk disk = disk();
    user().takeAwayTheRoot();
    assertThat(disk.look(LocalPath.ROOT)).isEmpty();
    assertThatThrownBy(() -> disk.look(at("f"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.list(LocalPath.ROOT)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.makeFolder(at("g"))).isInstanceOf(NoSuchFileException.class);
  }

  // Links.

  @Test
  void noCallGoesThroughALink() throws Exception {
    user().write("outside/secret", "secret");
    user().link("way", "outside");
    user().write("mine", "mine");
    LocalPath secret = at("way/secret");
    LocalPath fresh = at("way/new");
    Disk disk = disk();
    List<ThrowingCallable> calls =
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
    for (ThrowingCallable call : calls)
      assertThatThrownBy(call).isInstanceOf(LinkRefusedException.class);
    assertThat(user().read("outside/secret")).isEqualTo("secret");
    assertThat(names("outside")).containsExactly("secret");
    assertThat(names("")).containsExactly("mine", "outside", "way");
  }

  @Test
  void whatWasOpenedBehindALinkIsRefusedByTheLookAfterwards() throws Exception {
    user().write("way/file", "mine");
    user().write("outside/file", "secret");
    Disk disk = disk();
    try (Opened opened = disk.open(at("way/file")).orElseThrow()) {
      assertThat(disk.look(at("way/file"))).contains(opened.found());
      user().rename("way", "old");
      user().link("way", "outside");
      assertThatThrownBy(() -> disk.look(at("way/file"))).isInstanceOf(LinkRefusedException.class);
    }
  }

  @Test
  void aLinkIsMadeAndReadAsItIs() throws Exception {
    for (String target : List.of("file", "../elsewhere", "/absolute", "no/where at all", "ä")) {
      disk().makeLink(at("link"), target);
      assertThat(disk().readLink(at("link"))).isEqualTo(target);
      assertThat(look("link").kind()).isEqualTo(Kind.LINK);
      disk().delete(at("link"));
    }
    assertThatThrownBy(() -> disk().makeLink(at("link"), "nul\0")).isInstanceOf(IOException.class);
  }

  @Test
  void onlyLinksAreReadAsLinks() throws Exception {
    user().write("file", "");
    assertThatThrownBy(() -> disk().readLink(at("file"))).isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> disk().readLink(at("nothing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aLinkItselfIsHandledAndNeverItsTarget() throws Exception {
    user().write("target", "x");
    user().touch("target", TIME);
    user().setPermissions("target", "rw-------");
    user().write("file", "");
    user().link("link", "target");
    Disk disk = disk();
    Fingerprint before = look("target");
    assertThatThrownBy(() -> disk.read(at("link"))).isInstanceOf(FileSystemException.class);
    disk.setModified(at("link"), TIME.plusSeconds(5));
    assertThatThrownBy(() -> disk.setExecutable(at("link"), true))
        .isInstanceOf(LinkRefusedException.class);
    disk.sharePermissions(at("link"));
    disk.inherit(at("file"), at("link"));
    disk.inherit(at("link"), at("file"));
    disk.move(at("link"), at("moved"));
    assertThat(look("moved").kind()).isEqualTo(Kind.LINK);
    disk.delete(at("moved"));
    assertThat(look("target")).isEqualTo(before);
    assertThat(user().permissions("target")).isEqualTo("rw-------");
  }

  // Reading.

  @Test
  void aFileIsReadFromItsStart() throws Exception {
    user().write("file", "abcdef");
    try (SeekableByteChannel in = disk().read(at("file"))) {
      assertThat(in.position()).isZero();
      assertThat(in.size()).isEqualTo(6);
      assertThat(text(in)).isEqualTo("abcdef");
      assertThat(in.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      in.position(4);
      assertThat(text(in)).isEqualTo("ef");
      assertThatThrownBy(() -> in.write(bytes("x")))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void onlyAFileIsOpened() throws Exception {
    user().makeFolder("folder");
    user().link("link", "folder");
    user().special("special");
    for (String other : List.of("folder", "link", "special")) {
      assertThat(disk().open(at(other))).as(other).isEmpty();
      assertThatThrownBy(() -> disk().read(at(other))).isInstanceOf(FileSystemException.class);
    }
    assertThatThrownBy(() -> disk().open(at("nothing"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().read(at("nothing"))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatIsOpenIsReadToItsEndWhateverBecomesOfItsName() throws Exception {
    user().write("file", "old");
    try (Opened opened = disk().open(at("file")).orElseThrow()) {
      user().save("file", "new");
      assertThat(text(opened.bytes())).isEqualTo("old");
      assertThat(look("file")).isNotEqualTo(opened.found());
    }
    assertThat(text("file")).isEqualTo("new");
  }

  // Making.

  @Test
  void aNewFileIsEmptyAndCanBeWrittenAndReadBack() throws Exception {
    try (SeekableByteChannel out = disk().create(at("new"))) {
      assertThat(out.size()).isZero();
      out.write(bytes("abcdef"));
      out.position(2);
      out.write(bytes("CD"));
      out.position(0);
      assertThat(text(out)).isEqualTo("abCDef");
      out.truncate(5);
      assertThat(out.position()).isEqualTo(5);
      out.position(7);
      out.write(bytes("h"));
    }
    assertThat(text("new")).isEqualTo("abCDe\0\0h");
    assertThat(look("new").size()).isEqualTo(8);
  }

  @Test
  void whatIsMadeIsForThisUserOnlyWhereThatIsPromised() throws Exception {
    disk().create(at("file")).close();
    disk().makePrivateFolder(at("private"));
    disk().makeFolder(at("usual"));
    user().makeFolder("likewise");
    assertThat(user().permissions("file")).isEqualTo("rw-------");
    assertThat(user().permissions("private")).isEqualTo("rwx------");
    assertThat(user().permissions("usual")).isEqualTo(user().permissions("likewise"));
  }

  @Test
  void nothingIsMadeWhereSomethingIs() throws Exception {
    user().write("file", "text");
    user().makeFolder("folder");
    user().link("dangling", "nowhere");
    for (String taken : List.of("file", "folder", "dangling")) {
      List<ThrowingCallable> calls =
          List.of(
              () -> disk().create(at(taken)),
              () -> disk().makeFolder(at(taken)),
              () -> disk().makePrivateFolder(at(taken)),
              () -> disk().makeLink(at(taken), "x"));
      for (ThrowingCallable call : calls)
        assertThatThrownBy(call).as(taken).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(text("file")).isEqualTo("text");
    assertThat(disk().readLink(at("dangling"))).isEqualTo("nowhere");
    assertThat(disk().look(at("nowhere"))).isEmpty();
  }

  @Test
  void nothingIsMadeWhereNoFolderIs() throws Exception {
    user().write("file", "text");
    for (String folder : List.of("nothing", "file")) {
      LocalPath place = at(folder).child("x");
      List<ThrowingCallable> calls =
          List.of(
              () -> disk().create(place),
              () -> disk().makeFolder(place),
              () -> disk().makePrivateFolder(place),
              () -> disk().makeLink(place, "x"),
              () -> disk().move(at("file"), place));
      for (ThrowingCallable call : calls)
        assertThatThrownBy(call)
            .as(folder)
            .isInstanceOf(
                folder.equals("file") ? NotDirectoryException.class : NoSuchFileException.class);
    }
  }

  // Moving.

  @Test
  void movingNeverReplaces() throws Exception {
    user().write("from", "from");
    user().write("to", "to");
    user().write("folder/inner", "");
    user().makeFolder("empty");
    user().link("dangling", "nowhere");
    for (String taken : List.of("to", "folder", "empty", "dangling", "from"))
      assertThatThrownBy(() -> disk().move(at("from"), at(taken)))
          .as(taken)
          .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk().move(at("folder"), at("empty")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(text("from")).isEqualTo("from");
    assertThat(text("to")).isEqualTo("to");
    assertThat(names("folder")).containsExactly("inner");
  }

  @Test
  void whatIsMovedIsTheSameFile() throws Exception {
    user().write("from", "text");
    user().touch("from", TIME);
    user().makeFolder("folder");
    Fingerprint before = look("from");
    disk().move(at("from"), at("folder/to"));
    assertThat(look("folder/to").hasSameBytes(before)).isTrue();
    assertThat(look("folder/to").born()).isEqualTo(before.born());
    assertThat(disk().look(at("from"))).isEmpty();
    assertThat(text("folder/to")).isEqualTo("text");
  }

  @Test
  void aFolderMovesWithAllThatIsInIt() throws Exception {
    user().write("a/b/file", "text");
    Fingerprint folder = look("a");
    Fingerprint file = look("a/b/file");
    disk().move(at("a"), at("c"));
    assertThat(look("c").isSameFile(folder)).isTrue();
    assertThat(look("c/b/file")).isEqualTo(file);
  }

  @Test
  void whatCannotBeMovedStays() throws Exception {
    user().write("folder/inner", "x");
    assertThatThrownBy(() -> disk().move(at("gone"), at("x")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().move(at("folder"), at("folder/inside")))
        .isInstanceOf(FileSystemException.class);
    assertThat(text("folder/inner")).isEqualTo("x");
  }

  @Test
  void twoThingsAreExchanged() throws Exception {
    user().write("a", "1");
    user().write("folder/b", "2");
    user().write("tree/leaf", "3");
    Fingerprint a = look("a");
    Fingerprint b = look("folder/b");
    assertThat(disk().exchange(at("a"), at("folder/b"))).isTrue();
    assertThat(text("a")).isEqualTo("2");
    assertThat(text("folder/b")).isEqualTo("1");
    assertThat(look("a").hasSameBytes(b)).isTrue();
    assertThat(look("folder/b").hasSameBytes(a)).isTrue();
    assertThat(disk().exchange(at("a"), at("tree"))).isTrue();
    assertThat(text("a/leaf")).isEqualTo("3");
    assertThat(text("tree")).isEqualTo("2");
  }

  @Test
  void whatIsNotThereIsNotExchanged() throws Exception {
    user().write("a", "1");
    assertThatThrownBy(() -> disk().exchange(at("a"), at("gone")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().exchange(at("gone"), at("a")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(names("")).containsExactly("a");
  }

  // Fingerprints.

  @Test
  void aFingerprintStaysWhileNothingChanges() throws Exception {
    user().write("folder/file", "text");
    Fingerprint file = look("folder/file");
    Fingerprint folder = look("folder");
    text("folder/file");
    disk().list(at("folder"));
    disk().flush();
    assertThat(look("folder/file")).isEqualTo(file);
    assertThat(look("folder")).isEqualTo(folder);
  }

  @Test
  void aFingerprintChangesWithTheBytes() throws Exception {
    user().write("file", "text");
    user().touch("file", TIME);
    Fingerprint before = look("file");
    user().write("file", "TEXT");
    Fingerprint edited = look("file");
    assertThat(edited.modified()).isGreaterThan(before.modified());
    assertThat(edited.isSameFile(before)).isTrue();
    assertThat(edited.hasSameBytes(before)).isFalse();
    user().append("file", "!");
    assertThat(look("file").size()).isEqualTo(5);
  }

  @Test
  void aReplacedFileIsAnotherOne() throws Exception {
    user().write("file", "text");
    Fingerprint before = look("file");
    user().save("file", "TEXT");
    assertThat(look("file").isSameFile(before)).isFalse();
  }

  @Test
  void theOwnersExecutableFlagIsTold() throws Exception {
    user().write("file", "");
    user().setPermissions("file", "rwxr--r--");
    assertThat(look("file").executable()).isTrue();
    user().setPermissions("file", "rw-r-xr-x");
    assertThat(look("file").executable()).isFalse();
    user().makeFolder("folder");
    assertThat(look("folder").executable()).isFalse();
  }

  // Attributes.

  @ParameterizedTest
  @ValueSource(
      strings = {"2001-02-03T04:05:06.789012Z", "1970-01-01T00:00:00Z", "1955-11-05T06:15:59Z"})
  void timesOfModificationAreKept(String time) throws Exception {
    user().write("file", "");
    Fingerprint before = look("file");
    disk().setModified(at("file"), Instant.parse(time));
    assertThat(user().modified("file")).isEqualTo(time);
    Instant seen = Instant.EPOCH.plusNanos(look("file").modified());
    assertThat(seen).isEqualTo(time);
    assertThat(look("file").isSameFile(before)).as("born at the same time").isTrue();
    disk().setModified(LocalPath.of("file"), Instant.parse(time).plusSeconds(1));
    assertThat(look("file").born()).isEqualTo(look("file").born());
  }

  @Test
  void executionGoesWithReading() throws Exception {
    user().write("file", "");
    user().setPermissions("file", "rw-r-----");
    disk().setExecutable(at("file"), true);
    assertThat(user().permissions("file")).isEqualTo("rwxr-x---");
    disk().setExecutable(at("file"), false);
    assertThat(user().permissions("file")).isEqualTo("rw-r-----");
  }

  @Test
  void sharedPermissionsAreThoseOfAnyNewFile() throws Exception {
    user().write("usual", "");
    disk().create(at("new")).close();
    disk().sharePermissions(at("new"));
    assertThat(user().permissions("new")).isEqualTo(user().permissions("usual"));
    user().setPermissions("new", "rwx------");
    disk().sharePermissions(at("new"));
    assertThat(look("new").executable()).isTrue();
  }

  @Test
  void permissionsAreCopiedAllButExecution() throws Exception {
    user().write("like", "");
    user().write("file", "");
    user().setPermissions("like", "rwxr-x---");
    user().setPermissions("file", "rw-r--r--");
    disk().inherit(at("like"), at("file"));
    assertThat(user().permissions("file")).isEqualTo("rw-r-----");
    user().setPermissions("file", "rwx------");
    user().setPermissions("like", "r--r-----");
    disk().inherit(at("like"), at("file"));
    assertThat(user().permissions("file")).isEqualTo("r-xr-x---");
    user().setPermissions("file", "rwx------");
    user().setPermissions("like", "rwxr-----");
    disk().inherit(at("like"), at("file"));
    assertThat(user().permissions("file")).as("who may execute it now").isEqualTo("rwxr-----");
  }

  @Test
  void attributesOfWhatIsNotThereAreNotSet() throws Exception {
    user().write("file", "");
    List<ThrowingCallable> calls =
        List.of(
            () -> disk().setModified(at("gone"), TIME),
            () -> disk().setExecutable(at("gone"), true),
            () -> disk().sharePermissions(at("gone")),
            () -> disk().inherit(at("gone"), at("file")),
            () -> disk().inherit(at("file"), at("gone")));
    for (ThrowingCallable call : calls)
      assertThatThrownBy(call).isInstanceOf(NoSuchFileException.class);
  }

  // The rest.

  @Test
  void filesLinksAndEmptyFoldersAreDeleted() throws Exception {
    user().write("folder/inner", "");
    user().link("link", "folder");
    disk().delete(at("link"));
    assertThatThrownBy(() -> disk().delete(at("folder")))
        .isInstanceOf(DirectoryNotEmptyException.class);
    disk().delete(at("folder/inner"));
    disk().delete(at("folder"));
    assertThat(names("")).isEmpty();
    assertThatThrownBy(() -> disk().delete(at("folder"))).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "nul\0", "../x"})
  void aNameThatIsNoSingleNameIsRefused(String name) throws Exception {
    user().makeFolder("a");
    assertThatThrownBy(() -> disk().makeFolder(LocalPath.of(name)))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> disk().look(LocalPath.of("a", name)))
        .isInstanceOf(FileSystemException.class)
        .isNotInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b", "con", "x.", " x ", "\\", "a\tb\n", "ä", "a\u0308", ".hidden", "~"})
  void anyOtherNameIsKeptAsItIs(String name) throws Exception {
    disk().create(LocalPath.of(name)).close();
    assertThat(names("")).containsExactly(name);
    disk().move(LocalPath.of(name), at("other"));
    disk().move(at("other"), LocalPath.of(name));
    assertThat(names("")).containsExactly(name);
  }

  @Test
  void namesThatDifferInAnythingAreTwo() throws Exception {
    for (String name : List.of("a", "A", "ä", "a\u0308", "a.", "a "))
      disk().create(LocalPath.of(name)).close();
    assertThat(names("")).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "ä"})
  void aFullNameIsUsableAndALongerOneRefused(String letter) throws Exception {
    String longest = letter.equals("n") ? "n".repeat(255) : "ä".repeat(127);
    disk().create(at(longest)).close();
    disk().move(at(longest), at("short"));
    disk().move(at("short"), at(longest));
    assertThat(names("")).containsExactly(longest);
    assertThatThrownBy(() -> disk().create(at(longest + letter)))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> disk().move(at(longest), at(longest + letter)))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void flushingSucceedsAfterFewAndAfterManyChanges() throws Exception {
    Disk disk = disk();
    disk.flush();
    for (int i = 0; i < 3; i++) disk.create(at("few" + i)).close();
    disk.makeFolder(at("folder"));
    disk.move(at("few0"), at("folder/moved"));
    disk.move(at("folder"), at("elsewhere"));
    disk.delete(at("few1"));
    user().delete("few2");
    disk.flush();
    for (int i = 0; i < 100; i++) disk.create(at("many" + i)).close();
    disk.flush();
    assertThat(names("")).hasSize(101);
  }

  @Test
  void anythingMayBeSecured() throws Exception {
    user().write("folder/file", "");
    user().link("link", "folder");
    disk().secure(List.of());
    disk()
        .secure(
            Stream.of(
                    "folder",
                    "folder/file",
                    "link",
                    "gone",
                    "gone/too",
                    "link/file",
                    "folder/file/x")
                .map(DiskContract::at)
                .toList());
  }

  @Test
  void muchMayBeSecured() throws Exception {
    List<LocalPath> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      user().write("folder/file" + i, "");
      all.add(at("folder/file" + i));
    }
    disk().secure(all);
    assertThat(names("folder")).hasSize(100);
  }

  @Test
  void thereIsRoom() throws Exception {
    assertThat(disk().freeBytes()).isPositive();
  }

  @Test
  void thisDiskIsKnown() throws Exception {
    assertThat(disk().facts()).isEqualTo(new Facts(true, true, 10_000_000, NameRules.POSIX));
  }
}
