package org.tidelock.engine.record;

/// Whether work that can go on later is to end early. Asked often, from any thread.
public interface Stop {
  Stop NEVER = () -> false;

  boolean isAsked();
}
