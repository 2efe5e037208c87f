package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;

/// Well-known and derived node ids.
public final class Nodes {
  /// The root folder of a vault. It is never created, moved or deleted.
  public static final NodeId ROOT = new NodeId(new Id128(0, 0));

  private Nodes() {}

  /// The id under which a conflict copy of `version` of `node` is shown and, after its first touch, lives: the same on every device.
  public static NodeId copyOf(NodeId node, OpId version) {
    byte[] input =
        ByteBuffer.allocate(16 + 16 + 8 + 4)
            .put(node.bytes())
            .put(version.writer().bytes())
            .putLong(version.seq())
            .putInt(version.index())
            .array();
    return NodeId.of(Arrays.copyOf(Hash256.sha256(input).bytes(), Id128.BYTES));
  }
}
