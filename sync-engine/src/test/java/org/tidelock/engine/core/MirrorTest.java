package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A second copy of a vault's objects: what gets into it, what never does, and where it may be.
final class MirrorTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  /// Where each test finds the vault as it was made.
  private static Path root;

  private TestDevice a;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    try (TestDevice first = TestDevice.create(root, "a")) {
      first.write("small", "small");
      first.write("d/large", RandomBytes.of(300_000, 3));
      first.sync();
    }
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.vaults());
  }

  @AfterEach
  void close() {
    a.close();
  }

  private Path main() {
    return root.resolve("store");
  }

  private Path second() {
    return root.resolve("second");
  }

  private MirrorReport begin() throws Exception {
    return begin(second());
  }

  private MirrorReport begin(Path place) throws Exception {
    return a.vault.beginMirror(place.toUri().toString(), StorageAccess.NONE, _ -> {});
  }

  private MirrorReport update() throws Exception {
    return a.vault.updateMirror(_ -> {});
  }

  private static SortedMap<String, String> objects(Path store) throws Exception {
    SortedMap<String, String> objects = new TreeMap<>();
    for (String name : HostileScene.names(store))
      objects.put(name, Hash256.sha256(Files.readAllBytes(store.resolve(name))).toString());
    return objects;
  }

  private static Path pack(Path store) throws Exception {
    return store.resolve(
        HostileScene.names(store).stream()
            .filter(n -> n.startsWith("packs/"))
            .findFirst()
            .orElseThrow());
  }

  private static void alter(Path object) throws Exception {
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);
  }

  private static List<ErrorCode> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }

  /// The same disk under another address, while the first address cannot be reached: it would be taken for a copy for good.
  @Test
  void whileTheMainStorageDoesNotAnswerNoVaultIsTakenForItsCopy() throws Exception {
    HostileScene.copy(main(), second());
    Files.move(main(), root.resolve("away"));
    TidelockException e = catchThrowableOfType(TidelockException.class, this::begin);
    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
    assertThat(a.vault.mirror()).isEmpty();
  }

  @Test
  void theCopyHasTheSameObjectsAndIsSaidToBeComplete() throws Exception {
    MirrorReport report = begin();
    assertThat(objects(second())).isEqualTo(objects(main()));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.findings()).isEmpty();
    assertThat(report.objects()).isGreaterThan(6);
    Mirror mirror = a.vault.mirror().orElseThrow();
    assertThat(mirror.storage()).isEqualTo(root.toUri() + "second");
    assertThat(mirror.complete()).isPresent();
    assertThat(mirror.behind()).isEmpty();
    a.restart();
    assertThat(a.vault.mirror()).contains(mirror);
  }

  /// Packs, segments and members by number and length: what comes next is just that, and one head.
  @Test
  void whatWaitsIsSaidWithoutAskingTheCopy() throws Exception {
    begin();
    assertThat(a.vault.mirror().orElseThrow().waiting()).contains(Mirror.Waiting.NOTHING);
    SortedMap<String, String> before = objects(second());
    a.write("more", RandomBytes.of(70_000, 5));
    a.sync();
    a.write("more", "and more");
    a.sync();
    Mirror.Waiting waiting = a.vault.mirror().orElseThrow().waiting().orElseThrow();
    a.restart();
    assertThat(a.vault.mirror().orElseThrow().waiting()).as("kept").contains(waiting);
    update();
    List<String> come =
        HostileScene.names(second()).stream()
            .filter(name -> !before.containsKey(name) && !name.startsWith("heads/"))
            .toList();
    long bytes = 0;
    for (String name : come) bytes += Files.size(second().resolve(name));
    assertThat(waiting).isEqualTo(new Mirror.Waiting(come.size(), bytes));
    assertThat(come).hasSize(4);
    assertThat(a.vault.mirror().orElseThrow().waiting()).contains(Mirror.Waiting.NOTHING);
  }

  @Test
  void aNewEntryOfTheMembersWaits() throws Exception {
    begin();
    TestDevice b = TestDevice.join(root, "b");
    b.close();
    a.sync();
    Mirror.Waiting waiting = a.vault.mirror().orElseThrow().waiting().orElseThrow();
    assertThat(waiting.objects()).isPositive();
    assertThat(waiting.bytes()).isPositive();
  }

  @Test
  void whatNeverHadEverythingDoesNotSayHowMuchIsLeft() throws Exception {
    alter(pack(main()));
    assertThat(begin().isComplete()).isFalse();
    assertThat(a.vault.mirror().orElseThrow().waiting()).isEmpty();
  }

  @Test
  void whatIsThereIsNotSentAgainAndWhatIsNewFollows() throws Exception {
    begin();
    assertThat(update().copied()).isZero();
    a.write("more", "more");
    a.sync();
    a.write("more", "and more");
    a.sync();
    MirrorReport report = update();
    assertThat(report.copied()).as("packs, segments and the newest head").isEqualTo(5);
    assertThat(objects(second())).as("without the older head").isEqualTo(objects(main()));
  }

  @Test
  void whatAnotherDeviceWroteIsCopiedToo() throws Exception {
    begin();
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.sync();
      b.write("of b", "of b");
      b.sync();
    }
    assertThat(update().isComplete()).isTrue();
    assertThat(objects(second())).isEqualTo(objects(main()));
  }

  @Test
  void aDamagedPackOfTheMainStorageDoesNotGetIntoTheCopy() throws Exception {
    alter(pack(main()));
    MirrorReport report = begin();
    assertThat(codes(report.findings())).containsExactly(ErrorCode.INTEGRITY);
    assertThat(report.missing()).isEqualTo(1);
    assertThat(report.isComplete()).isFalse();
    assertThat(a.vault.mirror().orElseThrow().behind()).isPresent();
    assertThat(second().resolve(main().relativize(pack(main())).toString())).doesNotExist();
    assertThat(objects(second())).hasSize(objects(main()).size() - 1);
  }

  @Test
  void whatTheCopyHasStaysThoughTheMainStorageLosesOrAltersIt() throws Exception {
    begin();
    SortedMap<String, String> whole = objects(second());
    alter(pack(main()));
    for (String name : objects(main()).keySet())
      if (name.startsWith("log/") || name.startsWith("slots/") || name.startsWith("members/"))
        Files.delete(main().resolve(name));
    catchThrowableOfType(TidelockException.class, this::update);
    assertThat(objects(second())).isEqualTo(whole);
  }

  @Test
  void damageOfTheCopyIsFoundAndNothingOverItIsWritten() throws Exception {
    begin();
    alter(pack(second()));
    SortedMap<String, String> altered = objects(second());
    assertThat(codes(a.vault.verifyMirror(_ -> {}).findings()))
        .containsExactly(ErrorCode.INTEGRITY);
    assertThat(objects(second())).isEqualTo(altered);
    Path pack = pack(second());
    Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), 1 << 20));
    assertThat(codes(update().findings())).containsExactly(ErrorCode.INTEGRITY);
    Files.delete(pack);
    assertThat(update().isComplete()).isTrue();
    assertThat(a.vault.verifyMirror(_ -> {}).findings()).isEmpty();
  }

  @Test
  void damageThatACheckHasFoundIsRememberedUntilItIsMended() throws Exception {
    begin();
    SortedMap<String, String> whole = objects(second());
    alter(pack(second()));
    assertThat(update().isComplete()).as("its length is right").isTrue();
    a.vault.verifyMirror(_ -> {});
    assertThat(a.vault.mirror().orElseThrow().behind()).isPresent();
    a.restart();
    assertThat(codes(update().findings())).containsExactly(ErrorCode.INTEGRITY);
    assertThat(update().isComplete()).isFalse();
    RepairReport mended = a.vault.repairMirror(_ -> {});
    assertThat(mended.objects()).isEqualTo(1);
    assertThat(mended.left().findings()).isEmpty();
    assertThat(objects(second())).isEqualTo(whole);
    assertThat(a.vault.mirror().orElseThrow().behind()).isEmpty();
    assertThat(update().isComplete()).isTrue();
    assertThat(a.vault.repairMirror(_ -> {}).objects()).isZero();
  }

  /// Not even that which is damaged goes before what is right is at hand.
  @Test
  void whatNobodyHasRightIsLeftAsItIs() throws Exception {
    begin();
    alter(pack(second()));
    alter(pack(main()));
    SortedMap<String, String> before = objects(second());
    RepairReport mended = a.vault.repairMirror(_ -> {});
    assertThat(mended.objects()).isZero();
    assertThat(codes(mended.left().findings())).contains(ErrorCode.INTEGRITY);
    assertThat(objects(second())).isEqualTo(before);
  }

  @Test
  void eachKindOfObjectIsMended() throws Exception {
    begin();
    SortedMap<String, String> whole = objects(second());
    int altered = 0;
    for (String folder : List.of("packs/", "log/", "members/", "slots/")) {
      String name =
          whole.keySet().stream().filter(n -> n.startsWith(folder)).findFirst().orElseThrow();
      alter(second().resolve(name));
      altered++;
    }
    RepairReport mended = a.vault.repairMirror(_ -> {});
    assertThat(mended.left().findings()).isEmpty();
    assertThat(mended.objects()).isEqualTo(altered);
    assertThat(objects(second())).isEqualTo(whole);
  }

  /// Else what the copy has lost would be sent to the main storage anew.
  @Test
  void damageOfTheCopyIsNoneOfTheVault() throws Exception {
    begin();
    alter(pack(second()));
    a.vault.verifyMirror(_ -> {});
    Files.copy(a.folder.resolve("d/large"), a.folder.resolve("d/same"));
    a.sync();
    assertThat(objects(main()).keySet().stream().filter(n -> n.startsWith("packs/"))).hasSize(1);
  }

  @Test
  void theSlotOfAnOldRecoveryKeyGoesWhenTheMembersSaySo() throws Exception {
    begin();
    a.vault.newRecoveryKey(TestDevice.kit(root), _ -> {});
    assertThat(update().isComplete()).isTrue();
    assertThat(objects(second())).isEqualTo(objects(main()));
  }

  @Test
  void aSlotThatTheMainStorageMerelyLostStays() throws Exception {
    begin();
    for (String name : HostileScene.names(main()))
      if (name.startsWith("slots/")) Files.delete(main().resolve(name));
    SortedMap<String, String> before = objects(second());
    update();
    assertThat(objects(second())).isEqualTo(before);
  }

  @Test
  void theNewestCheckpointIsCopiedAndTheOlderGoes() throws Exception {
    begin();
    for (int i = 0; i < 3; i++) {
      a.write("more", "more " + i);
      a.sync();
      assertThat(TestDevice.writeCheckpoint(a.vault)).isTrue();
      assertThat(update().findings()).isEmpty();
      assertThat(update().copied()).isZero();
    }
    assertThat(checkpoints(main())).as("two of them").hasSize(4);
    assertThat(checkpoints(second())).hasSize(2);
    assertThat(objects(main()).entrySet()).containsAll(objects(second()).entrySet());
    aDeviceJoinsFromTheCopyWhenTheMainStorageIsGone();
  }

  private static List<String> checkpoints(Path store) throws Exception {
    return HostileScene.names(store).stream().filter(n -> n.startsWith("checkpoints/")).toList();
  }

  @Test
  void aCheckpointWithADamagedPartIsNotCopiedAndNothingRestsOnIt() throws Exception {
    a.sync();
    assertThat(TestDevice.writeCheckpoint(a.vault)).isTrue();
    alter(main().resolve(checkpoints(main()).getLast()));
    MirrorReport report = begin();
    assertThat(report.isComplete()).isTrue();
    assertThat(codes(report.findings())).containsExactly(ErrorCode.INTEGRITY);
    assertThat(checkpoints(second())).isEmpty();
  }

  private static final int LARGE = 6;

  /// Uploads that somebody waits for (`Update.Courtesy`).
  private static final int AT_ONCE = 3;

  /// A proxy was put before it. All else is copied, and what is not is said to be too large.
  @Test
  void whatTheCopysStorageDoesNotTakeAnyMoreIsTold() throws Exception {
    a.close();
    Limited places = new Limited();
    a = TestDevice.open(root, "a", TestDevice.vaults(places));
    begin();
    for (int i = 0; i < LARGE; i++) {
      byte[] film = new byte[2_000_000];
      new Random(i).nextBytes(film);
      a.write("film " + i, film);
      a.sync();
    }
    a.write("note", "x");
    a.sync();
    places.limit(1 << 20);
    long before = places.copy.count(Fault.Operation.CREATE);
    MirrorReport report = update();
    assertThat(report.missing()).isEqualTo(LARGE);
    assertThat(report.findings())
        .hasSize(LARGE)
        .allSatisfy(
            f -> {
              assertThat(f.code()).isEqualTo(ErrorCode.STORAGE);
              assertThat(f.object()).startsWith("packs/");
              assertThat(f.message()).contains("does not take objects of this size");
            });
    assertThat(a.vault.mirror().orElseThrow().behind()).isPresent();
    assertThat(places.copy.count(Fault.Operation.CREATE) - before)
        .as("those that go at once, a small pack, the segments, a head; then it is known")
        .isBetween(1L + 1 + LARGE + 1 + 1, (long) AT_ONCE + 1 + LARGE + 1 + 1);
    // A copy that is there stays one: its sign-in can be given anew.
    assertThat(begin(second()).missing()).isEqualTo(LARGE);
    places.limit(Integer.MAX_VALUE);
    assertThat(update().isComplete()).isTrue();
    assertThat(objects(second())).isEqualTo(objects(main()));
  }

  /// The second copy's storage can be limited.
  private static final class Limited extends SystemPlaces {
    private FaultyStore copy = new FaultyStore(new MemoryStore(), Faults.none());
    private int largest = Integer.MAX_VALUE;

    void limit(int length) {
      largest = length;
      copy.largest(length);
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      ObjectStore store = super.store(folder, owner, random);
      if (!folder.toString().contains("second")) return store;
      FaultyStore limited = new FaultyStore(store, Faults.none());
      limited.largest(largest);
      if (folder.endsWith("second")) copy = limited;
      return limited;
    }
  }

  private TidelockException refused(Path place) {
    TidelockException e = catchThrowableOfType(TidelockException.class, () -> begin(place));
    assertThat(a.vault.mirror()).isEmpty();
    return e;
  }

  @Test
  void placesThatAreNoneForASecondCopyAreRefused() throws Exception {
    assertThat(refused(main()).code()).isEqualTo(ErrorCode.USAGE);
    Path link = Files.createSymbolicLink(root.resolve("link"), main());
    assertThat(refused(link).happened().phrase().toString()).isEqualTo("MIRROR_IS_MAIN");
    assertThat(refused(main().resolve("deeper")).happened().phrase().toString())
        .isEqualTo("STORAGES_IN_EACH_OTHER");
    assertThat(refused(a.folder.resolve("inside")).code()).isEqualTo(ErrorCode.USAGE);
    Path toFolder = Files.createSymbolicLink(root.resolve("to the folder"), a.folder);
    assertThat(refused(toFolder.resolve("inside")).code()).isEqualTo(ErrorCode.USAGE);
    assertThat(refused(a.folder.getParent()).code()).isEqualTo(ErrorCode.USAGE);
    Path placed = Files.createDirectories(root.resolve("placed"));
    a.vault.placeFolder(placed, Optional.of("placed"));
    assertThat(refused(placed.resolve("inside")).code()).isEqualTo(ErrorCode.USAGE);
    assertThat(refused(placed).code()).isEqualTo(ErrorCode.USAGE);
    Path foreign = Files.createDirectories(root.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "mine");
    assertThat(refused(foreign).happened().phrase().toString()).isEqualTo("MIRROR_NOT_EMPTY");
    assertThat(foreign.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void theMainStorageUnderAnotherAddressIsNoSecondCopy() throws Exception {
    SortedMap<String, String> before = objects(main());
    Path elsewhere = root.resolve("mounted");
    OnePlace places = new OnePlace(main(), elsewhere);
    a.close();
    a = TestDevice.open(root, "a", TestDevice.vaults(places));
    assertThat(refused(elsewhere).happened().phrase().toString()).isEqualTo("MIRROR_IS_MAIN");
    assertThat(objects(main())).isEqualTo(before);
  }

  /// Else the copy would be synced, or what was restored would lie in it for everybody to read.
  @Test
  void nothingReadableGetsIntoTheFolderOfTheCopyAndTheCopyIntoNoVault() throws Exception {
    begin();
    Path inside = second().resolve("restored");
    Optional<String> version = Optional.of(a.vault.history("small").getFirst().id());
    RestoreRequest restore =
        new RestoreRequest("small", version, Optional.empty(), Optional.of(inside));
    assertThat(
            catchThrowableOfType(TidelockException.class, () -> a.vault.restore(restore))
                .happened()
                .phrase()
                .toString())
        .isEqualTo("PLACE_IN_STORAGE");
    assertThat(
            catchThrowableOfType(
                    TidelockException.class, () -> a.vault.placeFolder(second(), Optional.empty()))
                .happened()
                .phrase()
                .toString())
        .isEqualTo("FOLDER_AND_STORAGE_IN_EACH_OTHER");
    assertThat(inside).doesNotExist();
  }

  @Test
  void anotherVaultAtThePlaceIsRefused() throws Exception {
    Path others = Files.createDirectories(root.resolve("others"));
    try (TestDevice other = TestDevice.create(others, "x", TestDevice.ownVaults())) {
      other.sync();
    }
    SortedMap<String, String> before = objects(others.resolve("store"));
    assertThat(refused(others.resolve("store")).code()).isEqualTo(ErrorCode.IDENTITY);
    assertThat(objects(others.resolve("store"))).isEqualTo(before);
  }

  @Test
  void thereIsOneSecondCopyAtATimeAndItsEndLeavesWhatIsThere() throws Exception {
    assertThat(catchThrowableOfType(TidelockException.class, this::update).code())
        .isEqualTo(ErrorCode.USAGE);
    begin();
    SortedMap<String, String> copied = objects(second());
    assertThat(
            catchThrowableOfType(TidelockException.class, () -> begin(root.resolve("third")))
                .code())
        .isEqualTo(ErrorCode.USAGE);
    a.vault.endMirror();
    assertThat(a.vault.mirror()).isEmpty();
    assertThat(objects(second())).isEqualTo(copied);
    assertThat(begin().copied()).as("of what is there").isZero();
  }

  @Test
  void aDeviceJoinsFromTheCopyWhenTheMainStorageIsGone() throws Exception {
    begin();
    TestDevice.deleteTree(main());
    Files.move(second(), main());
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }
}
