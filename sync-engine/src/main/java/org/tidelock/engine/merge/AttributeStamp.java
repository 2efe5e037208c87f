package org.tidelock.engine.merge;

import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.OpOrder;

/// The attributes that the last SetAttributes of a node gave it.
public record AttributeStamp(OpOrder order, Attributes attributes) {}
