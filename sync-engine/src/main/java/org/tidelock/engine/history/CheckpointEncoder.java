package org.tidelock.engine.history;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.DeletionRow;
import org.tidelock.engine.history.CheckpointRow.Member;
import org.tidelock.engine.history.CheckpointRow.MoveRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.CheckpointRow.PackRow;
import org.tidelock.engine.history.CheckpointRow.SegmentRow;
import org.tidelock.engine.history.CheckpointRow.VersionRow;
import org.tidelock.engine.history.PackEntry.Extent;

/// Puts the rows of a checkpoint into bodies of its parts, in their order: memory for one part. The bodies follow from vector and rows alone.
/// Not thread-safe.
public final class CheckpointEncoder {
  /// So that the object has 1 MiB at most. A row that is longer has a part to itself.
  static final int PART = (1 << 20) - SealedObject.OVERHEAD - 4 - DeviceKeys.SIGNATURE;

  private final List<WriterId> writers;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final MessageDigest digest;
  private VersionVector seen = VersionVector.EMPTY;
  private Optional<WriterId> author = Optional.empty();
  private int parts;
  private long bytes;

  /// @param vector whose writers rows name by their numbers in it
  public CheckpointEncoder(VersionVector vector) {
    writers = List.copyOf(vector.counts().keySet());
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The next row.
  ///
  /// @return the body of a part, if the row does not fit into it any more
  /// @throws IllegalArgumentException if it speaks of a writer that the vector lacks
  public Optional<byte[]> add(CheckpointRow row) {
    byte[] encoded = encode(row);
    boolean full = part.size() > 0 && part.size() + encoded.length > PART;
    Optional<byte[]> body = full ? take() : Optional.empty();
    part.writeBytes(encoded);
    return body;
  }

  /// After the last row: the last part, if there is one.
  public Optional<byte[]> finish() {
    return part.size() > 0 ? take() : Optional.empty();
  }

  private Optional<byte[]> take() {
    byte[] body = part.toByteArray();
    part.reset();
    digest.update(body);
    parts++;
    bytes += body.length;
    return Optional.of(body);
  }

  /// How many parts were made so far.
  public int parts() {
    return parts;
  }

  /// Of all bodies so far.
  public long bytes() {
    return bytes;
  }

  /// Of all bodies; once, at the end.
  public Hash256 digest() {
    return Hash256.of(digest.digest());
  }

  byte[] encode(CheckpointRow row) {
    return WireCbor.write(
        out -> {
          switch (row) {
            case SegmentRow s -> segment(out, s);
            case PackRow p ->
                out.array(5)
                    .number(1)
                    .id(p.id().value())
                    .number(p.length())
                    .hash(p.sha256())
                    .id(p.epoch().value());
            case ChunkRow c ->
                out.array(4)
                    .number(2)
                    .hash(c.id().value())
                    .id(c.epoch().value())
                    .bytes(extents(c.extents()));
            case VersionRow v -> version(out, v);
            case NodeRow n -> node(out, n);
            case MoveRow m ->
                op(out.array(7).number(5), m.order().id())
                    .id(m.node().value())
                    .id(m.parent().value())
                    .text(m.name());
            case DeletionRow d ->
                op(out.array(7).number(6), d.id())
                    .number(d.group())
                    .id(d.root().value())
                    .bytes(members(d.members()));
          }
          out.end();
        });
  }

  /// Of what its author had seen only what the writer's segment before had not: a vector never goes back.
  private void segment(WireCbor.Writer out, SegmentRow s) {
    VersionVector before =
        author.filter(s.writer()::equals).isPresent() ? seen : VersionVector.EMPTY;
    List<WriterId> more = new ArrayList<>();
    s.seen()
        .counts()
        .forEach(
            (w, count) -> {
              if (!w.equals(s.writer()) && count > before.seen(w)) more.add(w);
            });
    out.array(7).number(0).number(writer(s.writer())).number(s.seq()).hash(s.hash());
    out.array(more.size());
    for (WriterId w : more) out.array(2).number(writer(w)).number(s.seen().seen(w)).end();
    out.end().number(s.lamport()).number(Times.micros(s.made()));
    author = Optional.of(s.writer());
    seen = s.seen();
  }

  private void version(WireCbor.Writer out, VersionRow v) {
    op(out.array(8).number(3), v.order().id()).id(v.node().value());
    OperationCodec.attributes(out, v.attributes());
    OperationCodec.content(out, v.content());
  }

  private void node(WireCbor.Writer out, NodeRow n) {
    out.array(14).number(4).id(n.id().value()).number(n.kind().ordinal());
    out.id(n.birth().parent().value()).text(n.birth().name());
    ref(out, n.birth().order().id());
    if (n.born().equals(n.birth().order())) out.none();
    else ref(out, n.born().id());
    vector(out, n.life());
    vector(out, n.moves());
    out.array(n.versions().size());
    for (OpOrder version : n.versions()) ref(out, version.id());
    out.end();
    if (n.attributes().isPresent()) {
      ref(out.array(3), n.attributes().get().order().id());
      OperationCodec.attributes(out, n.attributes().get().attributes()).end();
    } else out.none();
    out.array(n.deletions().size());
    for (OpId deletion : n.deletions()) ref(out, deletion);
    out.end().number(n.lives() ? 1 : 0).number(n.children());
  }

  private void vector(WireCbor.Writer out, VersionVector vector) {
    out.array(vector.counts().size());
    vector.counts().forEach((w, count) -> out.array(2).number(writer(w)).number(count).end());
    out.end();
  }

  private void ref(WireCbor.Writer out, OpId id) {
    op(out.array(3), id).end();
  }

  private WireCbor.Writer op(WireCbor.Writer out, OpId id) {
    return out.number(writer(id.writer())).number(id.seq()).number(id.index());
  }

  private int writer(WriterId id) {
    int number = java.util.Collections.binarySearch(writers, id);
    if (number < 0) throw new IllegalArgumentException("a writer that the vector lacks: " + id);
    return number;
  }

  static byte[] extents(List<Extent> extents) {
    ByteBuffer out = ByteBuffer.allocate(24 * extents.size());
    for (Extent e : extents) out.put(e.pack().bytes()).putInt(e.offset()).putInt(e.length());
    return out.array();
  }

  private static byte[] members(List<Member> members) {
    ByteBuffer out = ByteBuffer.allocate(33 * members.size());
    for (Member m : members)
      out.put(m.node().bytes()).put(m.parent().bytes()).put((byte) (m.moved() ? 1 : 0));
    return out.array();
  }
}
