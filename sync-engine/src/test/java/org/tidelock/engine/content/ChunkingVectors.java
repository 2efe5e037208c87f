package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.vectors.Fixture.LINEAGE;
import static org.tidelock.engine.vectors.Fixture.VAULT;
import static org.tidelock.engine.vectors.Fixture.hex;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import tools.jackson.databind.node.ObjectNode;

/// How a file is cut: masks, cut points and chunk ids, found a second time by the plainest loop; and which class a file has.
public final class ChunkingVectors {
  private static final byte[] NOISE = allNoise();
  private final ObjectNode file = Fixture.object();
  private final VaultKeys keys = Fixture.keys();
  private final long[] gear = new long[256];
  private final FileCipher cipher = new FileCipher(keys, LineageKey.of(LINEAGE), keys.current());

  private ChunkingVectors() {
    ByteBuffer.wrap(Second.derive(LINEAGE, "gear", 2048, VAULT)).asLongBuffer().get(gear);
  }

  public static ObjectNode make() throws Exception {
    return new ChunkingVectors().run();
  }

  private ObjectNode run() throws IOException {
    file.put("vault", hex(VAULT)).put("lineage", hex(LINEAGE));
    file.put("firstGearEntry", Long.toHexString(gear[0]))
        .put("lastGearEntry", Long.toHexString(gear[255]));
    file.put("noise", "SHA-256 of 00000000, of 00000001, and so on, joined");
    cut("noise", ChunkClass.MEDIUM, noise(12 << 20));
    cut(
        "noise, 100 bytes in front",
        ChunkClass.MEDIUM,
        Second.join(new byte[100], noise(12 << 20)));
    cut("zeros", ChunkClass.MEDIUM, new byte[9 << 20]);
    cut("shorter than the shortest chunk", ChunkClass.MEDIUM, noise(200_000));
    cut("noise", ChunkClass.LARGE, noise(20 << 20));
    masks();
    classes();
    return file;
  }

  static byte[] noise(int length) {
    return Arrays.copyOf(NOISE, length);
  }

  private static byte[] allNoise() {
    ByteBuffer out = ByteBuffer.allocate(20 << 20);
    for (int i = 0; out.hasRemaining(); i++) out.put(Second.sha256(Second.u32(i)));
    return out.array();
  }

  private void cut(String input, ChunkClass limits, byte[] data) throws IOException {
    long rare = mask(gear, Integer.numberOfTrailingZeros(limits.average()) + 1);
    long frequent = mask(gear, Integer.numberOfTrailingZeros(limits.average()) - 1);
    List<Integer> lengths = new ArrayList<>();
    for (int at = 0; at < data.length; at += lengths.getLast())
      lengths.add(end(data, at, limits, rare, frequent));
    assertThat(product(limits, data)).as(input).isEqualTo(lengths);
    ObjectNode v = file.withArray("cuts").addObject();
    v.put("input", input).put("length", data.length).put("class", limits.name());
    v.put("rare", Long.toHexString(rare)).put("frequent", Long.toHexString(frequent));
    byte[] chunkIdKey = Second.derive(LINEAGE, "chunk ids", 32, VAULT);
    int at = 0;
    for (int length : lengths) {
      byte[] id = Second.hmac(chunkIdKey, Arrays.copyOfRange(data, at, at + length));
      assertThat(cipher.chunkId(data, at, length)).isEqualTo(ChunkId.of(id));
      v.withArray("chunks").addObject().put("length", length).put("id", hex(id));
      at += length;
    }
  }

  /// Bits, not positions: the smallest gear entries among 16 to 63 name them.
  private static long mask(long[] gear, int bits) {
    List<Integer> positions = new ArrayList<>();
    for (int p = 16; p < 64; p++) positions.add(p);
    positions.sort(
        Comparator.comparing(
            p -> Long.toUnsignedString(gear[p], 16),
            Comparator.comparing(String::length).thenComparing(s -> s)));
    Set<Integer> chosen = new TreeSet<>(positions.subList(0, bits));
    long mask = 0;
    for (int p : chosen) mask += 1L << p;
    return mask;
  }

