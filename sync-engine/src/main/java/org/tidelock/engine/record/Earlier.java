package org.tidelock.engine.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable.Version;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;

/// Knows a file that this device knew nothing of as an earlier version of the one that the vault has in its place: a folder that was put back from a backup, or
/// joined after it was copied some time ago (decision 0140). Such a file is no conflict, but out of date.
///
/// @param tables on the engine's thread
record Earlier(Tables tables) {
  /// The coarsest times of disks.
  private static final Duration TICK = Duration.ofSeconds(2);

  /// Bytes alone prove nothing, as a person may have brought them back since; with their time they do.
  ///
  /// @param entry what the vault shows in the file's place
  /// @return which version of it the file is
  Optional<OpId> of(Entry entry, FileReading.Result.Read read) {
    if (entry.kind() != NodeKind.FILE || entry.nodes().size() != 1 || entry.virtual())
      return Optional.empty();
    NodeId node = entry.nodes().getFirst();
    List<OpId> live =
        tables.merged().node(node).map(Node::versions).orElse(List.of()).stream()
            .map(ContentVersion::id)
            .toList();
    return tables.versions().of(node).stream()
        .map(Version::facts)
        .filter(v -> v.content().equals(read.content().id()))
        .filter(v -> isAt(v.attributes().modified(), read.fingerprint().attributes().modified()))
        .map(ContentVersion::id)
        .filter(id -> !live.contains(id))
        .findFirst();
  }

  private static boolean isAt(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(TICK) < 0;
  }
}
