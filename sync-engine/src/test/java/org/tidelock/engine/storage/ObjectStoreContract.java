package org.tidelock.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What every provider must do, on every server it is meant for. The numbers are those of the providers' study (§2). Three of its rows have no counterpart,
/// as this SPI does not have what they are about: T09 (no quota), T12 and T13 (no replacing: names are never used twice).
public abstract class ObjectStoreContract {
  protected abstract ObjectStore store() throws Exception;

  /// Objects of one folder: more than the storage tells in one answer.
  protected int many() {
    return 2501;
  }

  private static final Random RANDOM = new Random(42);

  /// Whether of several creators of one name exactly one may win. Elsewhere nobody relies on it, as names are unique.
  protected boolean isAtomic() {
    return true;
  }

  /// Whether nobody sees a part of an object while it is written. Whoever reads checks it in any case.
  protected boolean hidesParts() {
    return true;
  }

  /// Whether a listing has all that was there before it began and is there after it, also while something is stored beside it.
  protected boolean listsAll() {
    return true;
  }

  /// Whether a listing says the size of what is deleted in its very moment as it was.
  protected boolean knowsSizesOfTheDeleted() {
    return true;
  }

  /// How often something is done: fewer times where each costs a request.
  protected int times(int most) {
    return most;
  }

  protected static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static ObjectName name(String value) {
    return new ObjectName(value);
  }

  @Test
  void t01ObjectsOfAnySizeComeBack() throws Exception {
    for (int size :
        new int[] {1, 1024, (4 << 20) - 1, 4 << 20, 10 << 20, (10 << 20) + 1, 32 << 20}) {
      byte[] body = bytes(size);
      ObjectName name = name("packs/ab/size-" + size);
      store().create(name, body);
      assertThat(Arrays.equals(store().get(name, size), body)).as("size " + size).isTrue();
      assertThat(store().stat(name))
          .hasValueSatisfying(info -> assertThat(info.size()).isEqualTo(size));
      store().delete(name);
      assertThat(store().stat(name)).isEmpty();
    }
  }

  @Test
  void t02AbsentObjectsAreNotFound() throws Exception {
    assertThatThrownBy(() -> store().get(name("packs/ab/none"), 10))
        .isInstanceOf(StorageException.NotFound.class);
    assertThatThrownBy(() -> store().getRange(name("none"), 0, 1))
        .isInstanceOf(StorageException.NotFound.class);
    assertThat(store().stat(name("heads/none"))).isEmpty();
  }

  @Test
  void t03DeletingTwiceOrNothingIsFine() throws Exception {
    store().create(name("heads/x"), bytes(3));
    store().delete(name("heads/x"));
    store().delete(name("heads/x"));
    store().delete(name("never/was"));
  }

  @Test
  void t04RangesAreExact() throws Exception {
    byte[] body = bytes(700_000);
    store().create(name("packs/00/r"), body);
    for (int[] range :
        new int[][] {{0, 1}, {0, 700_000}, {699_999, 1}, {327_670, 20}, {5, 0}, {123_456, 400_000}})
      assertThat(store().getRange(name("packs/00/r"), range[0], range[1]))
          .isEqualTo(Arrays.copyOfRange(body, range[0], range[0] + range[1]));
    assertThat(store().getRange(name("packs/00/r"), 700_000, 0)).isEmpty();
    for (long[] range :
        new long[][] {
          {700_000, 1},
          {-1, 1},
          {699_999, 2},
          {0, 700_001},
          {700_001, 0},
          {1, -1},
          {Long.MAX_VALUE, 1},
          {Long.MAX_VALUE - 1, 700_000},
          {Long.MIN_VALUE, 1},
          {1L << 32, 1}
        })
      assertThatThrownBy(() -> store().getRange(name("packs/00/r"), range[0], (int) range[1]))
          .as(range[0] + "+" + range[1])
          .isInstanceOf(StorageException.OutOfBounds.class);
  }

