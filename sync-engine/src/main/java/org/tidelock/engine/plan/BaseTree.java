package org.tidelock.engine.plan;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;

/// Reads the base by key, as it was when planning began.
public interface BaseTree {
  Optional<BaseEntry> entry(NodeId id);

  /// The rows whose `parent` is this id.
  List<BaseEntry> children(NodeId folder);
}
