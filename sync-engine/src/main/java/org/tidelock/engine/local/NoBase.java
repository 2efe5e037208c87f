package org.tidelock.engine.local;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;

/// The base of a folder that was never synced.
public final class NoBase implements Base {
  @Override
  public Optional<BaseRow> row(NodeId id) {
    return Optional.empty();
  }

  @Override
  public List<BaseRow> rowsIn(NodeId folder) {
    return List.of();
  }

  @Override
  public List<BaseRow> rowsOf(long device, long file) {
    return List.of();
  }

  @Override
  public boolean holdsSeveral() {
    return false;
  }
}