  @Test
  void t04BuffersAreFilledAndWrittenWithinTheirBoundsOnly() throws Exception {
    byte[] body = bytes(600_000);
    ByteBuffer around = ByteBuffer.allocate(600_020);
    around.put(10, body).position(10).limit(600_010);
    store().create(name("packs/00/b"), around);
    assertThat(around.position()).isEqualTo(10);
    assertThat(around.limit()).isEqualTo(600_010);
    assertThat(store().get(name("packs/00/b"), 600_000)).isEqualTo(body);
    for (int[] read : new int[][] {{0, 600_000}, {599_999, 9}, {600_000, 9}, {327_670, 270_000}}) {
      ByteBuffer into = ByteBuffer.allocate(read[1] + 20).position(10).limit(read[1] + 10);
      int length = Math.min(read[1], 600_000 - read[0]);
      assertThat(store().read(name("packs/00/b"), read[0], into)).isEqualTo(length);
      assertThat(into.position()).isEqualTo(10 + length);
      assertThat(Arrays.copyOfRange(into.array(), 10, 10 + length))
          .isEqualTo(Arrays.copyOfRange(body, read[0], read[0] + length));
      assertThat(Arrays.copyOfRange(into.array(), 10 + length, into.capacity()))
          .containsOnly((byte) 0);
    }
    assertThatThrownBy(() -> store().read(name("packs/00/none"), 0, ByteBuffer.allocate(9)))
        .isInstanceOf(StorageException.NotFound.class);
  }

  @Test
  void t05AnExistingNameIsRefusedAndKeepsItsBytes() throws Exception {
    byte[] first = bytes(100);
    store().create(name("log/a/00"), first);
    assertThatThrownBy(() -> store().create(name("log/a/00"), bytes(100)))
        .isInstanceOf(StorageException.AlreadyExists.class);
    assertThat(store().get(name("log/a/00"), 100)).isEqualTo(first);
  }

  @Test
  void t06AListingIsOfOneFolderExactly() throws Exception {
    int many = many();
    for (int i = 0; i < many; i++) store().create(name("many/n" + i), new byte[] {1});
    store().create(name("many2/x"), new byte[] {1});
    store().create(name("many/sub/y"), new byte[] {1});
    assertThat(store().list("many").stream().map(info -> info.name().value()).distinct())
        .hasSize(many + 1)
        .contains("many/sub/y", "many/n" + (many - 1));
    assertThat(store().list("man")).isEmpty();
    assertThat(store().listAll())
        .extracting(info -> info.name().value())
        .contains("many2/x", "many/n0");
  }

  @Test
  void t07EveryNameOfTheGrammarWorks() throws Exception {
    String longest = "z".repeat(64);
    for (String value :
        new String[] {
          "vault",
          "abcdefghijklmnopqrstuvwxyz-0123456789_",
          longest + "/" + longest + "/" + longest,
          "-/_/-"
        }) {
      store().create(name(value), new byte[] {7});
      assertThat(store().get(name(value), 1)).containsExactly(7);
    }
  }

