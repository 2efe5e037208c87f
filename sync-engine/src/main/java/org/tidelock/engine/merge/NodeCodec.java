package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.VersionVector;

/// A node as a small blob for the index, without its id: typically 90 to 200 bytes. The first byte is the version of the layout;
/// the blob is rebuilt from the log when that changes, so old layouts are refused and not read.
public final class NodeCodec {
  private static final int LAYOUT = 1;
  private static final NodeKind[] KINDS = NodeKind.values();
  private static final int SAME_PLACE = 1;
  private static final int BORN_AT_BIRTH = 2;
  private static final int LIVES = 4;
  private static final int ATTRIBUTES = 8;

  private NodeCodec() {}

  public static byte[] encode(Node node) {
    Blob.Writer out = new Blob.Writer();
    boolean samePlace = node.at().equals(node.birth());
    boolean bornAtBirth = node.born().equals(node.birth().order());
    out.number(node.kind().ordinal());
    out.number(
        (samePlace ? SAME_PLACE : 0)
            | (bornAtBirth ? BORN_AT_BIRTH : 0)
            | (node.lives() ? LIVES : 0)
            | (node.attributes().isPresent() ? ATTRIBUTES : 0));
    instant(out, node.made());
    place(out, node.birth());
    if (!samePlace) place(out, node.at());
    if (!bornAtBirth) order(out, node.born());
    vector(out, node.life());
    vector(out, node.moves());
    out.number(node.versions().size());
    for (ContentVersion version : node.versions()) version(out, version, node.id());
    node.attributes()
        .ifPresent(
            stamp -> {
              order(out, stamp.order());
              attributes(out, stamp.attributes());
            });
    out.number(node.deletions().size());
    for (OpId deletion : node.deletions()) op(out, deletion);
    out.number(node.visibleChildren());
    return out.finish(LAYOUT);
  }

  /// @throws IllegalArgumentException if the bytes are not what [#encode] made in this layout
  public static Node decode(NodeId id, byte[] blob) {
    Blob.Reader in = new Blob.Reader(blob, LAYOUT);
    NodeKind kind = kind(in);
    int flags = in.count();
    Instant made = instant(in);
    Place birth = place(in);
    Place at = (flags & SAME_PLACE) != 0 ? birth : place(in);
    OpOrder born = (flags & BORN_AT_BIRTH) != 0 ? birth.order() : order(in);
    VersionVector life = vector(in);
    VersionVector moves = vector(in);
    List<ContentVersion> versions = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) versions.add(version(in, id));
    Optional<AttributeStamp> stamp = Optional.empty();
    if ((flags & ATTRIBUTES) != 0)
      stamp = Optional.of(new AttributeStamp(order(in), attributes(in)));
    List<OpId> deletions = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) deletions.add(op(in));
    int visibleChildren = in.count();
    in.end();
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        versions,
        stamp,
        deletions,
        (flags & LIVES) != 0,
        visibleChildren);
  }

  private static NodeKind kind(Blob.Reader in) {
    int index = in.count();
    if (index >= KINDS.length) throw new IllegalArgumentException("an unknown kind of node");
    return KINDS[index];
  }

  /// @throws IllegalArgumentException if the bytes are not what [#encode] made in this layout
  public static NodeGlance glance(byte[] blob) {
    Blob.Reader in = new Blob.Reader(blob, LAYOUT);
    NodeKind kind = kind(in);
    int flags = in.count();
    skipNumbers(in, 2);
    in.skip(Id128.BYTES);
    String firstName = in.text();
    skipOrder(in);
    String name = firstName;
    if ((flags & SAME_PLACE) == 0) {
      in.skip(Id128.BYTES);
      name = in.text();
      skipOrder(in);
    }
    if ((flags & BORN_AT_BIRTH) == 0) skipOrder(in);
    skipVector(in);
    skipVector(in);
    return new NodeGlance(kind, name, firstName, in.count() > 1);
  }

  private static void skipNumbers(Blob.Reader in, int count) {
    for (int i = 0; i < count; i++) in.number();
  }

  private static void skipOrder(Blob.Reader in) {
    in.number();
    in.skipWriter();
    skipNumbers(in, 2);
  }

  private static void skipVector(Blob.Reader in) {
    for (int n = in.count(); n > 0; n--) {
      in.skipWriter();
      in.number();
    }
  }

  private static void version(Blob.Writer out, ContentVersion version, NodeId node) {
    order(out, version.order());
    boolean own = version.node().equals(node);
    out.number(own ? 1 : 0);
    if (!own) out.bytes(version.node().bytes());
    instant(out, version.made());
    out.bytes(version.content().bytes());
    out.number(version.size());
    attributes(out, version.attributes());
  }

  private static ContentVersion version(Blob.Reader in, NodeId node) {
    OpOrder order = order(in);
    NodeId of = in.number() == 1 ? node : NodeId.of(in.bytes(16));
    Instant made = instant(in);
    ContentId content = ContentId.of(in.bytes(32));
    long size = in.number();
    return new ContentVersion(order, of, made, content, size, attributes(in));
  }

  private static void place(Blob.Writer out, Place place) {
    out.bytes(place.parent().bytes());
    out.text(place.name());
    order(out, place.order());
  }

  private static Place place(Blob.Reader in) {
    return new Place(NodeId.of(in.bytes(16)), in.text(), order(in));
  }

  private static void order(Blob.Writer out, OpOrder order) {
    out.number(order.lamport());
    op(out, order.id());
  }

  private static OpOrder order(Blob.Reader in) {
    return new OpOrder(in.number(), op(in));
  }

  private static void op(Blob.Writer out, OpId id) {
    out.writer(id.writer());
    out.number(id.seq());
    out.number(id.index());
  }

  private static OpId op(Blob.Reader in) {
    return new OpId(in.writer(), in.number(), in.count());
  }

  private static void vector(Blob.Writer out, VersionVector vector) {
    out.number(vector.counts().size());
    for (Map.Entry<WriterId, Long> e : vector.counts().entrySet()) {
      out.writer(e.getKey());
      out.number(e.getValue());
    }
  }

  private static VersionVector vector(Blob.Reader in) {
    VersionVector vector = VersionVector.EMPTY;
    for (int n = in.count(); n > 0; n--) vector = vector.with(in.writer(), in.number());
    return vector;
  }

  private static void attributes(Blob.Writer out, Attributes attributes) {
    instant(out, attributes.modified());
    out.number(attributes.executable() ? 1 : 0);
  }

  private static Attributes attributes(Blob.Reader in) {
    return new Attributes(instant(in), in.number() == 1);
  }

  private static void instant(Blob.Writer out, Instant instant) {
    long seconds = instant.getEpochSecond();
    out.number((seconds << 1) ^ (seconds >> 63));
    out.number(instant.getNano());
  }

  private static Instant instant(Blob.Reader in) {
    long seconds = in.number();
    return Instant.ofEpochSecond((seconds >>> 1) ^ -(seconds & 1), in.count());
  }
}
