package org.tidelock.engine.sim;

import java.util.List;

/// All that a [SimWorld] needs to live through the same again.
///
/// @param drives one a device
record Story(long seed, List<Drive> drives, List<Event> events) {
  Story {
    drives = List.copyOf(drives);
    events = List.copyOf(events);
  }

  Story with(List<Event> others) {
    return new Story(seed, drives, others);
  }
}
