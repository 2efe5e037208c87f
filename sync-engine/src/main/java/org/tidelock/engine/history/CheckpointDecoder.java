package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.DeletionRow;
import org.tidelock.engine.history.CheckpointRow.Member;
import org.tidelock.engine.history.CheckpointRow.MoveRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.CheckpointRow.PackRow;
import org.tidelock.engine.history.CheckpointRow.SegmentRow;
import org.tidelock.engine.history.CheckpointRow.Spot;
import org.tidelock.engine.history.CheckpointRow.Stamp;
import org.tidelock.engine.history.CheckpointRow.VersionRow;
import org.tidelock.engine.history.PackEntry.Extent;

/// Reads the bodies of a checkpoint's parts in their order. Refuses rows that are not in their one order and encoding, segments that are not told once each,
/// and operations of segments that are not told. Whether what rows say of each other fits is not known here. Not thread-safe.
public final class CheckpointDecoder {
  private static final int KINDS = 7;

  private final VersionVector vector;
  private final List<WriterId> writers;
  private final SegmentTimes times = new SegmentTimes();
  private final CheckpointEncoder again;
  private VersionVector seen = VersionVector.EMPTY;
  private @Nullable CheckpointRow last;

  public CheckpointDecoder(VersionVector vector) {
    this.vector = vector;
    this.writers = List.copyOf(vector.counts().keySet());
    this.again = new CheckpointEncoder(vector);
  }

  /// Takes the rows of a part one by one: all of them may need many times the memory of the part.
  @FunctionalInterface
  public interface Sink {
    void take(CheckpointRow row) throws IntegrityException;
  }

  /// The rows of the next part.
  public void part(byte[] body, Sink sink) throws IntegrityException {
    int length =
        WireCbor.<Integer, IntegrityException>read(
            body, in -> rows(in, ByteBuffer.wrap(body), sink));
    if (length != body.length) throw notCanonical();
  }

  private static IntegrityException notCanonical() {
    return new IntegrityException("rows that are not in their one allowed encoding");
  }

  /// After the last part.
  public void finish() throws IntegrityException {
    for (WriterId writer : writers)
      if (times.count(writer) != vector.seen(writer))
        throw WireCbor.Reader.bad("each segment below its vector");
  }

  /// When the segment of an operation was made, by its author's clock.
  ///
  /// @throws IntegrityException if it is not told
  public Instant made(OpId id) throws IntegrityException {
    return times.made(id);
  }

  /// @throws IntegrityException if its segment is not told
  public OpOrder order(OpId id) throws IntegrityException {
    return times.order(id);
  }

  /// @return how many bytes they have
  private int rows(WireCbor.Reader in, ByteBuffer body, Sink sink) throws IntegrityException {
    while (in.more()) {
      CheckpointRow row = row(in, in.small(KINDS - 1));
      in.end();
      follow(row);
      byte[] encoded = again.encode(row);
      if (encoded.length > body.remaining()
          || !body.slice(body.position(), encoded.length).equals(ByteBuffer.wrap(encoded)))
        throw notCanonical();
      body.position(body.position() + encoded.length);
      sink.take(row);
    }
    return body.position();
  }

  private CheckpointRow row(WireCbor.Reader in, int kind) throws IntegrityException {
    return switch (kind) {
      case 0 -> segment(in);
      case 1 -> new PackRow(new PackId(in.id()), in.count(), in.hash(), new EpochId(in.id()));
      case 2 -> new ChunkRow(new ChunkId(in.hash()), new EpochId(in.id()), extents(in.bytes()));
      case 3 -> version(in);
      case 4 -> node(in);
      case 5 ->
          new MoveRow(
              times.order(op(in)), node(in.id()), new NodeId(in.id()), OperationCodec.name(in));
      default -> deletion(in);
    };
  }

  /// Strictly ascending, and segments without gaps.
  private void follow(CheckpointRow row) throws IntegrityException {
    CheckpointRow before = last;
    if (before != null) {
      int kinds = Integer.compare(kind(before), kind(row));
      if (kinds > 0 || (kinds == 0 && !isBefore(before, row)))
        throw WireCbor.Reader.bad("rows in ascending order");
    }
    if (row instanceof DeletionRow d && d.group() > 0) requireWhole(before, d);
    last = row;
  }

