package org.tidelock.engine.plan;

import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Entry;

/// How vault names look on this disk. Pure functions for the time of one plan.
public interface Projection {
  /// The name of an entry on this disk, unique among the entries of one folder by [#slot].
  String localName(NodeId folder, Entry entry);

  /// Two local names of one folder with equal slots cannot exist at once on this disk: the name itself, or folded case.
  String slot(String localName);

  /// True if the entry is ignored or cannot exist on this disk: nothing is planned for it, nor for a base row of that name.
  boolean skipped(NodeId folder, String localName);

  /// A free name for an entry that has to step aside for a moment; recognised and ignored by the scanner.
  String temporaryName(NodeId id);
}
