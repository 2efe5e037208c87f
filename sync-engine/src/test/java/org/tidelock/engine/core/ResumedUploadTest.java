package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.UploadTable;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.record.StoppedException;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// The upload of a large file that is interrupted goes on where it stopped (decisions/0087): what the storage has is not sent again, arrives, and whatever
/// nobody uses in the end is cleared from the storage.
@TestInstance(Lifecycle.PER_CLASS)
final class ResumedUploadTest {
  private static final int MIB = 1 << 20;
  private static final int PACK = 16 * MIB;

  /// Three full packs and a rest.
  private static final int SIZE = 58 * MIB;

  /// The chunk that was cut off, the smallest pack, the segment and the head.
  private static final int MORE = 5 * MIB;

  private static final Instant LONG_AGO = Instant.parse("2020-06-03T12:00:00Z");

  @TempDir(factory = FastTempDir.class)
  static Path root;

  private final MemoryStore store = new MemoryStore();
  private final CountingStore counting = new CountingStore(store);
  private final FaultyPlaces ofA = new FaultyPlaces(counting);
  private volatile boolean firstFails = true;
  private TestDevice a;
  private TestDevice b;
  private byte[] video = {};
  private long seed;

  /// All on one thread, so that packs are stored in their order.
  @BeforeAll
  void twoDevices() throws Exception {
    Effects system = SystemEffects.create();
    Executor here = Runnable::run;
    Effects effects = new Effects(system.random(), system.clock(), here, here, ofA);
    a = TestDevice.create(root, "a", TestDevice.vaults(effects));
    b = TestDevice.join(root, "b", TestDevice.vaults(new FaultyPlaces(store)));
    a.write("small", "known to both");
    a.sync();
    b.sync();
  }

  /// Each test has bytes that nobody has seen.
  @BeforeEach
  void writeTheVideo() throws Exception {
    video = RandomBytes.of(SIZE, ++seed);
    write("video", video);
    counting.take();
  }

  @AfterEach
  void tidyUp() throws Exception {
    ofA.connection.faults(Faults.none());
    for (String name : List.of("video", "other", "film")) if (a.has(name)) a.delete(name);
    settle(a);
    settle(b);
    a.sync();
    assertThat(orphans()).isEmpty();
    // Nobody will ever ask for them, and this is memory.
    for (ObjectInfo object : store.listAll()) if (object.size() > MIB) store.delete(object.name());
  }

  @AfterAll
  void close() {
    a.close();
    b.close();
  }

  private void write(String path, byte[] bytes) throws IOException {
    a.write(path, bytes);
    a.setModified(path, LONG_AGO);
  }

