package org.tidelock.engine.effects;

import java.security.SecureRandom;
import java.util.concurrent.Executor;

/// All that the engine touches of the world.
///
/// @param clock what time it is, waiting for it, and what goes on beside the caller
/// @param io runs what waits for disk or storage; unbounded (the callers bound themselves), or `Runnable::run` for one thread
/// @param workers run what computes, file by file: a few threads that stay, since ciphers and random sources are made once per thread; or
///     `Runnable::run`
/// @param portion of very many things that appeared, here or elsewhere, about so many are worked on at once; each needs about 1 KiB of memory meanwhile
public record Effects(
    SecureRandom random, Time clock, Executor io, Executor workers, Places places, int portion) {
  private static final int USUAL_PORTION = 50_000;

  public Effects(SecureRandom random, Time clock, Executor io, Executor workers, Places places) {
    this(random, clock, io, workers, places, USUAL_PORTION);
  }

  /// The same, but in other places.
  public Effects in(Places others) {
    return new Effects(random, clock, io, workers, others, portion);
  }

  /// The same, but at another time.
  public Effects at(Time other) {
    return new Effects(random, other, io, workers, places, portion);
  }

  /// The same, but with other portions.
  public Effects inPortions(int of) {
    return new Effects(random, clock, io, workers, places, of);
  }
}
