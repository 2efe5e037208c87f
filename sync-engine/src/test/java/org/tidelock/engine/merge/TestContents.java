package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.List;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeKind;

/// Contents and attributes by number.
public final class TestContents {
  private static final LineageKey LINEAGE = LineageKey.of(new byte[LineageKey.BYTES]);

  private TestContents() {}

  public static Content of(NodeKind kind, int number) {
    ContentId id = new ContentId(new Hash256(kind.ordinal(), 0, 0, number));
    return kind == NodeKind.LINK
        ? new Content.LinkTarget(id, "c" + number)
        : new Content.FileContent(
            id,
            1 + number,
            LINEAGE,
            List.of(new ChunkRef(new ChunkId(new Hash256(1, 0, 0, number)), 1 + number)));
  }

  public static Content file(int number) {
    return of(NodeKind.FILE, number);
  }

  public static Attributes attributes(int number) {
    return new Attributes(Instant.EPOCH.plusSeconds(number), number % 2 == 1);
  }
}
