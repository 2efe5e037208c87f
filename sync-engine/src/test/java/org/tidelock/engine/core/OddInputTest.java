package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.Shell;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Problem;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.effects.MeddledPlaces;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Happened;

/// What lies in people's folders beside files that hold still: whatever can be synced arrives exactly, the rest is told, and nothing is deleted.
/// Who may not read or write: [PlainUserSyncTest]; full and read-only disks: [FullDiskTest]; gone and emptied folders: [RingTest].
final class OddInputTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MeddledPlaces meddled = new MeddledPlaces();
  private TestDevice a;
  private TestDevice b;

  @BeforeEach
  void pair() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(meddled));
    b = TestDevice.join(root, "b");
    a.write("other", "so that the folder is never empty");
    exchange();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }

  private static Map<String, String> codes(SyncReport report) {
    Map<String, String> codes = new TreeMap<>();
    for (Problem p : report.problems()) codes.put(p.path(), p.code());
    return codes;
  }

  /// Everything but these is the same on both.
  private void assertSameBut(String... paths) {
    SortedMap<String, String> here = new TreeMap<>(a.tree());
    for (String path : paths) assertThat(here.remove(path)).as(path).isNotNull();
    assertThat(b.tree()).isEqualTo(here);
  }

  @Acceptance(92)
  @Test
  void aFileThatVanishesBeforeItIsReadIsNoTrouble() throws Exception {
    a.write("vanishes", "for a moment");
    a.write("stays", "stays");
    meddled.beforeReading("vanishes", () -> Files.deleteIfExists(a.folder.resolve("vanishes")));
    assertThat(a.sync().problems()).isEmpty();
    exchange();
    assertSameBut();
    assertThat(b.tree()).containsOnlyKeys("other", "stays");
  }

  @Acceptance(88)
  @Test
  void aFileThatNeverHoldsStillIsToldAndTheRestGoes() throws Exception {
    a.write("log", "line\n");
    a.write("stays", "stays");
    Path log = a.folder.resolve("log");
    meddled.beforeReading("log", () -> Files.writeString(log, "more\n", StandardOpenOption.APPEND));
    SyncReport report = a.sync();
    assertThat(codes(report)).isEqualTo(Map.of("log", "SYN-03"));
    assertThat(report.state()).isEqualTo(State.ATTENTION);
    b.sync();
    assertSameBut("log");
    meddled.stop();
    assertThat(a.sync().problems()).isEmpty();
    b.sync();
    assertSameBut();
    assertThat(b.read("log")).startsWith("line\nmore\nmore\n");
  }

  /// A look at the storage or at another folder says nothing of the file.
  @Test
  void aFileThatWouldNotHoldStillIsToldUntilItIsLookedAtAgain() throws Exception {
    a.write("log", "line\n");
    a.write("d/other", "x");
    Path log = a.folder.resolve("log");
    meddled.beforeReading("log", () -> Files.writeString(log, "more\n", StandardOpenOption.APPEND));
    a.sync();
    meddled.stop();
    LocalVault vault = (LocalVault) a.vault;
    vault.round(Optional.of(Set.of()));
    assertThat(vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(codes(vault.round(Optional.of(Set.of(LocalPath.of("d")))))).containsKey("log");
    assertThat(codes(vault.round(Optional.of(Set.of(LocalPath.ROOT))))).isEmpty();
    assertThat(vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// Its folder is not there to be looked at.
  @Test
  void whatWouldNotHoldStillAndIsGoneWithItsFolderIsForgotten() throws Exception {
    a.write("d/log", "line\n");
    exchange();
    Path log = a.folder.resolve("d/log");
    Files.writeString(log, "edited\n");
    meddled.beforeReading(
        "d/log", () -> Files.writeString(log, "more\n", StandardOpenOption.APPEND));
    assertThat(codes(a.sync())).containsKey("d/log");
    meddled.stop();
    a.delete("d");
    SyncReport report = ((LocalVault) a.vault).round(Optional.of(Set.of(LocalPath.ROOT)));
    assertThat(codes(report)).isEmpty();
  }

  /// It was known before: the version that everybody has stays until there is a whole newer one.
  @Acceptance(88)
  @Test
  void aKnownFileThatNeverHoldsStillStaysAsItWasElsewhere() throws Exception {
    a.write("log", "line\n");
    exchange();
    Path log = a.folder.resolve("log");
    Files.writeString(log, "edited\n");
    meddled.beforeReading("log", () -> Files.writeString(log, "more\n", StandardOpenOption.APPEND));
    assertThat(codes(a.sync())).containsKey("log");
    b.sync();
    assertThat(b.read("log")).isEqualTo("line\n");
    meddled.stop();
    exchange();
    assertSameBut();
  }

  @Acceptance({104, 106})
  @Test
  void linksInsideTheFolderAreSyncedAsLinks() throws Exception {
    a.write("d/file", "x");
    link("to-file", "d/file");
    link("to-folder", "d");
    link("dangling", "not there");
    link("d/up", "../other");
    link("d/loop", "..");
    link("self", "self");
    link("ring-1", "ring-2");
    link("ring-2", "ring-1");
    SyncReport report = a.sync();
    assertThat(report.problems()).isEmpty();
    exchange();
    assertSameBut();
    assertThat(b.tree()).containsEntry("d/loop", "-> ..").containsEntry("self", "-> self");
    Files.delete(a.folder.resolve("to-folder"));
    a.write("to-folder/now", "a folder");
    exchange();
    assertSameBut();
    assertThat(b.has("d/now")).isFalse();
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(a.folder.resolve(path).getParent());
    Files.createSymbolicLink(a.folder.resolve(path), Path.of(target));
  }

  @Acceptance(105)
  @Test
  void linksThatLeadOutAreToldAndNeverFollowed() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    link("absolute", outside.toString());
    link("out", "../outside");
    link("d/out", "../../outside/secret");
    link("into-itself", a.folder.resolve("other").toString());
    SyncReport report = a.sync();
    assertThat(codes(report))
        .isEqualTo(
            Map.of(
                "absolute", "LOC-11", "out", "LOC-11", "d/out", "LOC-11", "into-itself", "LOC-11"));
    exchange();
    assertSameBut("absolute", "out", "d/out", "into-itself");
    assertThat(outside.resolve("secret")).hasContent("secret");
  }

  /// A folder of B in whose place there is a link out of the folder now: what comes is not written through it.
  @Acceptance(105)
  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    a.write("d/file", "x");
    exchange();
    Path outside = Files.createDirectories(root.resolve("outside"));
    b.move("d", "moved away");
    Files.createSymbolicLink(b.folder.resolve("d"), outside);
    a.write("d/new", "y");
    a.sync();
    b.sync();
    b.sync();
    assertThat(outside).isEmptyDirectory();
  }

  @Acceptance(109)
  @Test
  void pipesAndSocketsAreLeftAlone() throws Exception {
    Shell.run(a.folder, "mkfifo pipe");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(a.folder.resolve("socket")));
      assertLeftAlone("pipe", "socket");
    }
  }

  @Acceptance(109)
  @Test
  void devicesAreLeftAlone() throws Exception {
    Shell.require(a.folder, "mknod null c 1 3", "making a device needs root");
    assertLeftAlone("null");
  }

  private void assertLeftAlone(String... names) throws Exception {
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    exchange();
    assertSameBut(names);
    assertThat(a.vault.issues())
        .filteredOn(i -> i.code().equals("LOC-10"))
        .allMatch(i -> i.severity() == Issue.Severity.INFO)
        .extracting(i -> i.path().orElseThrow())
        .containsExactlyInAnyOrder(names);
  }

  /// What comes from elsewhere does not replace a pipe of the same name.
  @Test
  void aPipeInThePlaceOfAnArrivalStays() throws Exception {
    Shell.run(b.folder, "mkfifo name");
    a.write("name", "a file");
    a.sync();
    SyncReport report = b.sync();
    assertThat(codes(report)).containsKey("name");
    assertThat(b.tree()).containsEntry("name", "other");
    Files.delete(b.folder.resolve("name"));
    assertThat(b.sync().problems()).isEmpty();
    assertSameBut();
  }

  /// Also what is in a folder that could not be made is told by its path.
  @Test
  void aPipeInThePlaceOfAFolderStaysAndEverythingIsNamed() throws Exception {
    Shell.run(b.folder, "mkfifo folder");
    a.write("folder/sub/file", "x");
    a.sync();
    SyncReport report = b.sync();
    assertThat(codes(report))
        .containsKeys("folder", "folder/sub", "folder/sub/file")
        .doesNotContainKey("");
    Files.delete(b.folder.resolve("folder"));
    assertThat(b.sync().problems()).isEmpty();
    assertSameBut();
  }

  @Acceptance({80, 82})
  @Test
  void oddNamesArriveExactly() throws Exception {
    for (String name :
        List.of(
            "line\nbreak",
            "tab\tand\u0001control",
            " leading and trailing ",
            "-rf",
            "CON",
            "nul.txt",
            "ends with dot.",
            "back\\slash",
            "a:b*c?\"<>|",
            "%00",
            "caf\u00e9 composed",
            "cafe\u0301 decomposed",
            "\u1100\u1161 jamo",
            "\ud83d\ude00",
            "\u202eright to left",
            "case.txt",
            "CASE.TXT",
            "n".repeat(255),
            "\u00fc".repeat(127)))
      a.write("names/" + name + (name.length() > 100 ? "" : "/f"), "in " + name.length());
    SyncReport report = a.sync();
    assertThat(report.problems()).isEmpty();
    exchange();
    assertThat(composed(b.tree())).isEqualTo(composed(a.tree()));
    assertThat(a.sync().sent().requests()).isZero();
    assertThat(b.sync().sent().requests()).isZero();
  }

  /// The vault's spelling is the composed one; a disk that told them apart keeps its own.
  private static SortedMap<String, String> composed(SortedMap<String, String> tree) {
    SortedMap<String, String> composed = new TreeMap<>();
    tree.forEach(
        (path, what) ->
            composed.put(
                java.text.Normalizer.normalize(path, java.text.Normalizer.Form.NFC), what));
    return composed;
  }

  @Acceptance(74)
  @Test
  void ofTwoSpellingsOfOneNameOneIsSyncedAndTheOtherTold() throws Exception {
    a.write("caf\u00e9", "composed");
    a.sync();
    a.write("cafe\u0301", "decomposed");
    assertThat(codes(a.sync())).containsValue("LOC-06").hasSize(1);
    exchange();
    assertThat(b.tree()).hasSize(2);
    assertThat(a.tree()).hasSize(3);
    a.delete("caf\u00e9");
    assertThat(a.sync().problems()).isEmpty();
    b.sync();
    assertThat(b.tree()).hasSize(2);
    assertThat(b.tree().values()).contains(HostileScene.contentOf("decomposed"));
  }

  @Acceptance(76)
  @Test
  void namesThatAreNoTextAreToldAndTheRestGoes() throws Exception {
    Shell.run(a.folder, "printf 1 > \"$(printf 'bad\\377name')\"; mkdir \"$(printf 'dir\\377')\"");
    Shell.run(a.folder, "printf 2 > \"$(printf 'dir\\377')/inside\"; printf 3 > good");
    SyncReport report = a.sync();
    assertThat(report.problems()).extracting(Problem::code).containsExactly("LOC-05", "LOC-05");
    exchange();
    assertThat(b.tree()).containsOnlyKeys("good", "other");
    assertThat(Shell.run(a.folder, "ls | wc -l").strip()).isEqualTo("4");
  }

  /// More than a segment may hold, though they are few.
  @Test
  void veryManyLongLinkTargetsAreSynced() throws Exception {
    String target = ("d".repeat(200) + "/../").repeat(19) + "other";
    for (int i = 0; i < 1_200; i++) link("links/" + i, target);
    assertThat(a.sync().problems()).isEmpty();
    exchange();
    assertSameBut();
  }

  /// Java would read them as other bytes.
  @Test
  void linksToWhatIsNoTextAreToldAndNotAltered() throws Exception {
    Shell.run(a.folder, "ln -s \"$(printf 'bad\\377name')\" link; ln -s good changes");
    Shell.run(a.folder, "ln -s \"$(printf 'r\\303\\251plac\\357\\277\\275')\" text");
    SyncReport report = a.sync();
    assertThat(codes(report)).isEqualTo(Map.of("link", "LOC-11"));
    exchange();
    assertSameBut("link");
    Shell.run(a.folder, "ln -sfn \"$(printf 'bad\\377name')\" changes");
    assertThat(codes(a.sync())).isEqualTo(Map.of("link", "LOC-11", "changes", "LOC-11"));
    b.sync();
    assertThat(b.tree()).containsEntry("changes", "-> good");
  }

  @Acceptance(81)
  @Test
  void aDeepTreeArrivesExactly() throws Exception {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 15; i++) path.append("d".repeat(240)).append('/');
    a.write(path + "file", "deep");
    assertThat(a.sync().problems()).isEmpty();
    exchange();
    assertSameBut();
    a.move("d".repeat(240), "renamed");
    exchange();
    assertSameBut();
  }

  /// Longer than any call of the system takes at once.
  @Acceptance(81)
  @Test
  void aTreeTooDeepToBeNamedIsToldOrArrivesAndTheRestGoes() throws Exception {
    String name = "d".repeat(200);
    String wrap = "mkdir up && mv " + name + " up && mv up " + name;
    Shell.run(
        a.folder,
        "mkdir " + name + " && echo x > " + name + "/f; for i in $(seq 29); do " + wrap + "; done");
    a.write("later", "x");
    SyncReport report = a.sync();
    b.sync();
    assertThat(b.has("later")).isTrue();
    assertThat(a.has("later")).isTrue();
    String depth = "find . -type d -name 'd*' | wc -l";
    if (report.problems().isEmpty())
      assertThat(Shell.run(b.folder, depth)).isEqualTo(Shell.run(a.folder, depth));
    assertThat(Shell.run(a.folder, depth).strip()).isEqualTo("30");
    Shell.run(a.folder, "rm -r " + name);
    Shell.run(b.folder, "rm -rf " + name);
  }

  @Acceptance({4, 100})
  @Test
  void emptyAndSparseFilesArriveExactly() throws Exception {
    a.write("empty", "");
    sparse(a.folder.resolve("holes"), 64L << 20, 20L << 20);
    sparse(a.folder.resolve("hole at the end"), 40L << 20, 0);
    sparse(a.folder.resolve("only holes"), 32L << 20, -1);
    a.sync();
    b.sync();
    assertSameBut();
    for (String name : List.of("holes", "hole at the end", "only holes"))
      assertThat(blocks(b.folder.resolve(name))).as(name).isLessThan(16L << 20);
    assertThat(b.tree().get("empty")).startsWith("0 ");
  }

  /// Found out before it is read, not after it was sent.
  @Test
  void aFileTooLargeForACommitStaysHereAndTheOthersAreSynced() throws Exception {
    a.write("grows", "small yet");
    a.sync();
    b.sync();
    sparse(a.folder.resolve("grows"), Scan.LARGEST_FILE + 1, -1);
    a.write("other", "other");
    for (int i = 0; i < 2; i++)
      assertThat(a.sync().problems())
          .extracting(SyncReport.Problem::code, SyncReport.Problem::path)
          .containsExactly(tuple("LOC-14", "grows"));
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.folder.resolve("other")).hasContent("other");
    assertThat(b.folder.resolve("grows")).hasContent("small yet");
    sparse(a.folder.resolve("grows"), 3, -1);
    assertThat(a.sync().problems()).isEmpty();
    b.sync();
    assertThat(b.folder.resolve("grows")).hasSize(3);
  }

  /// Even if nothing of it could be compressed, and another gigabyte shares its commit.
  @Test
  void theLargestFileFitsIntoACommit() {
    long pack = PackFormat.PACK_SIZE - (64 << 10);
    assertThat(Scan.LARGEST_FILE + (1L << 30)).isLessThan(4096 * pack);
  }

  private static void sparse(Path file, long size, long data) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
      if (data < 0) return;
      out.seek(data);
      out.write(RandomBytes.of(300_000, data));
    }
  }

  private static long blocks(Path file) throws Exception {
    String said = Shell.run(file.getParent(), "stat -c %b '" + file.getFileName() + "'");
    return Long.parseLong(said.strip()) * 512;
  }

  @Acceptance(152)
  @Test
  void theFolderReplacedByAFileStopsAndDeletesNothing() throws Exception {
    Path away = root.resolve("away");
    Files.move(a.folder, away);
    Files.writeString(a.folder, "a file");
    TidelockException stopped = catchThrowableOfType(TidelockException.class, a::sync);
    assertThat(stopped.code()).as(stopped.toString()).isEqualTo(ErrorCode.NEEDS_YOU);
    Files.delete(a.folder);
    Files.move(away, a.folder);
    exchange();
    assertThat(b.tree()).containsOnlyKeys("other");
  }

  @Test
  void folderStorageAndProfileMustLieApart() throws Exception {
    Path place = Files.createDirectories(root.resolve("apart"));
    Path link = Files.createSymbolicLink(root.resolve("link"), place);
    for (SetUp setUp : SetUp.values()) {
      setUp.isRefused(
          place.resolve("home"), place.resolve("folder/store"), place.resolve("folder"));
      setUp.isRefused(place.resolve("home"), place, place.resolve("folder"));
      setUp.isRefused(place.resolve("home"), place.resolve("same"), place.resolve("same"));
      setUp.isRefused(place.resolve("home"), link, place.resolve("folder"));
      setUp.isRefused(place.resolve("home"), link.resolve("folder/store"), place.resolve("folder"));
      setUp.isRefused(
          place.resolve("folder/home"), place.resolve("store"), place.resolve("folder"));
      setUp.isRefused(place.resolve("home"), place.resolve("store"), place.resolve("home/folder"));
    }
    assertThat(place).isEmptyDirectory();
  }

  /// How a profile becomes a device. What lies in what is looked at before the storage is.
  private enum SetUp {
    CREATE {
      @Override
      void run(Path home, String store, Path folder) throws Exception {
        TestDevice.vaults()
            .create(
                new CreateRequest(
                    home, store, folder, "Test", "x", TestDevice.passphrase(), KeepUnlocked.FILE));
      }
    },
    JOIN {
      @Override
      void run(Path home, String store, Path folder) throws Exception {
        TestDevice.vaults()
            .join(
                new JoinRequest(
                    home,
                    store,
                    folder,
                    "x",
                    new Unlock.ByPassphrase(TestDevice.passphrase()),
                    KeepUnlocked.FILE,
                    _ -> true));
      }
    },
    PAIR {
      @Override
      void run(Path home, String store, Path folder) throws Exception {
        TestDevice.vaults()
            .pair(
                new PairRequest(
                    home,
                    store,
                    folder,
                    "x",
                    KeepUnlocked.FILE,
                    Optional.empty(),
                    new NobodyLooks()));
      }
    };

    abstract void run(Path home, String store, Path folder) throws Exception;

    void isRefused(Path home, Path store, Path folder) {
      assertThatThrownBy(() -> run(home, store.toUri().toString(), folder))
          .as(this + " " + home + " " + store + " " + folder)
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
                assertThat(e.happened().phrase())
                    .isIn(
                        Happened.FOLDER_AND_STORAGE_IN_EACH_OTHER,
                        Happened.PROFILE_IN_FOLDER,
                        Happened.FOLDER_IN_PROFILE);
              });
    }
  }

  private static final class NobodyLooks implements PairRequest.Screen {
    @Override
    public void show(String code, List<String> words, Instant until) {
      throw new AssertionError("nothing is to be shown");
    }

    @Override
    public boolean isRight(List<String> words) {
      throw new AssertionError("nothing is to be asked");
    }

    @Override
    public void letInMeanwhile() {
      throw new AssertionError("nobody knows of it");
    }
  }

  @Acceptance(131)
  @Test
  void aSecondProcessOnAProfileIsRefused() throws Exception {
    a.close();
    Path temporary = Files.createDirectories(root.resolve("tmp"));
    try (ChildJava other =
        ChildJava.start(
            List.of(), List.of(), temporary, KillMain.class, root.toString(), "a", "hold")) {
      other.awaitSaid(KillMain.HELD);
      assertThatThrownBy(() -> TestDevice.open(root, "a", TestDevice.vaults()))
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_RUNNING));
      assertThat(other.kill()).isTrue();
    }
    try (TestDevice again = TestDevice.open(root, "a", TestDevice.vaults())) {
      assertThat(again.sync().problems()).isEmpty();
    }
  }
}