  @Test
  void t08ParentsAppearByThemselvesForManyWritersAtOnce() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ObjectName name = name("fresh/deep/n" + i);
      writers.add(() -> succeeds(() -> store().create(name, bytes(10))));
    }
    assertThat(together(writers)).doesNotContain(false);
  }

  @Test
  void t10OfEightWritersOfOneNameOneWinsWithItsWholeBody() throws Exception {
    for (int round = 0; round < times(20); round++) {
      ObjectName name = name("race/r" + round);
      List<byte[]> bodies = new ArrayList<>();
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] body = bytes(50_000);
        bodies.add(body);
        writers.add(() -> succeeds(() -> store().create(name, body)));
      }
      long won = together(writers).stream().filter(w -> w).count();
      assertThat(won).isBetween(1L, isAtomic() ? 1L : 8L);
      byte[] stored = store().get(name, 50_000);
      if (hidesParts()) assertThat(bodies).anySatisfy(body -> assertThat(body).isEqualTo(stored));
      else assertMixed(stored, bodies);
    }
  }

  /// Who writes in the object's place may write into what another one is writing.
  private static void assertMixed(byte[] stored, List<byte[]> bodies) {
    assertThat(stored).hasSize(bodies.getFirst().length);
    boolean[] known = new boolean[stored.length];
    for (byte[] body : bodies)
      for (int i = 0; i < stored.length; i++) known[i] |= body[i] == stored[i];
    assertThat(known).as("bytes that somebody wrote there").doesNotContain(false);
  }

  @Test
  void t11ReadersNeverSeeAPart() throws Exception {
    ObjectStore store = store();
    int size = 2 << 20;
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ObjectName name = name("parts/n" + i);
      work.add(() -> succeeds(() -> store.create(name, bytes(size))));
      work.add(
          () -> {
            for (int k = 0; k < times(200); k++) {
              if (store.stat(name).map(info -> info.size() != size).orElse(false)) return false;
            }
            return true;
          });
    }
    List<Boolean> seen = together(work);
    if (hidesParts()) assertThat(seen).doesNotContain(false);
  }

  @Test
  void t11AListingNamesOnlyWholeObjectsAndEveryOneThatWasThere() throws Exception {
    ObjectStore store = store();
    for (int i = 0; i < 50; i++) store.create(name("stay/s" + i), bytes(100));
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String folder = i % 2 == 0 ? "come/" : "stay/new";
      int thread = i;
      work.add(
          () -> {
            for (int k = 0; k < times(30); k++) {
              ObjectName name = name(folder + thread + "-" + k);
              store.create(name, bytes(100));
              if (k % 3 == 0) store.delete(name);
            }
            return true;
          });
    }
    for (int i = 0; i < 2; i++)
      work.add(
          () -> {
            for (int k = 0; k < times(20); k++) {
              List<ObjectInfo> listed = store.list("stay");
              for (ObjectInfo info : listed)
                if (info.size() != 100)
                  assertThat(knowsSizesOfTheDeleted() || store.stat(info.name()).isPresent())
                      .as(info + " is a part")
                      .isFalse();
              long stayed =
                  listed.stream()
                      .filter(info -> !info.name().value().startsWith("stay/new"))
                      .map(ObjectInfo::name)
                      .distinct()
                      .count();
              if (listsAll()) assertThat(stayed).isEqualTo(50);
            }
            return true;
          });
    assertThat(together(work)).doesNotContain(false);
  }

  @Test
  void t14WhatManyThreadsCreatedIsListed() throws Exception {
    ObjectStore store = store();
    List<Callable<Boolean>> work = new ArrayList<>();
    TreeSet<ObjectName> names = new TreeSet<>();
    for (int i = 0; i < times(500); i++) {
      ObjectName name = name("packs/" + String.format("%02x", i % 256) + "/n" + i);
      names.add(name);
      work.add(() -> succeeds(() -> store.create(name, name.value().getBytes(UTF_8))));
    }
    assertThat(together(work)).doesNotContain(false);
    assertThat(store.list("packs").stream().map(ObjectInfo::name))
        .containsOnlyOnceElementsOf(names);
    for (ObjectName name : names)
      assertThat(store.get(name, 99)).isEqualTo(name.value().getBytes(UTF_8));
  }

  @Test
  void t01AnObjectMayHaveNoBytes() throws Exception {
    store().create(name("heads/nothing"), new byte[0]);
    assertThat(store().get(name("heads/nothing"), 0)).isEmpty();
    assertThat(store().getRange(name("heads/nothing"), 0, 0)).isEmpty();
    assertThat(store().stat(name("heads/nothing")).orElseThrow().size()).isZero();
  }

  @Test
  void whatTheCallerDoesToItsBytesAfterwardsDoesNotMatter() throws Exception {
    byte[] body = bytes(1000);
    byte[] mine = body.clone();
    store().create(name("log/a/1"), mine);
    Arrays.fill(mine, (byte) 0);
    Arrays.fill(store().get(name("log/a/1"), 1000), (byte) 0);
    assertThat(store().get(name("log/a/1"), 1000)).isEqualTo(body);
  }

  @Test
  void aFolderOfObjectsIsNoObject() throws Exception {
    store().create(name("packs/ab/one"), bytes(10));
    for (String folder : new String[] {"packs", "packs/ab"}) {
      assertThat(store().stat(name(folder))).as(folder).isEmpty();
      assertThatThrownBy(() -> store().get(name(folder), 1 << 20))
          .isInstanceOf(StorageException.NotFound.class);
      assertThatThrownBy(() -> store().getRange(name(folder), 0, 1))
          .isInstanceOf(StorageException.NotFound.class);
      store().delete(name(folder));
    }
    assertThat(store().listAll()).extracting(ObjectInfo::name).contains(name("packs/ab/one"));
    store().delete(name("packs/ab/one"));
    store().delete(name("packs/ab"));
    store().create(name("packs/ab/one"), bytes(10));
  }

  @Test
  void nothingIsBelowAnObject() throws Exception {
    store().create(name("vault"), bytes(10));
    assertThat(store().stat(name("vault/a"))).isEmpty();
    assertThatThrownBy(() -> store().get(name("vault/a/b"), 10))
        .isInstanceOf(StorageException.NotFound.class);
    store().delete(name("vault/a"));
    assertThat(store().list("vault")).isEmpty();
    assertThat(store().stat(name("vault")).orElseThrow().size()).isEqualTo(10);
  }

  @Test
  void clearingLeftoversTouchesNoObject() throws Exception {
    store().clearLeftovers();
    store().create(name("heads/one"), bytes(10));
    store().clearLeftovers();
    assertThat(store().listAll()).extracting(ObjectInfo::name).containsExactly(name("heads/one"));
    store().create(name("heads/two"), bytes(10));
  }

  @Test
  void aListingOfNothingIsEmptyAndOddFoldersAreRefused() throws Exception {
    assertThat(store().list("never")).isEmpty();
    for (String folder : new String[] {"", "..", "a/b", "A", "/", "a/"})
      assertThatThrownBy(() -> store().list(folder))
          .as(folder)
          .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanTheCallerAllowsIsNotRead() throws Exception {
    store().create(name("big/one"), bytes(1001));
    assertThatThrownBy(() -> store().get(name("big/one"), 1000))
        .isInstanceOf(StorageException.OutOfBounds.class);
  }

  @Test
  void anInterruptedCallSaysSoAndACreateLeavesNoObject() throws Exception {
    store().create(name("packs/aa/there"), bytes(10));
    ByteBuffer into = ByteBuffer.allocate(10);
    List<Action> calls =
        List.of(
            () -> store().create(name("packs/aa/new"), bytes(10)),
            () -> store().create(name("fresh/aa/new"), bytes(10)),
            () -> store().get(name("packs/aa/there"), 10),
            () -> store().getRange(name("packs/aa/there"), 1, 2),
            () -> store().read(name("packs/aa/there"), 0, into));
    for (Action call : calls) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(call::run).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
    assertThat(store().listAll())
        .extracting(ObjectInfo::name)
        .containsExactly(name("packs/aa/there"));
  }

  /// Whenever the interrupt comes.
  @Test
  void anInterruptedCreateStoresAllOrNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] body = bytes(1 << 20);
    ObjectStore store = store();
    for (int i = 0; i < times(100); i++) {
      ObjectName name = name("cut/n" + i);
      long nanos = random.nextLong(80_000_000);
      Future<Boolean> stored;
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        stored = thread.submit(() -> isStored(store, name, body));
        LockSupport.parkNanos(nanos);
        thread.shutdownNow();
      }
      boolean there = store.stat(name).isPresent();
      assertThat(there).as("%s with seed %s", name, seed).isEqualTo(stored.get());
      if (there) assertThat(store.get(name, body.length)).isEqualTo(body);
    }
  }

  private static boolean isStored(ObjectStore store, ObjectName name, byte[] body)
      throws StorageException {
    try {
      store.create(name, body);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static boolean succeeds(Action action) throws Exception {
    try {
      action.run();
      return true;
    } catch (StorageException.AlreadyExists e) {
      return false;
    }
  }

  private static List<Boolean> together(List<Callable<Boolean>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> f : threads.invokeAll(work)) results.add(f.get());
      return results;
    }
  }
}
