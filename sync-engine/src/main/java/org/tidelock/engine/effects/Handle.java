package org.tidelock.engine.effects;

/// Something that goes on until it is closed. Closing again changes nothing.
public interface Handle extends AutoCloseable {
  @Override
  void close();
}
