package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.PackEntry;

class ContentRoundTripTest {
  private static final int MIB = 1 << 20;
  private final long seed = new java.security.SecureRandom().nextLong();
  private final Random random = new Random(seed);

  private byte[] bytes(int n) {
    byte[] b = new byte[n];
    random.nextBytes(b);
    return b;
  }

  private byte[] text(int n) {
    StringBuilder s = new StringBuilder();
    while (s.length() < n) s.append("line ").append(random.nextInt(1000)).append('\n');
    return s.substring(0, n).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private List<byte[]> mixed() {
    List<byte[]> files = new ArrayList<>();
    for (int n : new int[] {0, 1, MIB, MIB + 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 40 * MIB})
      files.add(bytes(n));
    files.add(text(3 * MIB));
    files.add(new byte[9 * MIB]);
    for (int i = 0; i < 300; i++)
      files.add(
          random.nextBoolean()
              ? text(1 + random.nextInt(20_000))
              : bytes(1 + random.nextInt(20_000)));
    return files;
  }

  private void comesBack(Bench b) throws IOException {
    List<byte[]> files = mixed();
    List<EncodedFile> encoded = new ArrayList<>();
    for (byte[] f : files) encoded.add(b.encode(f));
    List<PackEntry> entries = b.flush();
    for (PackEntry e : entries.subList(0, entries.size() - 1))
      assertThat(e.length()).isEqualTo(b.packSize);
    assertThat(Padme.size(entries.getLast().length())).isEqualTo(entries.getLast().length());

    Bench.Back back = b.readBack(encoded);
    assertThat(back.failures()).as("seed %d", seed).isEmpty();
    for (int i = 0; i < files.size(); i++) {
      assertThat(back.files().get(i)).as("file %d, seed %d", i, seed).isEqualTo(files.get(i));
      assertThat(encoded.get(i).content().size()).isEqualTo(files.get(i).length);
      assertThat(
              b.encoder()
                  .contentIdOf(
                      ByteSource.of(new ByteArrayInputStream(files.get(i))), files.get(i).length))
          .isEqualTo(encoded.get(i).content().id());
    }
    assertThat(b.store.requests.stream().map(MemoryPacks.Request::pack).distinct().count())
        .as("each pack is fetched once")
        .isEqualTo(b.store.requests.size());
  }

  @Test
  void mixedFilesComeBackFromLargePacks() throws IOException {
    try (Bench b = new Bench()) {
      comesBack(b);
    }
  }

  @Test
  void mixedFilesComeBackFromSmallPacksWithoutRangesOnTwoThreads() throws IOException {
    try (Bench b = new Bench(PackFormat.SMALL_PACK_SIZE, Compression.OFF);
        ExecutorService two = Executors.newFixedThreadPool(2)) {
      b.executor = two;
      b.store.ranges = false;
      comesBack(b);
    }
  }

  @Test
  void oneByteInFrontOf64MiBSendsLittle() throws IOException {
    try (Bench b = new Bench()) {
      LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
      byte[] data = bytes(64 * MIB);
      EncodedFile first = b.encode(data, lineage);
      b.flush();
      byte[] longer = new byte[data.length + 1];
      System.arraycopy(data, 0, longer, 1, data.length);
      EncodedFile second = b.encode(longer, lineage);
      b.flush();
      assertThat(second.fresh().size())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(first.content().chunks().size() / 10);
      assertThat(second.freshBytes()).isLessThanOrEqualTo(8 * MIB);
      assertThat(b.readBack(List.of(second)).files().getFirst()).isEqualTo(longer);
    }
  }

  @Test
  void theSameBytesInTwoFilesShareNothing() throws IOException {
    try (Bench b = new Bench()) {
      byte[] data = bytes(6 * MIB);
      Set<ChunkId> one =
          new HashSet<>(b.encode(data).content().chunks().stream().map(ChunkRef::id).toList());
      EncodedFile two = b.encode(data);
      assertThat(two.content().chunks().stream().map(ChunkRef::id))
          .doesNotContainAnyElementsOf(one);
    }
  }

  @Test
  void describingMatchesWhatTheAuthorMadeAndStoresNothing() throws IOException {
    try (Bench b = new Bench()) {
      for (int n : new int[] {0, 5, MIB, MIB + 1, 10 * MIB}) {
        byte[] data = bytes(n);
        LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
        EncodedFile made = b.encode(data, lineage);
        long pending = b.writer.waitingBytes();
        var request =
            new FileEncoder.Request(
                lineage,
                b.keys.file(lineage),
                ChunkClass.of(made.content().chunks(), made.content().size()),
                data.length);
        EncodedFile told =
            b.encoder().describe(request, ByteSource.of(new ByteArrayInputStream(data)));
        assertThat(told.content()).isEqualTo(made.content());
        assertThat(told.fresh()).isEmpty();
        assertThat(b.writer.waitingBytes()).isEqualTo(pending);
      }
    }
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsReadToItsEnd() throws IOException {
    try (Bench b = new Bench()) {
      for (int n : new int[] {11, 2 * MIB, 2 * MIB + 1, 7 * MIB}) {
        byte[] data = bytes(n);
        LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
        for (long said : new long[] {0, 10, n + 1, n * 3L}) {
          var request =
              new FileEncoder.Request(lineage, b.keys.file(lineage), ChunkClass.SINGLE, said);
          EncodedFile file =
              b.encoder().encode(request, ByteSource.of(new ByteArrayInputStream(data)));
          b.flush();
          assertThat(b.readBack(List.of(file)).files().getFirst())
              .as("%d said to be %d", n, said)
              .isEqualTo(data);
          // One chunk may be up to 4 MiB long, though few are.
          if (n <= 2 * MIB) assertThat(file.content().chunks()).hasSize(1);
          if (n > 4 * MIB) assertThat(file.content().chunks()).hasSizeGreaterThan(1);
        }
      }
    }
  }

  @Test
  void repeatedChunksAreStoredOnce() throws IOException {
    try (Bench b = new Bench(PackFormat.PACK_SIZE, Compression.OFF)) {
      EncodedFile zeros = b.encode(new byte[20 * MIB]);
      assertThat(zeros.content().chunks().stream().map(ChunkRef::id).distinct().count())
          .isLessThan(zeros.content().chunks().size());
      assertThat(zeros.fresh()).doesNotHaveDuplicates();
      b.flush();
      assertThat(b.store.packs.values().stream().mapToInt(p -> p.length).sum()).isLessThan(9 * MIB);
    }
  }

  @Test
  void chunksThatTheDeviceHasAreNotFetchedButChecked() throws IOException {
    try (Bench b = new Bench()) {
      byte[] data = bytes(20 * MIB);
      EncodedFile file = b.encode(data);
      b.flush();
      List<WantedChunk> wanted = b.wanted(List.of(file));
      ChunkSource good =
          w -> {
            int at = (int) w.targets().getFirst().offset();
            return Optional.of(java.util.Arrays.copyOfRange(data, at, at + w.ref().length()));
          };
      assertThat(b.readBack(List.of(file), wanted, good).files().getFirst()).isEqualTo(data);
      assertThat(b.store.requests).isEmpty();

      ChunkSource lying = w -> Optional.of(new byte[w.ref().length()]);
      assertThat(b.readBack(List.of(file), wanted, lying).files().getFirst()).isEqualTo(data);
      assertThat(b.store.requests).isNotEmpty();
    }
  }

  /// The content id is a chain over the whole file, though its chunks are hashed by whoever has time.
  @Test
  void theContentIdIsInOrderWhateverThreadsDoFirst() throws IOException {
    try (ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        Bench b = new Bench()) {
      Random pause = new Random(seed);
      b.executor = task -> threads.schedule(task, pause.nextInt(30_000), TimeUnit.MICROSECONDS);
      byte[] data = bytes(24 * MIB);
      EncodedFile file = b.encode(data);
      assertThat(file.content().chunks()).hasSizeGreaterThan(4);
      assertThat(file.content().id())
          .as("seed %d", seed)
          .isEqualTo(
              b.encoder().contentIdOf(ByteSource.of(new ByteArrayInputStream(data)), data.length));
    }
  }
}
