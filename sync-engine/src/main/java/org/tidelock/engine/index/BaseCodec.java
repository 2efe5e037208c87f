package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.plan.BaseEntry;

/// What a row of the base holds beside the columns by which it is found: some 90 bytes for a file.
final class BaseCodec {
  private static final int RACY = 1;
  private static final int EXECUTABLE_ON_DISK = 2;
  private static final int EXECUTABLE = 4;
  private static final int VERSION = 8;
  private static final int CONTENT = 16;
  private static final int ATTRIBUTES = 32;
  private static final int PLACED = 64;
  private static final int OTHER_NODES = 128;

  private BaseCodec() {}

  /// The columns by which a row is found.
  record Columns(NodeId id, NodeId parent, String name, long device, long file) {}

  static byte[] encode(BaseRow row) {
    BaseEntry e = row.entry();
    Fingerprint f = row.fingerprint();
    boolean otherNodes = !e.nodes().equals(List.of(e.id()));
    ByteBuffer out = ByteBuffer.allocate(256 + 16 * e.nodes().size());
    out.put((byte) (e.kind().ordinal() << 4 | f.kind().ordinal()));
    out.put(
        (byte)
            (bit(RACY, row.racy())
                | bit(EXECUTABLE_ON_DISK, f.executable())
                | bit(EXECUTABLE, e.attributes().map(Attributes::executable).orElse(false))
                | bit(VERSION, e.version().isPresent())
                | bit(CONTENT, e.content().isPresent())
                | bit(ATTRIBUTES, e.attributes().isPresent())
                | bit(PLACED, e.placed().isPresent())
                | bit(OTHER_NODES, otherNodes)));
    number(out, f.size());
    out.putLong(f.modified()).putLong(f.changed()).putLong(f.born());
    e.version().ifPresent(v -> op(out, v));
    e.content().ifPresent(c -> out.put(c.bytes()));
    e.attributes().ifPresent(a -> out.putLong(Encoding.micros(a.modified())));
    e.placed().ifPresent(p -> placed(out, p, e.version()));
    if (otherNodes) e.nodes().forEach(n -> out.put(n.bytes()));
    return Arrays.copyOf(out.array(), out.position());
  }

  /// @throws IllegalArgumentException or [java.nio.BufferUnderflowException] if the bytes are damaged
  static BaseRow decode(Columns c, byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    int kinds = in.get();
    int flags = in.get();
    Fingerprint fingerprint =
        new Fingerprint(
            one(Fingerprint.Kind.values(), kinds & 0xf),
            number(in),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            c.device,
            c.file,
            has(flags, EXECUTABLE_ON_DISK));
    Optional<OpId> version = has(flags, VERSION) ? Optional.of(op(in)) : Optional.empty();
    Optional<ContentId> content =
        has(flags, CONTENT) ? Optional.of(ContentId.of(bytes(in, 32))) : Optional.empty();
    Optional<Attributes> attributes = Optional.empty();
    if (has(flags, ATTRIBUTES)) {
      Instant modified = Encoding.instant(in.getLong());
      attributes = Optional.of(new Attributes(modified, has(flags, EXECUTABLE)));
    }
    Optional<OpOrder> placed =
        has(flags, PLACED) ? Optional.of(placed(in, version)) : Optional.empty();
    List<NodeId> nodes =
        has(flags, OTHER_NODES) ? Encoding.nodes(bytes(in, in.remaining())) : List.of(c.id);
    NodeKind kind = one(NodeKind.values(), kinds >> 4);
    return new BaseRow(
        new BaseEntry(c.id, nodes, c.parent, c.name, kind, version, content, attributes, placed),
        fingerprint,
        has(flags, RACY));
  }

  /// Mostly the one who set the version has placed the file too.
  private static void placed(ByteBuffer out, OpOrder order, Optional<OpId> version) {
    number(out, order.lamport());
    boolean same = version.filter(v -> v.writer().equals(order.id().writer())).isPresent();
    out.put((byte) (same ? 1 : 0));
    if (!same) out.put(order.id().writer().bytes());
    number(out, order.id().seq());
    number(out, order.id().index());
  }

  private static OpOrder placed(ByteBuffer in, Optional<OpId> version) {
    long lamport = number(in);
    WriterId writer =
        in.get() == 1
            ? version.map(OpId::writer).orElseThrow(IllegalArgumentException::new)
            : WriterId.of(bytes(in, 16));
    return new OpOrder(lamport, new OpId(writer, number(in), (int) number(in)));
  }

  private static void op(ByteBuffer out, OpId id) {
    out.put(id.writer().bytes());
    number(out, id.seq());
    number(out, id.index());
  }

  private static OpId op(ByteBuffer in) {
    return new OpId(WriterId.of(bytes(in, 16)), number(in), (int) number(in));
  }

  /// Seven bits a byte, the lowest first.
  private static void number(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) return value;
    }
    throw new IllegalArgumentException("a number without an end");
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static <T> T one(T[] values, int index) {
    if (index < 0 || index >= values.length)
      throw new IllegalArgumentException("an unknown kind in a base row");
    return values[index];
  }

  private static int bit(int flag, boolean set) {
    return set ? flag : 0;
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
