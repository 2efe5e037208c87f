package org.tidelock.engine.restore;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;

/// What is in the place of something that is to be restored there, as the base knows it.
final class Fate {
  private final Destination destination;

  /// Is not on the disk as its row says: gone, or rewritten.
  private final Set<NodeId> unlike;

  private final Set<NodeId> stillHere;

  /// @param destination the synced folder
  Fate(Destination destination, Tables tables) {
    this.destination = destination;
    this.unlike = new HashSet<>(tables.holds().waiting(Cause.GONE_HERE));
    unlike.addAll(tables.holds().waiting(Cause.REWRITTEN_HERE));
    this.stillHere = tables.holds().waiting(Cause.DELETED_ELSEWHERE);
  }

  /// What is known to be there.
  Optional<BaseRow> there(LocalPath at) {
    return destination
        .known()
        .flatMap(k -> k.row(at))
        .filter(row -> !unlike.contains(row.entry().id()));
  }

  /// Whether it is on the disk though others have deleted it: that it stays is to be recorded.
  boolean isLeaving(BaseRow row) {
    return stillHere.contains(row.entry().id());
  }

  static boolean isSame(BaseRow row, Wish.File wanted) {
    return row.entry().kind() == wanted.kind()
        && row.entry().content().filter(wanted.content()::equals).isPresent()
        && (wanted.kind() == NodeKind.LINK || row.entry().attributes().equals(wanted.attributes()));
  }

  /// Only its own kind is replaced.
  static Optional<BaseRow> replaced(Optional<BaseRow> there, Wish.File wanted) {
    return there.filter(row -> row.entry().kind() == wanted.kind());
  }
}
