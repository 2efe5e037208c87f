package org.tidelock.engine.merge;

import org.tidelock.crypto.WriterId;

/// Names the devices in the names of conflict copies. Must answer the same on every device for the same verified facts.
@FunctionalInterface
public interface Authors {
  String deviceName(WriterId writer);
}
