package org.tidelock.engine.core;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What the ring touches of the world beside its disk, its storage and its index; handed in, so that a simulator can stand in for it.
///
/// @param io runs what waits for disk or storage; unbounded (the callers bound themselves), or `Runnable::run` for one thread
/// @param workers run what computes, file by file: a few threads that stay, since ciphers and random sources are made once per thread
record Effects(
    SecureRandom random, InstantSource clock, Executor io, Executor workers, Places places) {
  private static final int MOST_WORKERS = 4;
  private static final long IDLE_SECONDS = 5;

  /// With the system's clock, randomness and threads.
  static Effects ofSystem() {
    int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_WORKERS);
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("tidelock-worker-", 0).daemon(true).factory());
    workers.allowCoreThreadTimeOut(true);
    return new Effects(
        new SecureRandom(),
        InstantSource.system(),
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tidelock-io-", 0).factory()),
        workers,
        Places.REAL);
  }

  /// The same, but in other places.
  Effects in(Places others) {
    return new Effects(random, clock, io, workers, others);
  }
}
