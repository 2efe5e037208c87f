package org.tidelock.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.storage.Fault.Operation;

/// A storage without faults keeps the contract; each fault does what it says, and the same from the same seed.
class FaultyStoreTest extends ObjectStoreContract {
  private static final ObjectName A = new ObjectName("packs/aa/a");
  private static final ObjectName B = new ObjectName("packs/bb/b");
  private static final byte[] BYTES = "some bytes of an object".getBytes(StandardCharsets.UTF_8);
  private final MemoryStore inner = new MemoryStore();
  private final FaultyStore store = new FaultyStore(inner, Faults.none());

  @Override
  protected ObjectStore store() {
    return store;
  }

  private void next(Operation operation, Fault fault) {
    store.faults(new Faults.Script().once(operation, fault));
  }

  @Test
  void aRefusedCallDoesNothing() throws Exception {
    for (Fault fault : List.of(Fault.REFUSED, Fault.THROTTLED, Fault.FORBIDDEN, Fault.FULL)) {
      next(Operation.CREATE, fault);
      assertThatThrownBy(() -> store.create(A, BYTES)).isInstanceOf(StorageException.class);
      assertThat(inner.stat(A)).isEmpty();
    }
    store.create(A, BYTES);
    next(Operation.DELETE, Fault.REFUSED);
    assertThatThrownBy(() -> store.delete(A)).isInstanceOf(StorageException.Transient.class);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
  }

  @Test
  void aLostAnswerHidesThatAllWasDone() throws Exception {
    next(Operation.CREATE, Fault.ANSWER_LOST);
    assertThatThrownBy(() -> store.create(A, BYTES)).isInstanceOf(StorageException.Transient.class);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
    next(Operation.DELETE, Fault.ANSWER_LOST);
    assertThatThrownBy(() -> store.delete(A)).isInstanceOf(StorageException.Transient.class);
    assertThat(store.stat(A)).isEmpty();
  }

  @Test
  void aCutCreateLeavesABeginningUnderTheName() throws Exception {
    next(Operation.CREATE, Fault.CUT);
    assertThatThrownBy(() -> store.create(A, BYTES)).isInstanceOf(StorageException.Transient.class);
    next(Operation.CREATE, Fault.CUT_UNNOTICED);
    store.create(B, BYTES);
    for (ObjectName name : List.of(A, B)) {
      byte[] part = store.get(name, 99);
      assertThat(part).hasSizeLessThan(BYTES.length);
      assertThat(part).isEqualTo(Arrays.copyOf(BYTES, part.length));
    }
  }

  @Test
  void oneBitIsWrongInWhatIsStoredOrOnlyInWhatIsRead() throws Exception {
    next(Operation.CREATE, Fault.STORED_WRONG);
    store.create(A, BYTES);
    assertThat(wrongBits(store.get(A, 99))).isOne();
    store.create(B, BYTES);
    next(Operation.GET, Fault.READ_WRONG);
    assertThat(wrongBits(store.get(B, 99))).isOne();
    assertThat(store.get(B, 99)).isEqualTo(BYTES);
    next(Operation.RANGE, Fault.READ_WRONG);
    assertThat(store.getRange(B, 2, 3)).isNotEqualTo(Arrays.copyOfRange(BYTES, 2, 5));
    store.flipBit(B, 100);
    assertThat(wrongBits(store.get(B, 99))).isOne();
    store.truncate(B, 5);
    assertThat(store.get(B, 99)).isEqualTo(Arrays.copyOf(BYTES, 5));
    store.vanish(B);
    assertThat(store.stat(B)).isEmpty();
  }

  private static int wrongBits(byte[] bytes) {
    assertThat(bytes).hasSameSizeAs(BYTES);
    int wrong = 0;
    for (int i = 0; i < bytes.length; i++) wrong += Integer.bitCount((bytes[i] ^ BYTES[i]) & 0xff);
    return wrong;
  }

  @Test
  void anObjectMayNotBeThereYetForAReader() throws Exception {
    store.create(A, BYTES);
    next(Operation.GET, Fault.NOT_THERE_YET);
    assertThatThrownBy(() -> store.get(A, 99)).isInstanceOf(StorageException.NotFound.class);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
    next(Operation.STAT, Fault.NOT_THERE_YET);
    assertThat(store.stat(A)).isEmpty();
    assertThat(store.stat(A)).isPresent();
  }

