package org.tidelock.engine.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tidelock.crypto.LineageKey;

/// What a version of a node holds: the bytes of a file, or the target of a link. Lives only inside sealed segments.
public sealed interface Content {
  ContentId id();

  /// In bytes; of a link the length of its target in UTF-8.
  long size();

  /// Bytes of a file: `size` is the sum of the chunks' lengths; an empty file has no chunks. `lineage` is secret key material.
  record FileContent(ContentId id, long size, LineageKey lineage, List<ChunkRef> chunks)
      implements Content {
    public FileContent {
      chunks = List.copyOf(chunks);
    }
  }

  /// The target of a symbolic link, relative and inside the root; `id` is the content id of its UTF-8 bytes.
  record LinkTarget(ContentId id, String target) implements Content {
    @Override
    public long size() {
      return target.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
