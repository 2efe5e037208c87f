package org.tidelock.engine.effects;

/// Turns that are taken beside the caller.
public interface Loop extends Handle {
  /// The next turn is due at once. During a turn: right after it, so nothing that was noted before this call is overlooked.
  void wake();

  /// Interrupts a turn that is under way, and returns when none is any more (called from within a turn: at once).
  @Override
  void close();
}
