package org.tidelock.engine.local;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;

/// The base as the scanner and the applier read it. Answers within one scan are consistent.
public interface Base {
  Optional<BaseRow> row(NodeId id);

  /// The rows directly in this folder.
  List<BaseRow> rowsIn(NodeId folder);

  /// The rows whose fingerprint has this device and file number; more than one only for hard links.
  List<BaseRow> rowsOf(long device, long file);

  /// Whether there are at least two rows.
  boolean holdsSeveral();
}
