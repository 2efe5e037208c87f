package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.SealedObject;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Extent;

class PackWriterTest {
  private static final int SMALL = 1 << 20;

  private static byte[] slice(Bench b, Extent e) {
    return Arrays.copyOfRange(b.store.bytes(e.pack()), e.offset(), e.offset() + e.length());
  }

  @Test
  void fullPacksHaveOneLengthAndTheLastIsPadded() throws IOException {
    try (Bench b = new Bench(SMALL, Compression.OFF)) {
      for (int round = 0; round < 12; round++) {
        int files = 1 + TestKeys.RANDOM.nextInt(60);
        for (int i = 0; i < files; i++)
          b.encode(TestKeys.random(1 + TestKeys.RANDOM.nextInt(150_000)));
        List<PackEntry> entries = b.flush();
        for (PackEntry e : entries.subList(0, entries.size() - 1))
          assertThat(e.length()).isEqualTo(SMALL);
        long last = entries.getLast().length();
        assertThat(last).isBetween((long) PackFormat.FLOOR, (long) SMALL);
        assertThat(Padme.size(last)).isEqualTo(last);
      }
    }
  }

  @Test
  void aLargeFileFillsPacksOfItsOwnInOrder() throws IOException {
    try (Bench b = new Bench(4 << 20, Compression.OFF)) {
      EncodedFile small = b.encode(TestKeys.random(5000));
      EncodedFile large = b.encode(TestKeys.random(30 << 20));
      List<PackEntry> entries = b.flush();
      var smallPack =
          b.stored(small.content().chunks().getFirst().id()).extents().getFirst().pack();
      assertThat(entries).hasSize(8);
      assertThat(smallPack).isEqualTo(entries.getLast().id());
      List<Extent> extents =
          large.content().chunks().stream()
              .flatMap(c -> b.stored(c.id()).extents().stream())
              .toList();
      List<Extent> own = extents.stream().filter(e -> !e.pack().equals(smallPack)).toList();
      assertThat(own.stream().map(Extent::pack).distinct().toList())
          .isEqualTo(entries.subList(0, 7).stream().map(PackEntry::id).toList());
    }
  }

  @Test
  void smallFilesLeaveThePoolInRandomOrder() throws IOException {
    try (Bench b = new Bench(SMALL, Compression.OFF)) {
      List<ChunkId> order = new ArrayList<>();
      for (int i = 0; i < 200; i++)
        order.add(b.encode(TestKeys.random(2000)).content().chunks().getFirst().id());
      List<ChunkId> written =
          b.flush().stream()
              .flatMap(e -> e.chunks().stream())
              .map(PackEntry.Stored::chunk)
              .toList();
      assertThat(written).containsExactlyInAnyOrderElementsOf(order).isNotEqualTo(order);
      long inPlace = 0;
      for (int i = 0; i < 200; i++) if (written.get(i).equals(order.get(i))) inPlace++;
      assertThat(inPlace).isLessThan(20);
    }
  }

  @Test
  void extentsOfAStraddlingChunkMakeUpItsSealedBytes() throws IOException {
    try (Bench b = new Bench(SMALL, Compression.OFF)) {
      byte[] data = TestKeys.random(3 << 20);
      EncodedFile file = b.encode(data);
      b.flush();
      FileCipher cipher = b.keys.file(file.content().lineage());
      int straddling = 0;
      for (var c : file.content().chunks()) {
        List<Extent> extents = b.stored(c.id()).extents();
        if (extents.size() > 1) straddling++;
        java.io.ByteArrayOutputStream sealed = new java.io.ByteArrayOutputStream();
        for (Extent e : extents) sealed.writeBytes(slice(b, e));
        assertThat(sealed.size()).isEqualTo(c.length() + 41);
        assertThatNoException(cipher, c.id(), sealed.toByteArray());
      }
      assertThat(straddling).isPositive();
    }
  }

  private static void assertThatNoException(FileCipher cipher, ChunkId id, byte[] sealed) {
    org.assertj.core.api.Assertions.assertThatCode(() -> cipher.open(id, sealed))
        .doesNotThrowAnyException();
  }

  @Test
  void theDirectorySaysWhatWasHandedOver() throws IOException {
    try (Bench b = new Bench(SMALL, Compression.OFF)) {
      for (int i = 0; i < 40; i++) b.encode(TestKeys.random(100_000));
      for (PackEntry e : b.flush()) {
        byte[] bytes = b.store.bytes(e.id());
        assertThat(e.length()).isEqualTo(bytes.length);
        assertThat(e.sha256()).isEqualTo(Hash256.sha256(bytes));
        assertThat(e.epoch()).isEqualTo(b.keys.epoch().id());
      }
      assertThat(b.writer.waitingBytes()).isZero();
      assertThat(b.flush()).isEmpty();
    }
  }

