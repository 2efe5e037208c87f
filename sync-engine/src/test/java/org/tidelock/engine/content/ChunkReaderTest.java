package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackId;

class ChunkReaderTest {
  private static final int SMALL = 2 << 20;
  private final long seed = new java.security.SecureRandom().nextLong();
  private final Random random = new Random(seed);
  private final Bench b = new Bench(SMALL, Compression.OFF);
  private final List<byte[]> plain = new ArrayList<>();
  private final List<EncodedFile> files = new ArrayList<>();

  @BeforeEach
  void someFilesInSomePacks() throws IOException {
    for (int n : new int[] {5_000_000, 700_000, 90_000, 90_001, 1, 400_000, 1_000_000}) {
      byte[] data = new byte[n];
      random.nextBytes(data);
      plain.add(data);
      files.add(b.encode(data));
    }
    b.flush();
  }

  /// The only two allowed outcomes for each file: all of it right, or a failure that names it.
  private Bench.Back neverWrong() throws IOException {
    Bench.Back back = b.readBack(files);
    List<Integer> failed =
        back.failures().stream()
            .flatMap(f -> f.chunk().targets().stream())
            .map(ChunkTarget::file)
            .toList();
    for (int i = 0; i < files.size(); i++) {
      if (!failed.contains(i))
        assertThat(back.files().get(i)).as("file %d, seed %d", i, seed).isEqualTo(plain.get(i));
    }
    return back;
  }

