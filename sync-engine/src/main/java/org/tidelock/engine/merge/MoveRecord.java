package org.tidelock.engine.merge;

import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;

/// One line of the move log. `before` is the place that an effective move took the node from; empty means the node's place of birth
/// (which is looked up again, as a late Split may change it). A move that would make a cycle is not effective and changes nothing.
public record MoveRecord(
    OpOrder order,
    NodeId node,
    NodeId parent,
    String name,
    boolean effective,
    Optional<Place> before) {}
