package org.tidelock.engine.sim;

/// What a watch hears of a folder. News of a change are a hint only, in whatever form they come.
enum Ears {
  /// All that a person does, at once.
  GOOD,
  /// Nothing.
  DEAF,
  /// Each change when the next one comes.
  SLOW,
  /// Everything twice, and of folders in which nothing happened or that are not there.
  CONFUSED,
  /// What the engine itself does, as well.
  ECHOING
}
