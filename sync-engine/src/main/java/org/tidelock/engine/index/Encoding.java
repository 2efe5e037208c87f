package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackEntry.Stored;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.history.VersionVector;

/// Fixed-width column forms. They never leave this device, so they are plain big-endian and may change with [Schema#VERSION].
public final class Encoding {
  private Encoding() {}

  public static byte[] of(OpId id) {
    return ByteBuffer.allocate(28)
        .put(id.writer().bytes())
        .putLong(id.seq())
        .putInt(id.index())
        .array();
  }

  public static OpId opId(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new OpId(writer(in), in.getLong(), in.getInt());
  }

  /// Sorts as the orders do, whatever numbers another device made up.
  public static byte[] of(OpOrder order) {
    return ByteBuffer.allocate(36)
        .putLong(order.lamport() ^ Long.MIN_VALUE)
        .put(order.id().writer().bytes())
        .putLong(order.id().seq() ^ Long.MIN_VALUE)
        .putInt(order.id().index() ^ Integer.MIN_VALUE)
        .array();
  }

  public static OpOrder order(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long lamport = in.getLong() ^ Long.MIN_VALUE;
    WriterId writer = writer(in);
    return new OpOrder(
        lamport, new OpId(writer, in.getLong() ^ Long.MIN_VALUE, in.getInt() ^ Integer.MIN_VALUE));
  }

  public static byte[] of(Collection<NodeId> nodes) {
    ByteBuffer out = ByteBuffer.allocate(16 * nodes.size());
    for (NodeId node : nodes) out.put(node.bytes());
    return out.array();
  }

  public static List<NodeId> nodes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<NodeId> nodes = new ArrayList<>(bytes.length / 16);
    while (in.hasRemaining()) nodes.add(new NodeId(new Id128(in.getLong(), in.getLong())));
    return nodes;
  }

  public static byte[] of(VersionVector vector) {
    ByteBuffer out = ByteBuffer.allocate(24 * vector.counts().size());
    vector.counts().forEach((writer, count) -> out.put(writer.bytes()).putLong(count));
    return out.array();
  }

  public static VersionVector vector(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Map<WriterId, Long> counts = new TreeMap<>();
    while (in.hasRemaining()) counts.put(writer(in), in.getLong());
    return new VersionVector(new TreeMap<>(counts));
  }

  public static byte[] ofExtents(List<Extent> extents) {
    ByteBuffer out = ByteBuffer.allocate(24 * extents.size());
    for (Extent e : extents) out.put(e.pack().bytes()).putInt(e.offset()).putInt(e.length());
    return out.array();
  }

  public static List<Extent> extents(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Extent> extents = new ArrayList<>(bytes.length / 24);
    while (in.hasRemaining()) {
      byte[] pack = new byte[16];
      in.get(pack);
      extents.add(new Extent(PackId.of(pack), in.getInt(), in.getInt()));
    }
    return extents;
  }

  static byte[] ofStored(List<Stored> chunks) {
    int extents = chunks.stream().mapToInt(c -> c.extents().size()).sum();
    ByteBuffer out = ByteBuffer.allocate((Hash256.BYTES + 4) * chunks.size() + 24 * extents);
    for (Stored c : chunks)
      out.put(c.chunk().bytes()).putInt(c.extents().size()).put(ofExtents(c.extents()));
    return out.array();
  }

  static List<Stored> stored(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Stored> chunks = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] id = new byte[Hash256.BYTES];
      in.get(id);
      byte[] extents = new byte[24 * in.getInt()];
      in.get(extents);
      chunks.add(new Stored(ChunkId.of(id), extents(extents)));
    }
    return chunks;
  }

  /// Microseconds since 1970; times outside are clamped.
  public static long micros(Instant time) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    } catch (ArithmeticException e) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static WriterId writer(ByteBuffer in) {
    byte[] id = new byte[16];
    in.get(id);
    return WriterId.of(id);
  }
}