  private static int kind(CheckpointRow row) {
    return switch (row) {
      case SegmentRow _ -> 0;
      case PackRow _ -> 1;
      case ChunkRow _ -> 2;
      case VersionRow _ -> 3;
      case NodeRow _ -> 4;
      case MoveRow _ -> 5;
      case DeletionRow _ -> 6;
    };
  }

  private static boolean isBefore(CheckpointRow a, CheckpointRow b) {
    return switch (a) {
      case SegmentRow s -> s.first().compareTo(((SegmentRow) b).first()) < 0;
      case PackRow p -> p.id().compareTo(((PackRow) b).id()) < 0;
      case ChunkRow c -> c.id().value().compareTo(((ChunkRow) b).id().value()) < 0;
      case VersionRow v -> v.order().id().compareTo(((VersionRow) b).order().id()) < 0;
      case NodeRow n -> n.id().compareTo(((NodeRow) b).id()) < 0;
      case MoveRow m -> m.order().compareTo(((MoveRow) b).order()) < 0;
      case DeletionRow d -> {
        DeletionRow next = (DeletionRow) b;
        int ops = d.id().compareTo(next.id());
        yield ops < 0 || (ops == 0 && d.group() < next.group());
      }
    };
  }

  /// The rows of one deletion follow each other, all but the last one full.
  private static void requireWhole(@Nullable CheckpointRow before, DeletionRow row)
      throws IntegrityException {
    boolean follows =
        before instanceof DeletionRow d
            && d.id().equals(row.id())
            && d.group() == row.group() - 1
            && d.root().equals(row.root())
            && d.members().size() == DeletionRow.GROUP
            && d.members().getLast().node().compareTo(row.members().getFirst().node()) < 0;
    if (!follows) throw WireCbor.Reader.bad("the members of a deletion in full groups");
  }

  private SegmentRow segment(WireCbor.Reader in) throws IntegrityException {
    WriterId writer = writer(in);
    long seq = in.count();
    if (seq != times.count(writer) || seq >= vector.seen(writer))
      throw WireCbor.Reader.bad("each segment once");
    var hash = in.hash();
    TreeMap<WriterId, Long> counts = new TreeMap<>();
    if (seq > 0) counts.putAll(seen.counts());
    more(in, writer, counts);
    if (seq > 0) counts.put(writer, seq);
    VersionVector now = new VersionVector(counts);
    if (!vector.covers(now)) throw WireCbor.Reader.bad("nothing outside the vector");
    SegmentRow row = new SegmentRow(writer, seq, hash, now, in.count(), Times.instant(in.number()));
    if (row.lamport() > Long.MAX_VALUE - SegmentBodyCodec.MAX_OPERATIONS)
      throw WireCbor.Reader.bad("a Lamport time within bounds");
    times.add(row);
    seen = now;
    return row;
  }

  private void more(WireCbor.Reader in, WriterId self, TreeMap<WriterId, Long> counts)
      throws IntegrityException {
    in.begin();
    while (in.nextArray()) {
      WriterId other = writer(in);
      long count = in.count();
      in.end();
      if (other.equals(self) || count < 1 || count <= counts.getOrDefault(other, 0L))
        throw WireCbor.Reader.bad("what was newly seen of others");
      counts.put(other, count);
    }
  }

  private VersionRow version(WireCbor.Reader in) throws IntegrityException {
    OpOrder order = times.order(op(in));
    NodeId node = node(in.id());
    Attributes attributes = OperationCodec.attributes(in);
    return new VersionRow(order, node, attributes, OperationCodec.content(in));
  }

