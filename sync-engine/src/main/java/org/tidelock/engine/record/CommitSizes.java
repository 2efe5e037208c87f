package org.tidelock.engine.record;

import java.util.List;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;

/// How much goes into one commit, as far as can be said before files are read.
final class CommitSizes {
  /// So many deletions may share a commit with other changes, at about so many bytes each.
  static final int MOST_DELETED_TOGETHER = 20_000;

  private static final int ENCODED_DELETION = 40;

  /// The first commit: so many files are read soon, so that writing begins early.
  static final int MOST_FILES = 1500;

  /// Later ones are as large as all before them together, up to this. Ids are random, so each commit touches pages all over the index: fewer and larger ones
  /// write each page less often, and less of a segment is padding. (100,000 files up: an index of 117 MB instead of 152.)
  private static final int MOST_FILES_LATER = 6000;

  private static final long MOST_BYTES = 1L << 30;

  /// Leaves room below the 4 MiB that a segment may have.
  private static final long MOST_ENCODED = 3L << 20;

  /// Of the largest object of a storage that takes no segment of 4 MiB: there, packs are small and many, and each is named.
  private static final int SHARE = 3;

  /// Of a link, in bytes: a look does not tell how long it is.
  private static final int LONGEST_TARGET = 4096;

  /// Of a deletion, that so much of the largest object may be: 32 bytes each, and some more where copies of conflicts are made explicit before.
  private static final int MOST_DELETED = 60_000;

  private final long mostEncoded;
  private final int mostDeleted;

  /// @param largest bytes of an object that the storage takes
  CommitSizes(int largest) {
    this.mostEncoded = largest < PackFormat.SMALL_PACK_SIZE ? largest / SHARE : MOST_ENCODED;
    this.mostDeleted = Math.min(MOST_DELETED, largest / 2 / ENCODED_DELETION);
  }

  /// How much may be deleted by one operation.
  int mostDeleted() {
    return mostDeleted;
  }

  /// How far the differences from `from` on fit into one commit that has `deletions` already; one fits in any case.
  int end(List<Difference> differences, int from, int deletions) {
    long bytes = 0;
    long encoded = (long) deletions * ENCODED_DELETION;
    int to = from;
    while (to < differences.size()
        && (to == from
            || (to - from < mostFiles(from) && bytes < MOST_BYTES && encoded < mostEncoded))) {
      Difference next = differences.get(to++);
      encoded += encoded(next);
      if (Differences.needReading(next)) bytes += Differences.bytes(next);
    }
    return to;
  }

  private static int mostFiles(int before) {
    return Math.clamp(before, MOST_FILES, MOST_FILES_LATER);
  }

  /// About what a difference adds to a segment.
  private static long encoded(Difference difference) {
    Found found = difference.onDisk().orElseThrow();
    boolean isLink = found.fingerprint().kind() == Fingerprint.Kind.LINK;
    return 260
        + 3L * found.name().length()
        + found.fingerprint().size() / (1 << 20) * 110
        + (isLink ? LONGEST_TARGET : 0);
  }
}
