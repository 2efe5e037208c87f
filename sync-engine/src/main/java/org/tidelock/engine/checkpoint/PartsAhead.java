package org.tidelock.engine.checkpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.ObjectType;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// The parts of one checkpoint as the storage has them, in order: while one is used, the next few are fetched, and memory is for those only (I10). Used by one
/// thread. Closing interrupts what is under way and returns when it has ended.
final class PartsAhead implements AutoCloseable {
  /// Of at most 6 MiB each, and mostly of 1 MiB.
  private static final int AHEAD = 4;

  private final Remote remote;
  private final Executor io;
  private final CheckpointManifest manifest;
  private final Deque<Fetch> fetches = new ArrayDeque<>();
  private int next = 1;

  PartsAhead(Remote remote, Executor io, CheckpointManifest manifest) {
    this.remote = remote;
    this.io = io;
    this.manifest = manifest;
  }

  /// @throws TidelockException MISSING if the storage does not have it
  byte[] next() throws TidelockException, InterruptedException {
    while (fetches.size() < AHEAD && next <= manifest.parts()) {
      Fetch fetch = new Fetch(ObjectName.checkpoint(manifest.writer(), manifest.number(), next++));
      fetches.add(fetch);
      io.execute(fetch);
    }
    return fetches.remove().get();
  }

  private final class Fetch implements Runnable {
    private final ObjectName name;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private @Nullable Thread runner;
    private boolean unwanted;

    Fetch(ObjectName name) {
      this.name = name;
    }

    @Override
    public void run() {
      synchronized (this) {
        runner = Thread.currentThread();
      }
      try {
        if (isUnwanted()) throw new InterruptedException();
        result.complete(
            remote
                .find(name, ObjectType.CHECKPOINT.maxBytes())
                .orElseThrow(() -> Troubles.missing(name.value())));
      } catch (TidelockException | InterruptedException | RuntimeException | Error e) {
        result.completeExceptionally(e);
      } finally {
        synchronized (this) {
          runner = null;
        }
      }
    }

    private synchronized boolean isUnwanted() {
      return unwanted;
    }

    byte[] get() throws TidelockException, InterruptedException {
      try {
        return result.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case TidelockException cause -> throw cause;
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }

    void end() {
      synchronized (this) {
        unwanted = true;
        if (runner != null && !result.isDone()) runner.interrupt();
      }
      result.exceptionally(_ -> new byte[0]).join();
    }
  }

  @Override
  public void close() {
    fetches.forEach(Fetch::end);
    fetches.clear();
  }
}
