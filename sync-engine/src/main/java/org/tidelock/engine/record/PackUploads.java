package org.tidelock.engine.record;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.EpochId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.content.PackSink;
import org.tidelock.engine.content.SealedPack;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Puts packs into the storage, a few at once. Each is noted as staged before, so that one whose commit never comes can be cleared away.
/// Packs are handed in by one thread at a time; [#await] returns when the storage has all of them.
final class PackUploads implements PackSink {
  private static final int AT_ONCE = 3;

  private final Remote remote;
  private final PackTable packs;
  private final EpochId epoch;
  private final Supplier<PackTable.Purpose> purpose;
  private final Executor io;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final AtomicReference<@Nullable TidelockException> failure = new AtomicReference<>();
  private final AtomicLong underWay = new AtomicLong();

  PackUploads(
      Remote remote,
      PackTable packs,
      EpochId epoch,
      Supplier<PackTable.Purpose> purpose,
      Executor io) {
    this.remote = remote;
    this.packs = packs;
    this.epoch = epoch;
    this.purpose = purpose;
    this.io = io;
  }

  @Override
  public void accept(SealedPack pack) throws IOException {
    accept(pack, () -> {});
  }

  /// @param stored runs on a thread of its own as soon as the storage has it
  void accept(SealedPack pack, Runnable stored) throws IOException {
    if (failure.get() != null) throw new IOException("an earlier pack was not stored");
    underWay.addAndGet(pack.length());
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packs are sent");
    }
    boolean begun = false;
    try {
      io.execute(() -> upload(pack, stored));
      begun = true;
    } finally {
      if (!begun) permits.release();
    }
  }

  private void upload(SealedPack pack, Runnable stored) {
    try (pack) {
      packs.stage(
          new PackTable.Pack(pack.id(), pack.length(), pack.sha256(), epoch), purpose.get());
      remote.putDivisible(ObjectName.pack(pack.id()), pack.bytes());
      underWay.addAndGet(-pack.length());
      stored.run();
    } catch (TidelockException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, Troubles.interrupted(e));
    } catch (IndexException e) {
      failure.compareAndSet(null, Troubles.ofIndex(e));
    } catch (RuntimeException | Error e) { // whatever it was, the storage does not have the pack
      failure.compareAndSet(null, Troubles.unexpected(e));
    } finally {
      permits.release();
    }
  }

  /// Waits until all packs handed in are stored.
  void await() throws TidelockException, InterruptedException {
    permits.acquire(AT_ONCE);
    permits.release(AT_ONCE);
    TidelockException failed = failure.get();
    if (failed != null) throw failed;
  }

  /// Waits until no upload is under way, whatever became of it.
  void drain() {
    permits.acquireUninterruptibly(AT_ONCE);
    permits.release(AT_ONCE);
  }

  /// Bytes of packs that were handed in and are not stored. Never waits.
  long bytesUnderWay() {
    return underWay.get();
  }
}
