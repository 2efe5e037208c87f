package org.tidelock.engine.content;

/// Sizes of packs and reads (docs/vault-format.md).
public final class PackFormat {
  /// Full packs of a store with range reads.
  public static final int PACK_SIZE = 16 << 20;

  /// Full packs of a store that returns whole objects only.
  public static final int SMALL_PACK_SIZE = 4 << 20;

  /// The last pack of a flush is not shorter.
  public static final int FLOOR = 64 << 10;

  /// Offset and length of a partial read are multiples of this, but for the end of a pack.
  public static final int WINDOW = 256 << 10;

  /// Files of at least this size fill packs of their own.
  public static final long SOLO = 8L << 20;

  /// A pack that a signed segment claims to be longer is refused.
  static final int MAX_PACK_SIZE = 64 << 20;

  private PackFormat() {}

  /// The length of a pack with `content` bytes, header to trailer.
  static int paddedSize(int content, int packSize) {
    return (int) Math.min(packSize, Padme.size(Math.max(FLOOR, content)));
  }
}
