package org.tidelock.engine.prune;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.HoldTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Living;
import org.tidelock.engine.merge.Node;

/// How long a version is needed.
final class Needs {
  /// As long as nobody replaces or deletes it.
  static final Instant FOR_EVER = Instant.MAX;

  private final Tables tables;
  private final Endings endings;

  /// What files have here about which a person is asked.
  private final Set<OpId> waiting = new HashSet<>();

  Needs(Tables tables, Endings endings) {
    this.tables = tables;
    this.endings = endings;
    for (HoldTable.Hold hold : tables.holds().open())
      for (NodeId node : tables.holds().nodes(hold.id()))
        tables.base().row(node).flatMap(row -> row.entry().version()).ifPresent(waiting::add);
  }

  /// A version is at its node, or at that of its conflict copy if somebody has made that real; or it was replaced.
  ///
  /// @return when nothing asks for it any more; [#FOR_EVER] if it is there now, or waits on this device for an answer
  Instant until(ContentVersion version) {
    if (waiting.contains(version.id())) return FOR_EVER;
    Optional<Instant> ended = endings.replaced(version.id());
    List<Node> holders = Living.holders(tables.merged(), version);
    for (Node holder : holders) {
      Optional<Instant> gone = endings.deleted(holder.id());
      // Or nobody says why it is not there.
      if (holder.lives() || gone.isEmpty()) return FOR_EVER;
      ended = Optional.of(Endings.later(gone.get(), ended.orElse(gone.get())));
    }
    if (ended.isEmpty()) return FOR_EVER;
    return Retention.until(endings.began(version.id()), ended.get(), !holders.isEmpty());
  }
}
