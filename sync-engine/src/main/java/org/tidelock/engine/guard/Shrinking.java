package org.tidelock.engine.guard;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.trust.SealedContents;

/// How well a version could be compressed, as far as its chunks in the storage tell. Nothing is read for it but the index.
final class Shrinking {
  /// So much longer is a chunk that could not be compressed: the mark of its form, and the seal.
  private static final int SEAL = 41;

  /// Of a large file the first chunks tell.
  private static final int MOST_CHUNKS = 4;

  /// Of fewer bytes nothing is to be expected.
  private static final long LEAST = 512;

  /// What shrinks to less than that was hardly anything: room that was made for a download.
  private static final long HARDLY = 64;

  private final VersionTable versions;
  private final PackTable packs;
  private final SealedContents contents;

  Shrinking(VersionTable versions, PackTable packs, SealedContents contents) {
    this.versions = versions;
    this.packs = packs;
    this.contents = contents;
  }

  private record Length(long plain, long stored) {}

  /// It has been compressed, so it did not look scrambled.
  boolean shrank(OpId version) {
    return length(version)
        .filter(l -> l.stored < l.plain && l.stored * HARDLY > l.plain)
        .isPresent();
  }

  /// It is long enough, and nothing of it could be compressed.
  boolean couldNotShrink(OpId version) {
    return length(version).filter(l -> l.plain >= LEAST && l.stored >= l.plain).isPresent();
  }

  private Optional<Length> length(OpId version) {
    Optional<VersionTable.Version> known = versions.version(version);
    if (known.isEmpty()) return Optional.empty();
    if (!(contents.open(version, known.get().content()) instanceof FileContent file))
      return Optional.empty();
    List<ChunkRef> chunks = file.chunks();
    long plain = 0;
    long stored = 0;
    for (ChunkRef chunk : chunks.subList(0, Math.min(MOST_CHUNKS, chunks.size()))) {
      Optional<PackTable.Location> at = packs.chunk(chunk.id());
      if (at.isEmpty()) return Optional.empty();
      plain += chunk.length();
      stored += at.get().extents().stream().mapToLong(e -> e.length()).sum() - SEAL;
    }
    return Optional.of(new Length(plain, stored));
  }
}