  /// Of A, of which the storage takes so many packs before it refuses.
  private void syncInVain(int packs, Fault fault) throws Exception {
    ofA.connection.faults(
        new Faults.Script().inFolder(Fault.Operation.CREATE, "packs", fault, packs, 99));
    assertThatThrownBy(a::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    ofA.connection.faults(Faults.none());
    assertThat(packsInStorage()).hasSizeGreaterThanOrEqualTo(packs);
    counting.take();
  }

  private void assertSends(long bytes) throws Exception {
    a.sync();
    assertThat(counting.take().writtenBytes()).isBetween(bytes, bytes + MORE);
    assertWell();
  }

  /// What these tests remove one after the other is more than goes without a question.
  private static void settle(TestDevice device) throws Exception {
    device.sync();
    for (Hold hold : device.vault.holds()) device.vault.answer(hold.id(), true);
  }

  private void assertWell() throws Exception {
    settle(a);
    settle(b);
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(orphans()).isEmpty();
    assertThat(a.sync().sent().requests()).isZero();
  }

  private Set<String> packsInStorage() {
    Set<String> packs = new TreeSet<>();
    store.listAll().forEach(info -> packs.add(info.name().value()));
    packs.removeIf(name -> !name.startsWith("packs/"));
    return packs;
  }

  private Set<String> orphans() {
    Set<String> packs = packsInStorage();
    try (Database db = Database.open(b.home.resolve("index.db"), Database.Access.READ)) {
      Tables.over(db).packs().named().forEach(p -> packs.remove(ObjectName.pack(p.id()).value()));
    }
    return packs;
  }

  @Test
  void afterTroubleWithTheStorageOnlyTheRestIsSent() throws Exception {
    syncInVain(2, Fault.REFUSED);
    assertSends(SIZE - 2 * PACK);
  }

  @Acceptance(13)
  @Test
  void anotherProcessGoesOnToo() throws Exception {
    syncInVain(2, Fault.REFUSED);
    a.restart();
    assertSends(SIZE - 2 * PACK);
  }

  @Test
  void eachInterruptionGoesOn() throws Exception {
    for (int i = 0; i < 3; i++) {
      syncInVain(1, Fault.REFUSED);
      a.restart();
    }
    // Each has lost the chunk that was cut off.
    a.sync();
    assertThat(counting.take().writtenBytes())
        .isBetween(SIZE - 3L * PACK, SIZE - 3L * PACK + 3 * MORE);
    assertWell();
  }

  /// Of a pack with an unknown outcome nobody knows whether the storage has it.
  @Test
  void whatTheStorageHasNotConfirmedIsSentAgain() throws Exception {
    syncInVain(2, Fault.ANSWER_LOST);
    assertSends(SIZE - 2 * PACK);
  }

  @Test
  void halfAPackIsNone() throws Exception {
    syncInVain(2, Fault.CUT);
    assertSends(SIZE - 2 * PACK);
  }

  /// The app is closed, or the computer shuts down.
  @Test
  void whoeverIsInterruptedGoesOnLater() throws Exception {
    onPack(3, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(a::sync);
    assertThat(Thread.interrupted()).isFalse();
    ofA.connection.faults(Faults.none());
    counting.take();
    a.restart();
    assertSends(SIZE - 2 * PACK);
  }

  /// A pause lets what a person asked for come to its end, and the app may be closed in it.
  @Test
  void aPauseInTheMidstOfItLosesNothing() throws Exception {
    onPack(
        3,
        () -> {
          a.vault.pause(Optional.of(Duration.ofHours(1)));
          Thread.currentThread().interrupt();
        });
    assertThatThrownBy(a::sync);
    ofA.connection.faults(Faults.none());
    counting.take();
    a.restart();
    assertThat(a.vault.status().pausedUntil()).isPresent();
    a.vault.resume();
    assertSends(SIZE - 2 * PACK);
  }

  // A pause

  @Test
  void aPauseStopsWhatTheWatchSendsAndTheNextRoundGoesOn() throws Exception {
    onPack(2, () -> a.vault.pause(Optional.empty()));
    assertThatThrownBy(() -> TestDevice.round(a.vault)).isInstanceOf(StoppedException.class);
    long first = counting.take().writtenBytes();
    assertThat(first).isBetween(2L * PACK, 2L * PACK + MIB);
    assertThat(a.vault.status().state()).isEqualTo(State.PAUSED);
    assertThat(a.vault.issues()).noneMatch(i -> i.severity() != Issue.Severity.INFO);
    ofA.connection.faults(Faults.none());
    a.vault.resume();
    TestDevice.round(a.vault);
    assertThat(counting.take().writtenBytes()).isBetween(SIZE - first, SIZE - first + MORE);
    assertWell();
  }

  @Test
  void aPauseDoesNotStopWhatAPersonAskedFor() throws Exception {
    onPack(2, () -> a.vault.pause(Optional.empty()));
    assertSends(SIZE);
    a.vault.resume();
  }

  /// What was read of them is recorded, so that none of it is sent again.
  @Test
  void aPauseInTheMidstOfSmallFiles() throws Exception {
    a.delete("video");
    int files = 80;
    for (int i = 0; i < files; i++) write("many/" + i, RandomBytes.of(MIB, ++seed));
    onPack(1, () -> a.vault.pause(Optional.of(Duration.ofHours(1))));
    assertThatThrownBy(() -> TestDevice.round(a.vault)).isInstanceOf(StoppedException.class);
    long first = counting.take().writtenBytes();
    assertThat(first).isBetween(2L * PACK, 3L * PACK);
    b.sync();
    assertThat(b.tree().keySet()).hasSizeBetween(30, 60);
    ofA.connection.faults(Faults.none());
    a.vault.resume();
    TestDevice.round(a.vault);
    long all = files * (long) MIB;
    // The last pack of each commit is padded.
    assertThat(first + counting.take().writtenBytes()).isBetween(all, all + all / 8);
    assertWell();
    for (int i = 0; i < files; i++) a.delete("many/" + i);
    a.delete("many");
    settle(a);
    settle(b);
  }

  private interface Doing {
    void run() throws TidelockException;
  }

  private void onPack(int number, Doing what) {
    int[] packs = new int[1];
    ofA.connection.faults(
        call -> {
          boolean pack =
              call.operation() == Fault.Operation.CREATE && call.what().startsWith("packs/");
          if (pack && ++packs[0] == number) {
            try {
              what.run();
            } catch (TidelockException e) {
              throw new IllegalStateException(e);
            }
          }
          return Optional.empty();
        });
  }

  @Test
  void aFileThatWasChangedIsSentAnewAndWhatWasSentIsCleared() throws Exception {
    Set<String> before = packsInStorage();
    syncInVain(2, Fault.REFUSED);
    Set<String> sent = packsInStorage();
    sent.removeAll(before);
    assertThat(sent).hasSize(2);
    a.write("video", RandomBytes.of(SIZE - 1, ++seed));
    a.sync();
    assertThat(counting.take().writtenBytes()).isBetween((long) SIZE, SIZE + (long) MORE);
    assertThat(packsInStorage()).doesNotContainAnyElementsOf(sent);
    assertWell();
  }

  /// Size and time as before: the bytes tell.
  @Test
  void aLookThatDeceivesCostsTimeOnly() throws Exception {
    syncInVain(2, Fault.REFUSED);
    write("video", RandomBytes.of(SIZE, ++seed));
    a.sync();
    assertThat(counting.take().writtenBytes()).isBetween((long) SIZE, SIZE + (long) MORE);
    assertWell();
  }

  @Test
  void aByteChangedBehindTheLookCostsItsNeighbourhood() throws Exception {
    syncInVain(2, Fault.REFUSED);
    try (RandomAccessFile file = new RandomAccessFile(a.folder.resolve("video").toFile(), "rw")) {
      file.seek(20 * MIB);
      file.write(-1);
      file.write(-1);
    }
    a.setModified("video", LONG_AGO);
    a.sync();
    assertThat(counting.take().writtenBytes())
        .isBetween(SIZE - 2L * PACK, SIZE - 2L * PACK + 2 * MORE);
    assertWell();
  }

  @Test
  void whatWasSentOfAFileThatIsGoneIsCleared() throws Exception {
    syncInVain(2, Fault.REFUSED);
    a.delete("video");
    a.sync();
    assertThat(counting.take().writtenBytes()).isZero();
    assertWell();
  }

  @Test
  void aFileThatIsLeftOutNowIsCleared() throws Exception {
    syncInVain(2, Fault.REFUSED);
    a.vault.addIgnorePattern("video");
    a.sync();
    a.sync();
    assertThat(orphans()).isEmpty();
    a.vault.removeIgnorePattern("video");
  }

  @Test
  void aStorageThatHasLostAPartGetsAll() throws Exception {
    Set<String> before = packsInStorage();
    syncInVain(2, Fault.REFUSED);
    Set<String> sent = packsInStorage();
    sent.removeAll(before);
    store.delete(new ObjectName(sent.iterator().next()));
    assertSends(SIZE);
  }

  @Test
  void aStorageThatHasLostAPartOfAPackGetsAll() throws Exception {
    Set<String> before = packsInStorage();
    syncInVain(2, Fault.REFUSED);
    Set<String> sent = packsInStorage();
    sent.removeAll(before);
    ofA.connection.truncate(new ObjectName(sent.iterator().next()), PACK - 1);
    counting.take();
    assertSends(SIZE);
  }

  /// A known file that was overwritten keeps its lineage.
  @Test
  void aLargeChangeOfAKnownFileGoesOnToo() throws Exception {
    a.sync();
    b.sync();
    byte[] bytes = video.clone();
    System.arraycopy(RandomBytes.of(40 * MIB, ++seed), 0, bytes, 0, 40 * MIB);
    a.write("video", bytes);
    a.setModified("video", LONG_AGO.plusSeconds(60));
    syncInVain(2, Fault.REFUSED);
    a.restart();
    assertSends(40 * MIB - 2 * PACK);
  }

  /// Under the same names others would look for its chunks in the damaged pack.
  @Test
  void theLineageOfADamagedFormerContentIsNotKept() throws Exception {
    Set<String> before = packsInStorage();
    a.sync();
    b.sync();
    Set<String> sent = packsInStorage();
    sent.removeAll(before);
    byte[] bytes = video.clone();
    System.arraycopy(RandomBytes.of(40 * MIB, ++seed), 0, bytes, 0, 40 * MIB);
    a.write("video", bytes);
    a.setModified("video", LONG_AGO.plusSeconds(60));
    syncInVain(2, Fault.REFUSED);
    for (String pack : sent) store.delete(new ObjectName(pack));
    assertThat(a.vault.verify(false, _ -> {}).findings()).isNotEmpty();
    a.sync();
    assertThat(counting.take().writtenBytes()).isBetween((long) SIZE, SIZE + (long) MORE);
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(orphans()).isEmpty();
  }

  @Test
  void twoLargeFilesGoOn() throws Exception {
    write("other", RandomBytes.of(40 * MIB, ++seed));
    syncInVain(3, Fault.REFUSED);
    a.sync();
    long left = SIZE + 40L * MIB - 3 * PACK;
    assertThat(counting.take().writtenBytes()).isBetween(left, left + 2 * MORE);
    assertWell();
  }

  /// What did not fit would keep the storage full.
  @Test
  void aFullStorageIsCleared() throws Exception {
    Set<String> before = packsInStorage();
    syncInVain(2, Fault.FULL);
    assertThat(packsInStorage()).hasSize(before.size() + 2);
    syncInVain(0, Fault.FULL);
    assertThat(packsInStorage()).isEqualTo(before);
    assertSends(SIZE);
  }

  /// A round that looks at some folders only clears nothing, and goes on all the same.
  @Test
  void aWatchersRoundGoesOn() throws Exception {
    syncInVain(2, Fault.REFUSED);
    TestDevice.round(a.vault, Set.of(LocalPath.ROOT));
    assertThat(counting.take().writtenBytes()).isBetween(SIZE - 2L * PACK, SIZE - 2L * PACK + MORE);
    assertWell();
  }

  /// Three packs are on their way at once, and the one that comes first is the one that fails: of the others only what lies before it is noted, as a chunk
  /// that ends in them may begin in it.
  @Test
  void whatLiesBehindAGapDoesNotCount() throws Exception {
    try (TestDevice c = TestDevice.join(root, "c", TestDevice.vaults(new FirstFails()))) {
      c.sync();
      for (int i = 0; i < 3; i++) {
        c.restart();
        c.write("film", RandomBytes.of(SIZE, ++seed));
        assertThatThrownBy(c::sync).isInstanceOf(TidelockException.class);
        Set<PackId> packs = new TreeSet<>();
        Set<PackId> needed = new TreeSet<>();
        try (Database db = Database.open(c.home.resolve("index.db"), Database.Access.READ)) {
          for (UploadTable.Kept kept : Tables.over(db).uploads().kept(LocalPath.of("film"))) {
            packs.add(kept.pack().id());
            for (PackEntry.Stored chunk : kept.ended())
              for (PackEntry.Extent extent : chunk.extents()) needed.add(extent.pack());
          }
        }
        assertThat(packs).hasSizeLessThan(3).containsAll(needed);
      }
      firstFails = false;
      c.sync();
      // What was stored before it was closed goes once its next commit is published.
      c.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(c.tree());
      assertThat(orphans()).isEmpty();
    }
  }

  /// Of the full packs of a sync the one that is asked for first fails as soon as two others are stored.
  private final class FirstFails extends SystemPlaces {
    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      AtomicInteger packs = new AtomicInteger();
      CountDownLatch others = new CountDownLatch(2);
      return (ObjectStore)
          Proxy.newProxyInstance(
              ObjectStore.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (_, method, arguments) -> {
                boolean pack =
                    method.getName().equals("create")
                        && arguments[1] instanceof ByteBuffer bytes
                        && bytes.remaining() == PACK;
                if (pack && firstFails && packs.getAndIncrement() == 0) {
                  assertThat(others.await(1, TimeUnit.MINUTES)).isTrue();
                  throw new StorageException.Transient("refused", null);
                }
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                } finally {
                  if (pack) others.countDown();
                }
              });
    }
  }
}