  @Test
  void anyFlippedBitOfAPackIsNoticedAndThePackNamed() throws IOException {
    for (PackId id : List.copyOf(b.store.packs.keySet())) {
      byte[] good = b.store.bytes(id);
      for (int at :
          new int[] {0, 9, 30, random.nextInt(good.length), good.length - 100, good.length - 1}) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << random.nextInt(8));
        b.store.packs.put(id, bad);
        Bench.Back back = neverWrong();
        assertThat(back.failures()).as("byte %d, seed %d", at, seed).isNotEmpty();
        assertThat(back.failures())
            .allSatisfy(
                f -> {
                  assertThat(f.cause())
                      .isInstanceOf(DamagedPackException.class)
                      .hasMessageContaining(id.toString());
                  assertThat(f.cause().packs()).containsExactly(id);
                });
      }
      b.store.packs.put(id, good);
    }
  }

  @Test
  void cutOffGrownSwappedAndMissingPacksAreNoticed() throws IOException {
    List<PackId> ids = List.copyOf(b.store.packs.keySet());
    byte[] first = b.store.bytes(ids.get(0));
    byte[] second = b.store.bytes(ids.get(1));
    for (byte[] bad :
        List.of(
            Arrays.copyOf(first, first.length - 1),
            Arrays.copyOf(first, first.length + 1),
            new byte[0],
            second)) {
      b.store.packs.put(ids.get(0), bad);
      assertThat(neverWrong().failures())
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f.cause()).isInstanceOf(DamagedPackException.class));
    }
    b.store.packs.remove(ids.get(0));
    assertThat(neverWrong().failures())
        .isNotEmpty()
        .allSatisfy(
            f -> {
              assertThat(f.cause()).isInstanceOf(MissingPackException.class);
              assertThat(f.cause().packs()).containsExactly(ids.get(0));
            });
  }

  @Test
  void aFewChunksAreReadInAlignedWindowsThatShowNoEdge() throws IOException {
    List<WantedChunk> all = b.wanted(files);
    for (WantedChunk w : all) {
      b.store.requests.clear();
      byte[][] got = new byte[1][];
      var failures =
          b.reader()
              .read(
                  List.of(w),
                  ChunkSource.NONE,
                  (t, p) -> {
                    got[0] = new byte[p.remaining()];
                    p.get(got[0]);
                  });
      assertThat(failures).isEmpty();
      ChunkTarget t = w.targets().getFirst();
      assertThat(got[0])
          .isEqualTo(
              Arrays.copyOfRange(
                  plain.get(t.file()), (int) t.offset(), (int) t.offset() + w.ref().length()));
      showsNoEdge();
    }
    b.store.requests.clear();
    neverWrong();
    showsNoEdge();
  }

  private void showsNoEdge() {
    for (MemoryPacks.Request r : b.store.requests) {
      int length = b.store.bytes(r.pack()).length;
      boolean whole = r.offset() == 0 && r.room() == length + 1;
      boolean toEnd = r.offset() + r.room() == length;
      assertThat(
              whole
                  || r.offset() % PackFormat.WINDOW == 0
                      && (toEnd || r.room() % PackFormat.WINDOW == 0))
          .as("%s", r)
          .isTrue();
    }
  }

  @Test
  void alteredWindowsAreNoticedWithoutTheDigest() throws IOException {
    WantedChunk w =
        b.wanted(files).stream().filter(c -> c.ref().length() == 90_000).findFirst().orElseThrow();
    Extent e = w.extents().getFirst();
    for (int at : new int[] {0, 23, 24, e.length() - 1}) {
      b.store.bytes(e.pack())[e.offset() + at] ^= 1;
      var failures =
          b.reader()
              .read(
                  List.of(w),
                  ChunkSource.NONE,
                  (t, p) -> {
                    throw new AssertionError("wrong plaintext came out");
                  });
      assertThat(failures).hasSize(1);
      assertThat(failures.getFirst().cause().packs()).contains(e.pack());
      b.store.bytes(e.pack())[e.offset() + at] ^= 1;
    }
    assertThat(b.store.requests).noneMatch(r -> r.room() > SMALL / 2);
  }

  @Test
  void impossiblePlacesAreRefusedBeforeAnythingIsRead() throws IOException {
    WantedChunk w = b.wanted(files).getLast();
    PackId pack = w.extents().getFirst().pack();
    int length = w.ref().length() + 41;
    List<List<Extent>> impossible =
        List.of(
            List.of(),
            List.of(new Extent(pack, -1, length)),
            List.of(new Extent(pack, 0, length)),
            List.of(new Extent(pack, SMALL - 10, length)),
            List.of(new Extent(pack, 100, Integer.MAX_VALUE)),
            List.of(new Extent(pack, 100, 0)),
            List.of(new Extent(pack, 100, length + 1)),
            List.of(new Extent(PackId.random(TestKeys.RANDOM), 100, length)));
    for (List<Extent> extents : impossible) {
      var failures =
          b.reader()
              .read(
                  List.of(new WantedChunk(w.ref(), extents, w.cipher(), w.targets())),
                  ChunkSource.NONE,
                  (t, p) -> {
                    throw new AssertionError("nothing to deliver");
                  });
      assertThat(failures).as("%s", extents).hasSize(1);
    }
    assertThat(b.store.requests).isEmpty();
  }

  @Test
  void troubleOnTheWayIsNotTheStoragesFault() {
    PackSource down =
        new PackSource() {
          @Override
          public int read(PackId pack, long offset, java.nio.ByteBuffer into) throws IOException {
            throw new IOException("no network");
          }

          @Override
          public boolean ranges() {
            return true;
          }
        };
    ChunkReader reader = new ChunkReader(down, b.digests(), b.codec, Runnable::run, 2);
    assertThatThrownBy(() -> reader.read(b.wanted(files), ChunkSource.NONE, (t, p) -> {}))
        .isExactlyInstanceOf(IOException.class);
  }

  private static List<WantedChunk> both(List<WantedChunk> first, List<WantedChunk> second) {
    List<WantedChunk> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /// Of two tasks that may run at once, the later one runs first.
  private static final class Overtaking implements Executor {
    private Optional<Runnable> first = Optional.empty();
    private boolean isOn;

    @Override
    public void execute(Runnable task) {
      if (!isOn) {
        task.run();
      } else if (first.isEmpty()) {
        first = Optional.of(task);
      } else {
        task.run();
        first.get().run();
        first = Optional.empty();
      }
    }
  }

  /// A device that joined over a slow line fetched packs twice, now and then.
  @Test
  @Timeout(60)
  void aPackThatWasReadLastIsNotFetchedAgainWhicheverTaskComesFirst() throws IOException {
    Bench own = new Bench(SMALL, Compression.OFF);
    own.store.ranges = false;
    List<List<WantedChunk>> wanted = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] data = new byte[400_000];
      random.nextBytes(data);
      EncodedFile file = own.encode(data);
      own.flush(); // into a pack of its own
      wanted.add(own.wanted(List.of(file)));
    }
    List<PackId> packs = List.copyOf(own.store.packs.keySet());
    assertThat(packs).hasSize(3);
    Overtaking executor = new Overtaking();
    ChunkReader reader = new ChunkReader(own.store, own.digests(), own.codec, executor, 2);
    ChunkSink nowhere = (_, _) -> {};
    reader.read(wanted.get(1), ChunkSource.NONE, nowhere);
    executor.isOn = true;
    reader.read(both(wanted.get(1), wanted.get(2)), ChunkSource.NONE, nowhere);
    reader.read(both(wanted.get(0), wanted.get(2)), ChunkSource.NONE, nowhere);
    assertThat(own.store.requests)
        .extracting(MemoryPacks.Request::pack)
        .containsExactly(packs.get(1), packs.get(2), packs.get(0));
  }

  @Test
  void aPackComesAfterThoseThatGoOnInIt() {
    List<WantedChunk> wanted = b.wanted(files);
    ReadPlan plan =
        ReadPlan.of(wanted, java.util.stream.IntStream.range(0, wanted.size()).toArray());
    List<PackId> order = plan.packs().stream().map(ReadPlan.PackRead::pack).toList();
    assertThat(order).doesNotHaveDuplicates();
    for (WantedChunk w : wanted) {
      List<Integer> at = w.extents().stream().map(e -> order.indexOf(e.pack())).toList();
      assertThat(at).isSorted();
    }
  }

  @Test
  void theDirectoryIsRebuiltFromThePacksAlone() throws DamagedPackException {
    DirectoryRebuild rebuild =
        new DirectoryRebuild(
            e ->
                e.equals(b.keys.epoch().id())
                    ? java.util.Optional.of(b.keys.packs())
                    : java.util.Optional.empty());
    for (PackId id : b.directory.keySet()) rebuild.add(id, b.store.bytes(id));
    assertThat(rebuild.directory()).isEqualTo(List.copyOf(b.directory.values()));
  }

  @Test
  void aRebuiltDirectoryLeavesOutChunksThatLackAPart() throws DamagedPackException {
    List<PackEntry> entries = List.copyOf(b.directory.values());
    DirectoryRebuild rebuild = new DirectoryRebuild(e -> java.util.Optional.of(b.keys.packs()));
    rebuild.add(entries.get(0).id(), b.store.bytes(entries.get(0).id()));
    List<PackEntry.Stored> whole =
        entries.get(0).chunks().stream().filter(s -> s.extents().size() == 1).toList();
    assertThat(whole.size()).isLessThan(entries.get(0).chunks().size());
    assertThat(rebuild.directory().getFirst().chunks()).isEqualTo(whole);
  }

  @Test
  void footersOfAlteredOrRenamedPacksDoNotOpen() {
    List<PackId> ids = List.copyOf(b.directory.keySet());
    byte[] good = b.store.bytes(ids.get(0));
    DirectoryRebuild rebuild = new DirectoryRebuild(e -> java.util.Optional.of(b.keys.packs()));
    assertThatThrownBy(() -> rebuild.add(ids.get(1), good))
        .isInstanceOf(DamagedPackException.class);
    for (int at : new int[] {0, 8, 9, 12, good.length - 1, good.length - 49}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      assertThatThrownBy(() -> rebuild.add(ids.get(0), bad))
          .as("byte %d", at)
          .isInstanceOf(DamagedPackException.class);
    }
    for (int n : new int[] {0, 25, 26, 70, good.length - 1}) {
      assertThatThrownBy(() -> rebuild.add(ids.get(0), Arrays.copyOf(good, n)))
          .isInstanceOf(DamagedPackException.class);
    }
  }
}
