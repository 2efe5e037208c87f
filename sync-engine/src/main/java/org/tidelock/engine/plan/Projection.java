package org.tidelock.engine.plan;

import java.util.List;
import java.util.Map;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.merge.Entry;

/// How vault names look on this disk. Pure functions for the time of one plan.
public interface Projection {
  /// The names of all entries of one folder on this disk, by entry id; unique in the folder by [#slot]. Asked for the whole folder at once,
  /// because on a disk that ignores case the name of one entry depends on the others.
  Map<NodeId, String> localNames(NodeId folder, List<Entry> entries);

  /// Two local names of one folder with equal slots cannot exist at once on this disk: the name itself, or folded case.
  String slot(String localName);

  /// True if the entry is ignored or cannot exist on this disk: nothing is planned for it, nor for a base row of that name.
  boolean skipped(NodeId folder, String localName, NodeKind kind);

  /// [#skipped] for the entries of one folder.
  default Skips skipped(NodeId folder) {
    return (localName, kind) -> skipped(folder, localName, kind);
  }

  @FunctionalInterface
  interface Skips {
    boolean test(String localName, NodeKind kind);
  }

  /// A free name for an entry that has to step aside for a moment; recognised by the scanner.
  String temporaryName(NodeId id);
}