  private NodeRow node(WireCbor.Reader in) throws IntegrityException {
    NodeId id = node(in.id());
    NodeKind kind = OperationCodec.kind(in);
    NodeId parent = new NodeId(in.id());
    String name = OperationCodec.name(in);
    Spot birth = new Spot(parent, name, ref(in));
    OpOrder born = in.arrayOrNone() ? inside(in) : birth.order();
    VersionVector life = vector(in);
    VersionVector moves = vector(in);
    List<OpOrder> versions = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      OpOrder version = inside(in);
      if (!versions.isEmpty() && versions.getLast().compareTo(version) <= 0)
        throw WireCbor.Reader.bad("the winner first");
      versions.add(version);
    }
    Optional<Stamp> stamp = Optional.empty();
    if (in.arrayOrNone()) {
      stamp = Optional.of(new Stamp(ref(in), OperationCodec.attributes(in)));
      in.end();
    }
    List<OpId> deletions = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      OpId deletion = inside(in).id();
      if (!deletions.isEmpty() && deletions.getLast().compareTo(deletion) >= 0)
        throw WireCbor.Reader.bad("deletions in ascending order");
      deletions.add(deletion);
    }
    boolean lives = in.small(1) == 1;
    int children = in.small(Integer.MAX_VALUE);
    return new NodeRow(
        id, kind, birth, born, life, moves, versions, stamp, deletions, lives, children);
  }

  private DeletionRow deletion(WireCbor.Reader in) throws IntegrityException {
    OpId id = times.order(op(in)).id();
    int group = in.small(Integer.MAX_VALUE);
    NodeId root = node(in.id());
    ByteBuffer packed = ByteBuffer.wrap(in.bytes());
    int count = packed.remaining() / 33;
    if (packed.remaining() % 33 != 0 || count == 0 || count > DeletionRow.GROUP)
      throw WireCbor.Reader.bad("whole members");
    List<Member> members = new ArrayList<>(count);
    while (packed.hasRemaining()) {
      NodeId node = node(id(packed));
      Member member = new Member(node, new NodeId(id(packed)), packed.get() == 1);
      if (!members.isEmpty() && members.getLast().node().compareTo(node) >= 0)
        throw WireCbor.Reader.bad("members in ascending order");
      members.add(member);
    }
    return new DeletionRow(id, group, root, members);
  }

  private VersionVector vector(WireCbor.Reader in) throws IntegrityException {
    TreeMap<WriterId, Long> counts = new TreeMap<>();
    in.begin();
    while (in.nextArray()) {
      WriterId writer = writer(in);
      long count = in.count();
      in.end();
      if (count < 1
          || count > vector.seen(writer)
          || (!counts.isEmpty() && counts.lastKey().compareTo(writer) >= 0))
        throw WireCbor.Reader.bad("a vector within that of the checkpoint");
      counts.put(writer, count);
    }
    return new VersionVector(counts);
  }

  private OpOrder ref(WireCbor.Reader in) throws IntegrityException {
    in.begin();
    return inside(in);
  }

  /// The rest of an operation's name whose array was entered.
  private OpOrder inside(WireCbor.Reader in) throws IntegrityException {
    OpOrder order = times.order(op(in));
    in.end();
    return order;
  }

  private OpId op(WireCbor.Reader in) throws IntegrityException {
    return new OpId(writer(in), in.count(), in.small(SegmentBodyCodec.MAX_OPERATIONS - 1));
  }

  private WriterId writer(WireCbor.Reader in) throws IntegrityException {
    return writers.get(in.small(writers.size() - 1));
  }

  private static NodeId node(Id128 id) throws IntegrityException {
    NodeId node = new NodeId(id);
    if (node.equals(Nodes.ROOT)) throw WireCbor.Reader.bad("a node other than the root");
    return node;
  }

  private static Id128 id(ByteBuffer in) {
    return new Id128(in.getLong(), in.getLong());
  }

  private static List<Extent> extents(byte[] packed) throws IntegrityException {
    ByteBuffer in = ByteBuffer.wrap(packed);
    if (packed.length == 0 || packed.length % 24 != 0) throw WireCbor.Reader.bad("whole extents");
    List<Extent> extents = new ArrayList<>(packed.length / 24);
    while (in.hasRemaining()) {
      Extent extent = new Extent(new PackId(id(in)), in.getInt(), in.getInt());
      if (extent.offset() < 0
          || extent.length() < 1
          || extent.offset() > Integer.MAX_VALUE - extent.length())
        throw WireCbor.Reader.bad("an extent within a pack");
      extents.add(extent);
    }
    return extents;
  }
}
