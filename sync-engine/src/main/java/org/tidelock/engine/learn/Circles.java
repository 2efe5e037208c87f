package org.tidelock.engine.learn;

import java.time.InstantSource;
import java.util.Optional;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Activity;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Node;

/// Tells a person of a move that does not count: somebody else moved the folder that it went to into what was moved, at the same time, and nothing can be in itself.
public final class Circles {
  private final Tables tables;
  private final DeviceId self;
  private final InstantSource clock;

  public Circles(Tables tables, DeviceId self, InstantSource clock) {
    this.tables = tables;
    this.self = self;
    this.clock = clock;
  }

  /// Inside the transaction in which it is known.
  public void tell(MoveRecord move) {
    Optional<Node> stayed = tables.merged().node(move.node());
    Optional<Node> wanted = tables.merged().node(move.parent());
    if (stayed.isEmpty() || wanted.isEmpty() || !stayed.get().visible()) return;
    WriterId mover = move.order().id().writer();
    boolean own =
        tables.log().writer(mover).map(LogTable.Writer::device).filter(self::equals).isPresent();
    tables
        .activity()
        .add(
            new Activity(
                0,
                clock.instant(),
                Activity.Kind.STAYED,
                path(stayed.get()),
                tables.deviceName(mover),
                own,
                0,
                wanted.get().name()));
  }

  private String path(Node node) {
    StringBuilder path = new StringBuilder(node.name());
    NodeId at = node.parent();
    while (!at.equals(Nodes.ROOT)) {
      Node folder = tables.merged().node(at).orElseThrow();
      path.insert(0, folder.name() + "/");
      at = folder.parent();
    }
    return path.toString();
  }
}