  private int end(byte[] data, int from, ChunkClass limits, long rare, long frequent) {
    long hash = 0;
    int end = Math.min(limits.max(), data.length - from);
    for (int length = limits.min() + 1; length <= end; length++) {
      hash = 2 * hash + gear[data[from + length - 1] & 0xff];
      if ((hash & (length <= limits.average() ? rare : frequent)) == 0) return length;
    }
    return end;
  }

  private List<Integer> product(ChunkClass limits, byte[] data) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(data);
    Chunker chunker =
        new Chunker(
            cipher.cutter(limits),
            (into, offset, length) -> in.read(into, offset, Math.min(length, 100_003)),
            new byte[0]);
    List<Integer> lengths = new ArrayList<>();
    while (chunker.next()) lengths.add(chunker.frame().length - 1);
    return lengths;
  }

  /// Of other lineages, so that each end of the positions counts.
  private void masks() {
    for (int first = 0; first < 8; first++) {
      byte[] lineage = Fixture.filled(32, first);
      long[] table = new long[256];
      ByteBuffer.wrap(Second.derive(lineage, "gear", 2048, VAULT)).asLongBuffer().get(table);
      assertThat(keys.files(LineageKey.of(lineage)).gearTable()).isEqualTo(table);
      ObjectNode v = file.withArray("masks").addObject().put("lineage", hex(lineage));
      for (int bits : new int[] {18, 20, 22, 24}) {
        long mask = mask(table, bits);
        assertThat(Cutter.mask(table, bits)).isEqualTo(mask);
        v.put("of " + bits + " bits", Long.toHexString(mask));
      }
    }
  }

  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private void classes() {
    first(0, "SINGLE");
    first(MIB, "SINGLE");
    first(MIB + 1, "MEDIUM");
    first(2 * GIB, "MEDIUM");
    first(2 * GIB + 1, "LARGE");
    next("SINGLE", 2 * MIB, "SINGLE");
    next("SINGLE", 2 * MIB + 1, "MEDIUM");
    next("MEDIUM", MIB / 2, "MEDIUM");
    next("MEDIUM", MIB / 2 - 1, "SINGLE");
    next("MEDIUM", 4 * GIB, "MEDIUM");
    next("MEDIUM", 4 * GIB + 1, "LARGE");
    next("LARGE", GIB, "LARGE");
    next("LARGE", GIB - 1, "MEDIUM");
    told("SINGLE");
    told("SINGLE", 2 * MIB);
    told("MEDIUM", 2 * MIB + 1);
    told("MEDIUM", 4 * MIB);
    told("LARGE", 4 * MIB + 1);
    told("MEDIUM", 3 * MIB, MIB - 1, 3 * MIB);
    told("LARGE", 4 * MIB, 4 * MIB + 1, 1);
    told("MEDIUM", 4 * MIB, 1);
    told("MEDIUM", 4 * MIB, 4 * MIB, 5 * MIB);
  }

  private void first(long size, String expected) {
    assertThat(ChunkClass.of(size).name()).isEqualTo(expected);
    file.withArray("classOfNewFile").addObject().put("size", size).put("class", expected);
  }

  private void next(String before, long size, String expected) {
    assertThat(ChunkClass.next(Optional.of(ChunkClass.valueOf(before)), size).name())
        .isEqualTo(expected);
    file.withArray("classOfNewVersion")
        .addObject()
        .put("before", before)
        .put("size", size)
        .put("class", expected);
  }

  private void told(String expected, long... lengths) {
    List<ChunkRef> chunks = new ArrayList<>();
    for (long length : lengths) chunks.add(new ChunkRef(ChunkId.of(new byte[32]), (int) length));
    long size = Arrays.stream(lengths).sum();
    assertThat(ChunkClass.of(chunks, size).name()).as(Arrays.toString(lengths)).isEqualTo(expected);
    ObjectNode v = file.withArray("classToldFromChunks").addObject().put("class", expected);
    for (long length : lengths) v.withArray("lengths").add(length);
  }
}
