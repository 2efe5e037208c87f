package org.tidelock.engine.system;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.effects.Effects;

/// The effects of a process on this computer.
public final class SystemEffects {
  private static final int MOST_WORKERS = 4;
  private static final long IDLE_SECONDS = 5;

  private SystemEffects() {}

  /// With threads of their own, which end when idle.
  public static Effects create() {
    return new Effects(
        new SecureRandom(), new SystemTime(), virtualThreads(), workers(), new SystemPlaces());
  }

  private static Executor virtualThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tidelock-io-", 0).factory());
  }

  private static Executor workers() {
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
    return workers;
  }
}
