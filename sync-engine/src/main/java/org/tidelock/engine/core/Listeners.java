package org.tidelock.engine.core;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.index.ActivityTable;
import org.tidelock.engine.index.IndexException;

/// Who hears of a vault. One event is told at a time, and a status is read right before it is told, so that an older one never comes after a
/// newer one. That something cannot be told never stops the work. Thread-safe.
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int AT_ONCE = 200;

  private final Supplier<Status> status;
  private final ActivityTable activity;
  private final Gate gate;
  private final CopyOnWriteArrayList<Consumer<? super VaultEvent>> listeners =
      new CopyOnWriteArrayList<>();

  /// Held while an event is told. Work is never waited for with it: whoever listens returns quickly.
  private final ReentrantLock telling = new ReentrantLock();

  /// The id of the activity told last; guarded by the lock.
  private long last;

  Listeners(Supplier<Status> status, ActivityTable activity, Gate gate) {
    this.status = status;
    this.activity = activity;
    this.gate = gate;
  }

  /// Not from within the gate: whoever tells something, and is waited for here, asks to be let in, and may so wait for a closing that waits for whoever is
  /// inside.
  ///
  /// @throws VaultClosedException if the gate is shut
  /// @throws IllegalStateException from within the gate
  Vault.Subscription add(Consumer<? super VaultEvent> listener) {
    if (gate.isInside()) throw new IllegalStateException("listening begins outside the gate");
    telling.lock();
    try {
      long newest = gate.pass(this::newest);
      if (listeners.isEmpty()) last = newest;
      listeners.add(listener);
    } finally {
      telling.unlock();
    }
    return () -> listeners.remove(listener);
  }

  private long newest() {
    return activity.newest(1, Optional.empty()).stream().mapToLong(Activity::id).sum();
  }

  /// Tells the status as it is now.
  void tellStatus() {
    tell(() -> tell(new VaultEvent.StatusChanged(status.get())));
  }

  /// Tells what has happened since the last time.
  void tellNews() {
    tell(
        () -> {
          List<Activity> news = activity.after(last, AT_ONCE);
          while (!news.isEmpty()) {
            for (Activity a : news) {
              tell(new VaultEvent.Happened(a));
              last = a.id();
            }
            news = activity.after(last, AT_ONCE);
          }
        });
  }

  private void tell(Runnable what) {
    if (listeners.isEmpty()) return;
    telling.lock();
    try {
      what.run();
    } catch (VaultClosedException e) {
      LOG.debug("nothing is told of a closed vault", e);
    } catch (IndexException e) {
      LOG.warn("what happened cannot be told", e);
    } finally {
      telling.unlock();
    }
  }

  private void tell(VaultEvent event) {
    for (Consumer<? super VaultEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed", e);
      }
    }
  }
}
