package org.tidelock.engine.merge;

import org.tidelock.engine.history.NodeKind;

/// What a search needs of a node to pass over it: read from the beginning of the blob, without the rest.
///
/// @param firstName the name that it was born with
/// @param several whether it has more than one live version, and so is shown more than once
public record NodeGlance(NodeKind kind, String name, String firstName, boolean several) {}
