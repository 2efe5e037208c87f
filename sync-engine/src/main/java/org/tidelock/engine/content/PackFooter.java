package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.ChunkId;

/// The list of pieces in a pack, as deterministic CBOR (RFC 8949 §4.2): enough to rebuild the directory of all packs. Written and
/// read here and not by a library, because the exact size must be known while the pack is being filled.
///
/// ```cddl
/// pack-footer = [ * piece ]
/// piece = [ chunk: bstr .size 32, at: uint, total: uint, offset: uint, length: uint ]
/// ```
record PackFooter(List<Piece> pieces) {
  /// `length` bytes at `offset` of the pack are the bytes from `at` on of a sealed chunk of `total` bytes.
  record Piece(ChunkId chunk, int at, int total, int offset, int length) {}

  private static final int UINT = 0;
  private static final int BYTES = 2;
  private static final int ARRAY = 4;

  PackFooter {
    pieces = List.copyOf(pieces);
  }

  /// The most that the array's head takes.
  static final int MAX_HEAD = 5;

  /// The most that a piece takes.
  static final int MAX_PIECE = 3 + Hash256.BYTES + 4 * 5;

  static int sizeOf(Piece p) {
    return 1
        + 2
        + Hash256.BYTES
        + uint(p.at())
        + uint(p.total())
        + uint(p.offset())
        + uint(p.length());
  }

  private static int uint(int value) {
    return value < 24 ? 1 : value < 1 << 8 ? 2 : value < 1 << 16 ? 3 : 5;
  }

  byte[] encode() {
    int size = uint(pieces.size());
    for (Piece p : pieces) size += sizeOf(p);
    ByteBuffer out = ByteBuffer.allocate(size);
    head(out, ARRAY, pieces.size());
    for (Piece p : pieces) {
      head(out, ARRAY, 5);
      head(out, BYTES, Hash256.BYTES);
      out.put(p.chunk().bytes());
      for (int v : new int[] {p.at(), p.total(), p.offset(), p.length()}) head(out, UINT, v);
    }
    return out.array();
  }

  private static void head(ByteBuffer out, int major, int value) {
    switch (uint(value)) {
      case 1 -> out.put((byte) (major << 5 | value));
      case 2 -> out.put((byte) (major << 5 | 24)).put((byte) value);
      case 3 -> out.put((byte) (major << 5 | 25)).putShort((short) value);
      default -> out.put((byte) (major << 5 | 26)).putInt(value);
    }
  }

  /// Reads what [#encode] wrote and nothing else.
  /// @throws IllegalArgumentException for any other bytes
  static PackFooter decode(byte[] cbor) {
    ByteBuffer in = ByteBuffer.wrap(cbor);
    int count = expect(in, ARRAY);
    if (count > cbor.length / 39) throw new IllegalArgumentException("more pieces than bytes");
    List<Piece> pieces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) pieces.add(piece(in));
    if (in.hasRemaining()) throw new IllegalArgumentException("bytes after the list");
    return new PackFooter(pieces);
  }

  private static Piece piece(ByteBuffer in) {
    if (expect(in, ARRAY) != 5
        || expect(in, BYTES) != Hash256.BYTES
        || in.remaining() < Hash256.BYTES) {
      throw new IllegalArgumentException("not a piece");
    }
    byte[] id = new byte[Hash256.BYTES];
    in.get(id);
    return new Piece(
        ChunkId.of(id), expect(in, UINT), expect(in, UINT), expect(in, UINT), expect(in, UINT));
  }

  private static int expect(ByteBuffer in, int major) {
    int first = next(in, 1);
    if (first >> 5 != major) throw new IllegalArgumentException("another kind of item");
    int small = first & 31;
    if (small < 24) return small;
    int bytes = small == 24 ? 1 : small == 25 ? 2 : small == 26 ? 4 : 0;
    int value = bytes == 0 ? -1 : next(in, bytes);
    if (value < 0 || uint(value) != bytes + 1)
      throw new IllegalArgumentException("not the shortest form of a length below 2^31");
    return value;
  }

  private static int next(ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) throw new IllegalArgumentException("cut off");
    int value = 0;
    for (int i = 0; i < bytes; i++) value = value << 8 | in.get() & 0xff;
    return value;
  }
}
