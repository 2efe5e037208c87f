package org.tidelock.engine.history;

/// What a node is; never changes during its life. The order is the order in which entries of one name claim that name.
public enum NodeKind {
  FOLDER,
  FILE,
  LINK
}
