package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.system.SystemHome;

/// Whatever the storage does to any kind of object: the trouble has a code of 20 to 27 and names the object, nothing of it reaches the disk, nothing
/// local is deleted or changed, nothing is sent that could rest on it; and when the object is back, syncing goes on (attacks.md, B and C).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileStorageTest {
  /// Exit codes of a sync on a device that comes to need the object; 0 where nothing is wrong, `-` where there is no such case.
  private static final String SYNC =
      """
      tampering      | vault | member | envelope | head | segment | pack
      MAGIC_ALTERED  | 20    | 20     | 20       | 20   | 20      | 20
      FORMAT_RAISED  | 24    | 20     | 24       | 24   | 24      | 20
      TYPE_ALTERED   | 20    | 20     | 20       | 20   | 20      | 20
      KEY_ID_ALTERED | 20    | 20     | 20       | 20   | 20      | 20
      MIDDLE_ALTERED | 20    | 20     | 20       | 20   | 20      | 20
      END_ALTERED    | 20    | 20     | 20       | 20   | 20      | 20
      LONGER         | 20    | 20     | 20       | 20   | 20      | 20
      SHORTER        | 20    | 20     | 20       | 20   | 20      | 20
      CUT_OFF        | 20    | 20     | 20       | 20   | 20      | 20
      EMPTY          | 20    | 20     | 20       | 20   | 20      | 20
      ZEROS          | 20    | 20     | 20       | 20   | 20      | 20
      WEB_PAGE       | 20    | 20     | 20       | 20   | 20      | 20
      MISSING        | 27    | 23     | 23       | 0    | 23      | 23
      SIBLING        | -     | 20     | 20       | 20   | 20      | 20
      FOREIGN        | 27    | 20     | 20       | 20   | 20      | 20
      OTHER_KIND     | 20    | 20     | 20       | 20   | 20      | 20
      HUGE           | 25    | 25     | 25       | 25   | 25      | 20
      FOLDER         | 27    | 23     | 23       | 0    | 23      | 23
      LINK           | 27    | 23     | 23       | 0    | 23      | 23
      PIPE           | 27    | 23     | 23       | 0    | 23      | 23
      """;

  /// The same for a device that joins by passphrase.
  private static final String JOIN =
      """
      tampering      | vault | slot | member | root envelope
      MAGIC_ALTERED  | 20    | 26   | 20     | 20
      FORMAT_RAISED  | 24    | 24   | 20     | 24
      TYPE_ALTERED   | 20    | 26   | 20     | 20
      KEY_ID_ALTERED | 20    | 26   | 20     | 20
      MIDDLE_ALTERED | 20    | 26   | 20     | 20
      END_ALTERED    | 20    | 26   | 20     | 20
      LONGER         | 20    | 26   | 20     | 20
      SHORTER        | 20    | 26   | 20     | 20
      CUT_OFF        | 20    | 26   | 20     | 20
      EMPTY          | 20    | 26   | 20     | 20
      ZEROS          | 20    | 26   | 20     | 20
      WEB_PAGE       | 20    | 26   | 20     | 20
      MISSING        | 3     | 26   | 23     | 23
      SIBLING        | -     | 26   | 20     | 20
      FOREIGN        | 26    | 26   | 20     | 20
      OTHER_KIND     | 20    | 26   | 20     | 20
      HUGE           | 25    | 25   | 25     | 25
      FOLDER         | 3     | 26   | 23     | 23
      LINK           | 3     | 26   | 23     | 23
      PIPE           | 3     | 26   | 23     | 23
      """;

  /// The same for a device that has everything, and needs none of these objects to go on. Their bytes are read where that costs nothing, as in this folder.
  private static final String KNOWN =
      """
      tampering      | member | slot | envelope
      MIDDLE_ALTERED | 20     | 20   | 20
      LONGER         | 20     | 20   | 20
      SHORTER        | 20     | 20   | 20
      CUT_OFF        | 20     | 20   | 20
      EMPTY          | 20     | 20   | 20
      ZEROS          | 20     | 20   | 20
      WEB_PAGE       | 20     | 20   | 20
      MISSING        | 21     | 23   | 23
      OTHER_KIND     | 20     | 20   | 20
      HUGE           | 25     | 25   | 25
      FOLDER         | 21     | 23   | 23
      LINK           | 21     | 23   | 23
      PIPE           | 21     | 23   | 23
      """;

  private static final List<String> FOLDERS =
      List.of("slots", "members", "envelopes", "log", "heads", "packs", "checkpoints");

  /// More than any list of the format may have.
  private static final int MANY = 4_200;

  private HostileScene scene;

  @BeforeAll
  void makeScene(@TempDir(factory = FastTempDir.class) Path place) throws Exception {
    scene = HostileScene.make(place);
  }

  @BeforeEach
  void begin() throws Exception {
    scene.reset();
  }

  @Acceptance(103)
  @TestFactory
  Stream<DynamicTest> aSync() {
    return cells(SYNC).map(c -> test("sync", c, () -> sync(c)));
  }

  @TestFactory
  Stream<DynamicTest> aSyncThatKnowsEverything() {
    return cells(KNOWN).map(c -> test("sync, known", c, () -> syncOfKnown(c)));
  }

  @TestFactory
  Stream<DynamicTest> aJoin() {
    return cells(JOIN).map(c -> test("join", c, () -> join(c)));
  }

  /// What is done to what, and the exit code.
  private record Cell(Tampering tampering, String kind, int code) {}

  private static Stream<Cell> cells(String table) {
    List<String[]> rows = table.lines().map(l -> l.strip().split("\\s*\\|\\s*")).toList();
    List<Cell> cells = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size()))
      for (int i = 1; i < row.length; i++)
        if (!row[i].equals("-"))
          cells.add(
              new Cell(Tampering.valueOf(row[0]), rows.getFirst()[i], Integer.parseInt(row[i])));
    return cells.stream();
  }

  private interface Body {
    void run() throws Exception;
  }

  private DynamicTest test(String command, Cell c, Body body) {
    return DynamicTest.dynamicTest(
        command + ": " + c.kind + " " + c.tampering + " -> " + c.code,
        () -> {
          scene.reset();
          Assertions.assertTimeout(Duration.ofSeconds(30), body::run);
        });
  }

  private void sync(Cell cell) throws Exception {
    String object = scene.objects.get(cell.kind);
    cell.tampering.of(scene, cell.kind, scene.store.resolve(object));
    SortedMap<String, String> before = TestDevice.tree(scene.folder());
    Set<String> stored = scene.names();
    if (cell.code == 0) {
      assertGoesOn();
      return;
    }
    TidelockException trouble = failingSync();
    assertTrouble(trouble, cell, object);
    if (cell.kind.equals("pack") || cell.kind.equals("head")) {
      assertNothingLost(before);
      assertThat(trouble.whatIsSafe()).doesNotContain(Safe.NOTHING_UNVERIFIED_USED.english());
    } else if (cell.kind.equals("segment") && cell.code != 24) {
      assertThat(TestDevice.tree(scene.folder())).isEqualTo(before);
      stored.removeIf(name -> name.startsWith("heads/")); // one's own old one goes
      assertThat(scene.names()).as("what was written here is sent").containsAll(stored);
      assertThat(scene.names()).anyMatch(n -> n.startsWith("log/") && !stored.contains(n));
    } else {
      assertThat(TestDevice.tree(scene.folder())).isEqualTo(before);
      assertThat(scene.names()).isEqualTo(stored);
    }
    assertThat(Fleet.entries(scene.folder().resolve(".tidelock/staging"))).isEmpty();
    scene.healStore();
    assertGoesOn();
  }

  /// It is told with each sync until the object is back, and stops nothing.
  private void syncOfKnown(Cell cell) throws Exception {
    assertGoesOn();
    String object = scene.objects.get(cell.kind);
    cell.tampering.of(scene, cell.kind, scene.store.resolve(object));
    for (String text : List.of("first", "second", HostileScene.MINE)) {
      Files.writeString(scene.folder().resolve("mine"), text);
      assertToldAndGoesOn(cell, object);
    }
    scene.healStore();
    assertGoesOn();
  }

  @Test
  void aVaultThatStaysOpenTellsWithEachSyncUntilItIsPutRight() throws Exception {
    assertGoesOn();
    Files.delete(scene.store.resolve(scene.objects.get("slot")));
    try (TestDevice b = open()) {
      for (int i = 0; i < 2; i++) {
        TidelockException trouble = catchThrowableOfType(TidelockException.class, b::sync);
        assertThat(trouble).as("sync " + i).isNotNull();
        assertThat(trouble.code()).isEqualTo(ErrorCode.MISSING);
      }
      scene.healStore();
      assertThat(b.sync().problems()).isEmpty();
    }
  }

  private void assertToldAndGoesOn(Cell cell, String object) throws Exception {
    SortedMap<String, String> before = TestDevice.tree(scene.folder());
    Set<String> stored = scene.names();
    TidelockException trouble = failingSync();
    assertTrouble(trouble, cell, object);
    assertThat(trouble.whatIsSafe()).doesNotContain(Safe.NOTHING_UNVERIFIED_USED.english());
    assertThat(TestDevice.tree(scene.folder())).isEqualTo(before);
    assertThat(scene.names()).as("what was written is sent").isNotEqualTo(stored);
  }

  @Test
  void aFolderOfTheVaultsOwnObjectsThatIsGoneIsTold() throws Exception {
    for (String folder : List.of("members", "slots", "envelopes")) {
      scene.reset();
      assertGoesOn();
      TestDevice.deleteTree(scene.store.resolve(folder));
      TidelockException trouble = failingSync();
      assertThat(trouble.code().exitCode())
          .as(trouble.toString())
          .isEqualTo(folder.equals("members") ? 21 : 23);
      assertThat(trouble.object().orElse("")).startsWith(folder + "/");
      HostileScene.copy(scene.honestStore().resolve(folder), scene.store.resolve(folder));
      assertGoesOn();
    }
  }

  private void assertTrouble(TidelockException trouble, Cell cell, String object) {
    assertThat(trouble.code().exitCode()).as(trouble.toString()).isEqualTo(cell.code);
    if (Boolean.getBoolean("tidelock.verbose")) System.out.println(cell + " " + trouble);
    if (cell.code == 26) assertThat(trouble).hasMessage(wrongPassphrase());
    else assertThat(named(cell, object)).contains(trouble.object().orElse(""));
    assertThat(trouble.whatHappened()).doesNotContain("Exception").endsWith(".");
    String name = object.contains("/") ? object.substring(object.indexOf('/')) : object;
    int at = trouble.whatHappened().indexOf(name);
    if (at > 0 && object.contains("/")) assertThat(trouble.whatHappened()).contains(object);
  }

  /// Of two that were swapped either is as good.
  private List<String> named(Cell cell, String object) {
    return cell.tampering == Tampering.SIBLING
        ? List.of(object, scene.siblings.get(cell.kind))
        : List.of(object);
  }

  /// What does not rest on the object may arrive; everything else stays.
  private void assertNothingLost(SortedMap<String, String> before) {
    SortedMap<String, String> now = TestDevice.tree(scene.folder());
    SortedMap<String, String> everything = scene.everything();
    before.forEach(
        (path, what) -> {
          if (!what.equals(now.get(path)))
            assertThat(now.get(path)).isEqualTo(everything.get(path));
        });
    now.forEach(
        (path, what) -> {
          if (!what.equals(before.get(path))) assertThat(what).isEqualTo(everything.get(path));
        });
  }

  private TidelockException failingSync() throws Exception {
    try (TestDevice b = open()) {
      TidelockException trouble = catchThrowableOfType(TidelockException.class, b::sync);
      assertThat(trouble).as("a sync fails").isNotNull();
      return trouble;
    }
  }

  private TestDevice open() throws Exception {
    return TestDevice.open(scene.root, HostileScene.B, TestDevice.vaults());
  }

  private void assertGoesOn() throws Exception {
    try (TestDevice b = open()) {
      assertThat(b.sync().problems()).isEmpty();
      assertThat(b.tree()).isEqualTo(scene.everything());
      assertThat(b.sync().sent().requests()).isZero();
    }
  }

  private void join(Cell cell) throws Exception {
    String object = scene.objects.get(cell.kind);
    cell.tampering.of(scene, cell.kind, scene.store.resolve(object));
    Set<String> stored = scene.names();
    TidelockException trouble = failingJoin(TestDevice.passphrase());
    assertTrouble(trouble, cell, object);
    assertThat(scene.names()).isEqualTo(stored);
    assertThat(Profile.isSetUp(new SystemHome(scene.root.resolve("home-devC")))).isFalse();
    scene.healStore();
    try (TestDevice c = TestDevice.join(scene.root, "devC")) {
      c.sync();
      assertThat(c.tree()).containsKeys("new", "moved");
    } finally {
      TestDevice.deleteTree(scene.root.resolve("home-devC"));
      TestDevice.deleteTree(scene.root.resolve("folder-devC"));
    }
  }

  private TidelockException failingJoin(Passphrase passphrase) {
    return catchThrowableOfType(
        TidelockException.class,
        () ->
            TestDevice.vaults()
                .join(
                    new JoinRequest(
                        scene.root.resolve("home-devC"),
                        TestDevice.storage(scene.root),
                        scene.root.resolve("folder-devC"),
                        "devC",
                        new Unlock.ByPassphrase(passphrase),
                        KeepUnlocked.FILE,
                        _ -> true)));
  }

  /// The very words for a wrong passphrase: whoever tampers with slots learns nothing (A03).
  private String wrongPassphrase() {
    return failingJoin(Passphrase.of("not the passphrase at all".toCharArray())).getMessage();
  }

  /// Nothing is received, changed, deleted or sent.
  private TidelockException assertStops(ErrorCode code, String object) throws Exception {
    SortedMap<String, String> before = TestDevice.tree(scene.folder());
    Set<String> stored = scene.names();
    TidelockException trouble = failingSync();
    assertThat(trouble.code()).as(trouble.toString()).isEqualTo(code);
    assertThat(trouble.object().orElse("")).matches(object);
    assertThat(TestDevice.tree(scene.folder())).isEqualTo(before);
    assertThat(scene.names()).isEqualTo(stored);
    return trouble;
  }

  /// Nothing rests on it, so everything else goes on.
  private TidelockException assertNamed(ErrorCode code, String object) throws Exception {
    SortedMap<String, String> before = TestDevice.tree(scene.folder());
    TidelockException trouble = failingSync();
    assertThat(trouble.code()).isEqualTo(code);
    assertThat(trouble.object().orElse("")).matches(object);
    assertNothingLost(before);
    return trouble;
  }

  private void assertStopsUntilItIsBack(ErrorCode code, String object, Path instead)
      throws Exception {
    HostileScene.replace(scene.store, instead);
    assertStops(code, object);
    HostileScene.replace(scene.store, scene.honestStore());
    assertGoesOn();
  }

  @Test
  void anEmptiedStorageIsNotTheVaultAnyMore() throws Exception {
    TestDevice.deleteTree(scene.store);
    Files.createDirectory(scene.store);
    assertStops(ErrorCode.IDENTITY, "vault");
    assertThat(scene.store).isEmptyDirectory();
    HostileScene.replace(scene.store, scene.honestStore());
    assertGoesOn();
  }

  @Test
  void anotherVaultUnderTheSamePassphraseIsNotTheVault() throws Exception {
    assertStopsUntilItIsBack(ErrorCode.IDENTITY, "vault", scene.otherStore);
  }

  /// Whatever part of another vault is laid over this one.
  @Test
  void partsOfAnotherVaultAreRefused() throws Exception {
    for (String part : List.of("vault", "slots", "members", "envelopes", "log", "heads")) {
      scene.reset();
      HostileScene.replace(scene.store.resolve(part), scene.otherStore.resolve(part));
      SortedMap<String, String> before = TestDevice.tree(scene.folder());
      try (TestDevice b = open()) {
        TidelockException trouble = catchThrowableOfType(TidelockException.class, b::sync);
        assertThat(trouble).as(part).isNotNull();
        assertThat(trouble.code().exitCode()).as(part + ": " + trouble).isBetween(20, 27);
        assertThat(trouble.object().orElse(""))
            .as(part)
            .startsWith(part.equals("heads") ? "log" : part);
      }
      if (part.equals("slots") || part.equals("heads")) {
        // Nothing that is synced rests on them: it is told when the rest was done.
        assertNothingLost(before);
        continue;
      }
      assertThat(TestDevice.tree(scene.folder())).isEqualTo(before);
    }
  }

  @Acceptance(135)
  @Test
  void aStorageThatWentBackIsNoticed() throws Exception {
    assertStopsUntilItIsBack(ErrorCode.ROLLBACK, "log/[0-9a-f]{32}/\\d{16}", scene.oldestStore);
  }

  @Test
  void membersThatWentBackAreNoticed() throws Exception {
    assertGoesOn();
    try (TestDevice b = open()) {
      String entry = scene.objects.get("member");
      Files.delete(scene.store.resolve(entry));
      VerifyReport report = b.vault.verify(false, _ -> {});
      assertThat(report.findings()).extracting(VerifyReport.Finding::object).contains(entry);
    }
  }

  /// Device A was copied, and both went on: who knows the one does not take in the other.
  @Test
  void aForkedWriterIsNoticed() throws Exception {
    assertGoesOn();
    Set<String> before = scene.names();
    HostileScene.copyOver(scene.forkedStore, scene.store);
    // A slot that does not count any more would be deleted.
    for (String name : scene.names())
      if (name.startsWith("slots/") && !before.contains(name))
        Files.delete(scene.store.resolve(name));
    assertStops(ErrorCode.FORK, "log/[0-9a-f]{32}/\\d{16}");
  }

  /// Else a storage that forks could always hide it behind one file that cannot be received.
  @Test
  void aForkIsToldBeforeWhatIsMissing() throws Exception {
    assertGoesOn();
    VaultSelection without = new VaultSelection(VaultSelection.Mode.EXCEPT, List.of("docs"));
    try (TestDevice b = open()) {
      b.vault.select(without);
      assertThat(b.tree().keySet()).noneMatch(path -> path.startsWith("docs"));
    }
    for (String name : scene.names())
      if (name.startsWith("packs/")) Files.delete(scene.store.resolve(name));
    try (TestDevice b = open()) {
      assertThat(failure(() -> b.vault.select(VaultSelection.ALL)).code())
          .isEqualTo(ErrorCode.MISSING);
      assertThat(failure(b::sync).code()).as("it is tried again").isEqualTo(ErrorCode.MISSING);
      for (String part : List.of("log", "heads"))
        HostileScene.copyOver(scene.forkedStore.resolve(part), scene.store.resolve(part));
      assertThat(failure(b::sync).code()).isEqualTo(ErrorCode.FORK);
    }
  }

  private static TidelockException failure(ThrowingCallable call) {
    return catchThrowableOfType(TidelockException.class, call);
  }

  /// A profile that was restored from a backup finds its own later segments, and goes on beside them.
  @Acceptance(129)
  @Test
  void aDeviceFromABackupOverwritesNothing() throws Exception {
    Map<String, Hash256> stored = hashes();
    try (TestDevice old = TestDevice.open(scene.backup, "devA", TestDevice.vaults())) {
      old.write("docs/plan", "third plan");
      old.sync();
      old.sync();
      assertThat(old.tree().values()).contains(HostileScene.contentOf("second plan"));
    }
    assertThat(hashes()).containsAllEntriesOf(stored);
    try (TestDevice b = open()) {
      b.sync();
      assertThat(b.tree().values())
          .contains(HostileScene.contentOf("second plan"), HostileScene.contentOf("third plan"));
    }
  }

  /// Of all but heads, which come and go.
  private Map<String, Hash256> hashes() throws Exception {
    Map<String, Hash256> hashes = new TreeMap<>();
    for (String name : scene.names())
      if (!name.startsWith("heads/"))
        hashes.put(name, Hash256.sha256(Files.readAllBytes(scene.store.resolve(name))));
    return hashes;
  }

  @Test
  void foreignObjectsAreIgnored() throws Exception {
    for (String folder : FOLDERS) {
      for (String name : List.of("readme", ".DS_Store", "UPPER", "desktop.ini", "x".repeat(80)))
        Files.writeString(
            Files.createDirectories(scene.store.resolve(folder)).resolve(name), "junk");
      Files.writeString(
          Files.createDirectories(scene.store.resolve(folder).resolve("a/b/c")).resolve("d"),
          "junk");
    }
    Files.writeString(scene.store.resolve("log").resolve("0".repeat(32)), "junk");
    Files.writeString(scene.store.resolve("slots").resolve("0".repeat(32)), "junk");
    Files.createSymbolicLink(scene.store.resolve("heads/link"), scene.store);
    assertGoesOn();
    assertJoins();
  }

  @Test
  void manyForeignNamesAreIgnored() throws Exception {
    for (String folder : FOLDERS)
      for (int i = 0; i < MANY; i++)
        Files.createFile(Files.createDirectories(scene.store.resolve(folder)).resolve("junk-" + i));
    assertGoesOn();
    assertJoins();
  }

  private void assertJoins() throws Exception {
    try (TestDevice c = TestDevice.join(scene.root, "devC")) {
      c.sync();
      assertThat(c.tree()).isEqualTo(scene.everything());
    } finally {
      TestDevice.deleteTree(scene.root.resolve("home-devC"));
      TestDevice.deleteTree(scene.root.resolve("folder-devC"));
    }
  }

  /// To read only some of them would look as if the others were gone.
  @Test
  void moreMembersThanTheFormatAllowsAreALimit() throws Exception {
    fill("members/", 64, "");
    assertStops(ErrorCode.LIMIT, "members");
    assertThat(failingJoin(TestDevice.passphrase()).code()).isEqualTo(ErrorCode.LIMIT);
  }

  @Test
  void moreEnvelopesThanTheFormatAllowsAreALimit() throws Exception {
    String own = scene.objects.get("envelope");
    fill("envelopes/", 32, own.substring(own.lastIndexOf('-')));
    assertStops(ErrorCode.LIMIT, "envelopes");
    fill("envelopes/", 32, "-root");
    assertThat(failingJoin(TestDevice.passphrase()).object()).contains("envelopes");
  }

  @Test
  void moreSlotsThanTheFormatAllowsAreALimit() throws Exception {
    fill("slots/", 32, "");
    TidelockException trouble = failingJoin(TestDevice.passphrase());
    assertThat(trouble.code()).isEqualTo(ErrorCode.LIMIT);
    assertThat(trouble.object()).contains("slots");
    assertGoesOn();
  }

  @Test
  void headsOfNobodyAreNamed() throws Exception {
    String nobody = "1".repeat(32);
    Files.write(scene.store.resolve("heads/" + nobody + "-0000000000000007"), new byte[4096]);
    TidelockException trouble = assertNamed(ErrorCode.MISSING, "log/" + nobody + "/0{16}");
    assertThat(trouble.whatHappened()).contains("log/" + nobody);
    fill("heads/", 32, "-0000000000000000");
    assertNamed(ErrorCode.MISSING, "log/.*");
  }

  @Test
  void aHeadThatPromisesTooMuchIsNamed() throws Exception {
    String head = scene.objects.get("head");
    String far = head.substring(0, head.indexOf('-')) + "-9999999999999999";
    Files.copy(scene.store.resolve(head), scene.store.resolve(far));
    assertNamed(ErrorCode.INTEGRITY, far);
  }

  private void fill(String folder, int digits, String end) throws Exception {
    for (int i = 0; i < MANY; i++)
      Files.createFile(
          scene.store.resolve(folder + String.format(Locale.ROOT, "%0" + digits + "x", i) + end));
  }
}
