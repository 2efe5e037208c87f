package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Hash256;

class ChunkerTest {
  private static final long SEED = new java.security.SecureRandom().nextLong();
  private final Random random = new Random(SEED);

  private long[] gear() {
    return random.longs(256).toArray();
  }

  private byte[] bytes(int n) {
    byte[] b = new byte[n];
    random.nextBytes(b);
    return b;
  }

  /// Reads come in odd lengths, as from a pipe.
  private ByteSource ragged(byte[] data) {
    ByteArrayInputStream in = new ByteArrayInputStream(data);
    return (b, off, len) -> in.read(b, off, Math.min(len, 1 + random.nextInt(300_000)));
  }

  private List<byte[]> cut(long[] gear, ChunkClass limits, byte[] data) throws IOException {
    int read = random.nextInt(Math.min(data.length, 1 << 20) + 1);
    byte[] rest = Arrays.copyOfRange(data, read, data.length);
    Chunker chunker =
        new Chunker(new Cutter(gear, limits), ragged(rest), Arrays.copyOf(data, read));
    List<byte[]> chunks = new ArrayList<>();
    while (chunker.next()) {
      byte[] frame = chunker.frame();
      assertThat(frame[0]).isEqualTo(ChunkCodec.RAW);
      chunks.add(Arrays.copyOfRange(frame, 1, frame.length));
    }
    assertThat(joined(chunks)).as("every byte is seen once, seed %d", SEED).isEqualTo(data);
    return chunks;
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] c : chunks) out.writeBytes(c);
    return out.toByteArray();
  }

  private static Set<Hash256> ids(List<byte[]> chunks) {
    Set<Hash256> ids = new HashSet<>();
    for (byte[] c : chunks) ids.add(Hash256.sha256(c));
    return ids;
  }

  @Test
  void chunksJoinedAreTheFileAndKeepTheLimits() throws IOException {
    for (int size :
        new int[] {
          0, 1, 262_143, 262_144, 262_145, (1 << 20) + 1, 4 << 20, (4 << 20) + 1, 23_456_789
        }) {
      byte[] data = bytes(size);
      List<byte[]> chunks = cut(gear(), ChunkClass.MEDIUM, data);
      assertThat(joined(chunks)).as("size %d, seed %d", size, SEED).isEqualTo(data);
      for (int i = 0; i < chunks.size(); i++) {
        assertThat(chunks.get(i).length).as("seed %d", SEED).isLessThanOrEqualTo(4 << 20);
        if (i < chunks.size() - 1)
          assertThat(chunks.get(i).length).as("seed %d", SEED).isGreaterThan(256 << 10);
      }
    }
  }

  @Test
  void cutsDoNotDependOnHowTheFileIsRead() throws IOException {
    long[] gear = gear();
    byte[] data = bytes(9_000_000);
    List<Integer> first = cut(gear, ChunkClass.MEDIUM, data).stream().map(c -> c.length).toList();
    assertThat(cut(gear, ChunkClass.MEDIUM, data).stream().map(c -> c.length).toList())
        .as("seed %d", SEED)
        .isEqualTo(first);
  }

  @Test
  void theMeanLengthIsNearTheAverage() throws IOException {
    int n = cut(gear(), ChunkClass.MEDIUM, bytes(64 << 20)).size();
    assertThat(n).as("seed %d", SEED).isBetween(40, 80);
  }

  @Test
  void aByteInFrontLeavesNineTenthsOfTheChunks() throws IOException {
    long[] gear = gear();
    byte[] data = bytes(64 << 20);
    byte[] longer = new byte[data.length + 1];
    System.arraycopy(data, 0, longer, 1, data.length);
    Set<Hash256> before = ids(cut(gear, ChunkClass.MEDIUM, data));
    Set<Hash256> after = ids(cut(gear, ChunkClass.MEDIUM, longer));
    after.retainAll(before);
    assertThat(after.size())
        .as("of %d, seed %d", before.size(), SEED)
        .isGreaterThanOrEqualTo(before.size() * 9 / 10);
  }

  /// What is sent after an edit: the cuts must soon be where they were. The same edits each time, as it is a matter of chance for one.
  @Test
  void anOverwrittenMiBRarelyCostsMoreThanSix() {
    Random same = new Random(1);
    int edits = 0;
    int dear = 0;
    for (int file = 0; file < 12; file++) {
      Cutter cutter = new Cutter(same.longs(256).toArray(), ChunkClass.MEDIUM);
      byte[] data = new byte[48 << 20];
      same.nextBytes(data);
      NavigableSet<Integer> cuts = cuts(cutter, data);
      for (int i = 0; i < 16; i++) {
        int at = (4 << 20) + same.nextInt(12 << 20);
        edits++;
        if (cost(cutter, data, cuts, at, same) > 6 << 20) dear++;
      }
    }
    assertThat(dear).isLessThanOrEqualTo(edits / 40);
  }

  /// The bytes of new chunks after a MiB at `at` was overwritten.
  private static int cost(
      Cutter cutter, byte[] data, NavigableSet<Integer> cuts, int at, Random random) {
    byte[] theirs = new byte[1 << 20];
    random.nextBytes(theirs);
    byte[] ours = Arrays.copyOfRange(data, at, at + theirs.length);
    System.arraycopy(theirs, 0, data, at, theirs.length);
    int from = cuts.floor(at);
    int end = from;
    do end += length(cutter, data, end);
    while (end < at + theirs.length || !cuts.contains(end));
    System.arraycopy(ours, 0, data, at, ours.length);
    return end - from;
  }

  private static NavigableSet<Integer> cuts(Cutter cutter, byte[] data) {
    NavigableSet<Integer> cuts = new TreeSet<>(Set.of(0));
    while (cuts.last() < data.length) cuts.add(cuts.last() + length(cutter, data, cuts.last()));
    return cuts;
  }

  private static int length(Cutter cutter, byte[] data, int from) {
    return cutter.scan().end(data, from, data.length - from, true);
  }

  @Test
  void anotherKeyCutsElsewhere() throws IOException {
    byte[] data = bytes(32 << 20);
    Set<Hash256> one = ids(cut(gear(), ChunkClass.MEDIUM, data));
    one.retainAll(ids(cut(gear(), ChunkClass.MEDIUM, data)));
    assertThat(one).as("seed %d", SEED).isEmpty();
  }

  @Test
  void masksAreKeyedAndNested() {
    long[] gear = gear();
    long rare = Cutter.mask(gear, 22);
    long frequent = Cutter.mask(gear, 18);
    assertThat(Long.bitCount(rare)).isEqualTo(22);
    assertThat(Long.bitCount(frequent)).isEqualTo(18);
    assertThat(frequent & ~rare).isZero();
    assertThat(rare & 0xffff).isZero();
    assertThat(Cutter.mask(gear(), 22)).isNotEqualTo(rare);
  }

  @Test
  void zerosAreFoundAndOneOtherByteIsNot() {
    byte[] data = new byte[300_000];
    assertThat(Zeros.isZero(data, 5, 299_990)).isTrue();
    assertThat(Zeros.isZero(data, 0, 0)).isTrue();
    for (int at : new int[] {5, 65_541, 299_994}) {
      data[at] = 1;
      assertThat(Zeros.isZero(data, 5, 299_990)).as("at %d", at).isFalse();
      data[at] = 0;
    }
    data[4] = 1;
    data[299_995] = 1;
    assertThat(Zeros.isZero(data, 5, 299_990)).isTrue();
  }
}