  @Test
  void aListingMayLagOmitRepeatAndRemember() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      store.create(new ObjectName("heads/" + i), BYTES);
      names.add("heads/" + i);
    }
    next(Operation.LIST, Fault.LIST_LAGS);
    assertThat(listed()).hasSizeBetween(50, 70).isSubsetOf(names);
    next(Operation.LIST, Fault.LIST_OMITS);
    assertThat(listed()).hasSizeBetween(50, 95).isSubsetOf(names);
    next(Operation.LIST, Fault.LIST_REPEATS);
    assertThat(listed()).hasSizeBetween(105, 150).hasSameElementsAs(names);
    store.delete(new ObjectName("heads/7"));
    next(Operation.LIST, Fault.LIST_REMEMBERS);
    assertThat(listed()).hasSize(100).contains("heads/7");
    assertThat(listed()).hasSize(99).doesNotContain("heads/7");
  }

  private List<String> listed() throws Exception {
    return store.list("heads").stream().map(info -> info.name().value()).toList();
  }

  @Test
  void aDeletedObjectComesBackSomeCallsLater() throws Exception {
    store.create(A, BYTES);
    next(Operation.DELETE, Fault.RESURRECTED);
    store.delete(A);
    assertThat(store.stat(A)).isEmpty();
    for (int i = 0; i < 50; i++) store.stat(B);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
  }

  @Test
  void theStorageIsRolledBackAsAWhole() throws Exception {
    store.create(A, BYTES);
    FaultyStore.Snapshot before = store.snapshot();
    store.create(B, BYTES);
    store.delete(A);
    store.rollBackTo(before);
    assertThat(store.listAll()).extracting(ObjectInfo::name).containsExactly(A);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
  }

  @Test
  void aConflictCopyHasANameThatIsNearlyRight() throws Exception {
    ObjectName head = new ObjectName("heads/" + "0".repeat(32) + "-0000000000000007");
    store.create(head, BYTES);
    ObjectName copy = store.conflictCopy(head);
    assertThat(store.list("heads")).extracting(ObjectInfo::name).contains(copy, head);
    assertThat(copy.asHead()).isEmpty();
  }

  @Test
  void roomRunsOutAndAnAbsentStorageDoesNothing() throws Exception {
    store.room(BYTES.length + 5);
    store.create(A, BYTES);
    assertThatThrownBy(() -> store.create(B, BYTES))
        .isInstanceOf(StorageException.QuotaExceeded.class);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
    store.away(true);
    assertThatThrownBy(() -> store.get(A, 99)).isInstanceOf(StorageException.Transient.class);
    store.away(false);
    assertThat(store.get(A, 99)).isEqualTo(BYTES);
  }

  @Test
  void aProcessMayDieOnEitherSideOfACall() throws Exception {
    next(Operation.CREATE, Fault.CRASH_BEFORE);
    assertThatThrownBy(() -> store.create(A, BYTES)).isInstanceOf(Fault.Crash.class);
    assertThat(inner.stat(A)).isEmpty();
    next(Operation.CREATE, Fault.CRASH_AFTER);
    assertThatThrownBy(() -> store.create(A, BYTES)).isInstanceOf(Fault.Crash.class);
    assertThat(inner.get(A, 99)).isEqualTo(BYTES);
  }

  @Test
  void aScriptLetsCallsPassAndThenHitsSomeInItsFolder() throws Exception {
    Faults.Script script =
        new Faults.Script().inFolder(Operation.CREATE, "heads", Fault.REFUSED, 1, 2);
    store.faults(script);
    store.create(A, BYTES);
    store.create(new ObjectName("heads/1"), BYTES);
    for (int i = 0; i < 2; i++)
      assertThatThrownBy(() -> store.create(new ObjectName("heads/2"), BYTES))
          .isInstanceOf(StorageException.Transient.class);
    assertThat(script.isDone()).isTrue();
    store.create(new ObjectName("heads/2"), BYTES);
    assertThatThrownBy(() -> new Faults.Script().once(Operation.GET, Fault.CUT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Faults.Random anything(long seed) {
    Faults.Random faults = new Faults.Random(seed);
    for (Fault fault : Fault.values()) faults.with(fault, 0.04);
    return faults;
  }

  @Test
  void theSameSeedDoesTheSameInAnyOrderOfThreads() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (int threads : new int[] {1, 1, 4}) {
      FaultyStore faulty = new FaultyStore(new MemoryStore(), anything(11));
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ObjectName name = new ObjectName("heads/" + i);
        work.add(() -> use(faulty, name));
      }
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        for (var done : pool.invokeAll(work)) done.get();
      }
      runs.add(faulty.happened().stream().sorted().toList());
    }
    assertThat(runs.get(0)).hasSizeGreaterThan(50).isEqualTo(runs.get(1)).isEqualTo(runs.get(2));
    FaultyStore other = new FaultyStore(new MemoryStore(), anything(12));
    for (int i = 0; i < 100; i++) use(other, new ObjectName("heads/" + i));
    assertThat(other.happened().stream().sorted().toList()).isNotEqualTo(runs.get(0));
  }

  private static boolean use(ObjectStore store, ObjectName name) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      attempt(() -> store.create(name, BYTES));
      attempt(() -> store.get(name, 99));
      attempt(() -> store.stat(name));
      attempt(() -> store.delete(name));
    }
    return true;
  }

  private interface Attempt {
    void run() throws StorageException, InterruptedException;
  }

  private static void attempt(Attempt attempt) throws InterruptedException {
    try {
      attempt.run();
    } catch (StorageException | Fault.Crash e) {
      return; // as it should be
    }
  }

  /// As at a provider with many servers: it is the storage that is late, not the line of whoever has just written.
  @Test
  void whatAnotherConnectionHasDoneIsNoticedLate() throws Exception {
    Lately lately = new Lately();
    FaultyStore writer = new FaultyStore(inner, Faults.none(), lately);
    FaultyStore reader = new FaultyStore(inner, Faults.none(), lately);
    writer.create(A, BYTES);
    reader.faults(new Faults.Random(1).with(Fault.LIST_LAGS, 1));
    assertThat(reader.listAll()).isEmpty();
    for (int i = 0; i < Lately.CALLS; i++) writer.stat(A);
    assertThat(reader.listAll()).hasSize(1);
    writer.delete(A);
    reader.faults(new Faults.Random(1).with(Fault.LIST_REMEMBERS, 1));
    assertThat(reader.listAll()).hasSize(1);
    for (int i = 0; i < Lately.CALLS; i++) writer.stat(A);
    assertThat(reader.listAll()).isEmpty();
  }

  /// A line that flips back the very bit that lies wrong would make the storage look right for once; the tests could tell no fault from a defect.
  @Test
  void noReadThatGoesWrongHealsWhatWasStoredWrong() throws Exception {
    byte[] few = {1, 2};
    for (int i = 0; i < 500; i++) {
      ObjectName name = new ObjectName("packs/" + i);
      store.faults(new Faults.Script().once(Operation.CREATE, Fault.STORED_WRONG));
      store.create(name, few);
      store.faults(new Faults.Script().once(Operation.GET, Fault.READ_WRONG));
      assertThat(store.get(name, 99)).as(name.value()).isNotEqualTo(few);
    }
  }

  /// The care that callers have to take is enough: read back what was created, by another name if it is wrong.
  @Test
  void aCarefulClientGetsEverythingThrough() throws Exception {
    long seed = System.nanoTime();
    System.out.println("FaultyStoreTest seed " + seed);
    Faults.Random faults = new Faults.Random(seed).withBursts(0.05);
    for (Fault fault : Fault.values())
      if (fault != Fault.CRASH_AFTER && fault != Fault.CRASH_BEFORE) faults.with(fault, 0.06);
    store.faults(faults);
    List<ObjectName> stored = new ArrayList<>();
    for (int i = 0; i < 200; i++) stored.add(createCarefully(i));
    store.faults(Faults.none());
    for (ObjectName name : stored)
      assertThat(inner.get(name, 99)).as(name.value()).isEqualTo(BYTES);
    assertThat(store.happened()).hasSizeGreaterThan(50);
  }

  private ObjectName createCarefully(int number) throws InterruptedException {
    for (int n = 0; ; n++) {
      ObjectName name = new ObjectName("packs/" + number + "/" + n);
      attempt(() -> store.create(name, BYTES));
      for (int reads = 0; reads < 8; reads++) {
        boolean[] same = new boolean[1];
        attempt(() -> same[0] = Arrays.equals(store.get(name, 99), BYTES));
        if (same[0]) return name;
      }
    }
  }
}