  @Test
  void nothingButTheFrameCanBeTold() throws IOException {
    try (Bench b = new Bench(SMALL, Compression.OFF)) {
      for (int i = 0; i < 3; i++) {
        b.encode(new byte[20_000]); // the same bytes in each file
        b.flush();
      }
      for (byte[] pack : b.store.packs.values()) {
        assertThat(new String(pack, 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
            .isEqualTo("Tidelock");
        int[] counts = new int[256];
        for (int i = SealedObject.FRAME; i < pack.length; i++) counts[pack[i] & 0xff]++;
        assertThat(Arrays.stream(counts).max().getAsInt()).isLessThan(2 * pack.length / 256);
      }
    }
  }

  @Test
  void writingWaitsUntilABufferComesBack() throws Exception {
    TestKeys keys = new TestKeys();
    ConcurrentLinkedQueue<SealedPack> held = new ConcurrentLinkedQueue<>();
    PackWriter writer =
        new PackWriter(keys.packs(), TestKeys.RANDOM, new PackBuffers(SMALL, 2), held::add);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try (PackWriter.Lane lane = writer.lane(10 << 20)) {
                for (int i = 0; i < 10; i++)
                  lane.add(ChunkId.of(TestKeys.random(32)), TestKeys.random(SMALL / 2));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            threads);
    for (int i = 0; i < 500 && held.size() < 2; i++) Thread.sleep(10);
    Thread.sleep(50);
    assertThat(held).hasSize(2);
    assertThat(writing).isNotDone();
    CompletableFuture<Void> releasing =
        CompletableFuture.runAsync(
            () -> {
              while (!writing.isDone()) {
                SealedPack p = held.poll();
                if (p != null) p.close();
                else LockSupport.parkNanos(100_000);
              }
            },
            threads);
    writing.get(20, TimeUnit.SECONDS);
    releasing.get(20, TimeUnit.SECONDS);
    threads.close();
  }

  @Test
  void afterAFailedHandOverNothingCanBeCommitted() throws IOException {
    TestKeys keys = new TestKeys();
    PackWriter writer =
        new PackWriter(
            keys.packs(),
            TestKeys.RANDOM,
            new PackBuffers(SMALL, 1),
            p -> {
              throw new IOException("no space");
            });
    try (PackWriter.Lane lane = writer.lane(1)) {
      lane.add(ChunkId.of(TestKeys.random(32)), TestKeys.random(100));
    }
    assertThatThrownBy(writer::flush).hasMessage("no space");
    assertThatThrownBy(writer::flush)
        .hasMessageContaining("nothing of this batch may be committed");
  }

  @Test
  void aReturnedPackCannotBeRead() throws IOException {
    List<SealedPack> packs = new ArrayList<>();
    PackWriter writer = writer(packs::add);
    addOneChunk(writer);
    writer.flush();
    packs.getFirst().close();
    assertThatThrownBy(() -> packs.getFirst().bytes()).isInstanceOf(IllegalStateException.class);
  }

  /// By the time the directory is asked for, the buffer may hold another pack.
  @Test
  void theDirectoryTellsTheHashOfAPackThatWasReturned() throws IOException {
    List<Hash256> hashes = new ArrayList<>();
    PackBuffers buffers = new PackBuffers(SMALL, 1);
    PackWriter writer =
        new PackWriter(
            new TestKeys().packs(),
            TestKeys.RANDOM,
            buffers,
            pack -> {
              byte[] sealed = new byte[pack.length()];
              pack.bytes().get(sealed);
              hashes.add(Hash256.sha256(sealed));
              pack.close();
              byte[] reused = buffers.take(SMALL);
              Arrays.fill(reused, (byte) 1);
              buffers.giveBack(reused);
            });
    addOneChunk(writer, SMALL / 2);
    assertThat(writer.flush()).extracting(PackEntry::sha256).isEqualTo(hashes).hasSize(1);
  }

  @Test
  void aSmallPackIsNotMadeInALargeBuffer() throws IOException {
    PackBuffers buffers = new PackBuffers(SMALL, 3);
    assertThat(buffers.take(70_000)).hasSize(70_000);
    assertThat(buffers.take(SMALL / 2 + 1)).hasSize(SMALL);
    byte[] small = new byte[70_000];
    buffers.giveBack(small);
    assertThat(buffers.take(SMALL)).hasSize(SMALL);
  }

  private static PackWriter writer(PackSink sink) {
    return new PackWriter(new TestKeys().packs(), TestKeys.RANDOM, new PackBuffers(SMALL, 1), sink);
  }

  private static void addOneChunk(PackWriter writer) throws IOException {
    addOneChunk(writer, 100);
  }

  private static void addOneChunk(PackWriter writer, int size) throws IOException {
    try (PackWriter.Lane lane = writer.lane(1)) {
      lane.add(ChunkId.of(TestKeys.random(32)), TestKeys.random(size));
    }
  }
}
