package org.tidelock.engine.merge;

import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;

/// Where a node is, and the operation that put it there.
public record Place(NodeId parent, String name, OpOrder order) {}
