package org.tidelock.engine.prune;

import java.time.Instant;
import java.util.ArrayList;
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
import org.tidelock.engine.prune.Endings.Ending;

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

  /// @param until when nothing asks for it any more; [#FOR_EVER] if it is there now, or waits on this device for an answer
  /// @param endedBy what has replaced or deleted it
  record Need(Instant until, List<OpId> endedBy) {
    static final Need PRESENT = new Need(FOR_EVER, List.of());
  }

  /// A version is at its node, or at that of its conflict copy if somebody has made that real; or it was replaced.
  Need of(ContentVersion version) {
    if (waiting.contains(version.id())) return Need.PRESENT;
    Optional<Ending> ended = endings.replaced(version.id());
    boolean deleted = false;
    for (Node holder : Living.holders(tables.merged(), version)) {
      if (holder.lives()) return Need.PRESENT;
      Optional<Ending> gone = endings.deleted(holder.id());
      if (gone.isEmpty()) return Need.PRESENT; // nobody says why it is not there
      ended = Optional.of(ended.map(e -> both(e, gone.get())).orElse(gone.get()));
      deleted = true;
    }
    if (ended.isEmpty()) return Need.PRESENT;
    Instant until = Retention.until(endings.began(version.id()), ended.get().at(), deleted);
    return new Need(until, ended.get().by());
  }

  private static Ending both(Ending a, Ending b) {
    List<OpId> by = new ArrayList<>(a.by());
    by.addAll(b.by());
    return new Ending(a.at().isAfter(b.at()) ? a.at() : b.at(), by);
  }
}
