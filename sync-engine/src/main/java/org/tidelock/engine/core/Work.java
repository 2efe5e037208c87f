package org.tidelock.engine.core;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.status.LastFailure;
import org.tidelock.engine.status.StatusBoard;
import org.tidelock.engine.transfer.Pulse;
import org.tidelock.engine.transfer.Troubles;

/// Everything of a vault that works on the disk or the storage: one piece at a time, each with a pulse while it goes on and with the status telling what it
/// came to. Thread-safe.
final class Work {
  interface Task<T> {
    T run() throws TidelockException, InterruptedException;
  }

  /// One that waits for nothing.
  interface ShortTask {
    void run() throws TidelockException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Gate gate;
  private final StatusBoard board;
  private final Listeners listeners;
  private final LastFailure failure;
  private final Time time;
  private final RoundTimes times;

  /// @param gate shut before [#afterAll]
  Work(Gate gate, StatusBoard board, Listeners listeners, LastFailure failure, Time time) {
    this.gate = gate;
    this.board = board;
    this.listeners = listeners;
    this.failure = failure;
    this.time = time;
    this.times = new RoundTimes(time);
  }

  /// Waits until nothing else is under way.
  ///
  /// @throws VaultClosedException if the vault is closed by then
  <T> T run(Task<T> task) throws TidelockException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (gate.isShut()) throw new VaultClosedException();
      board.begins();
      try (Pulse _ = Pulse.start(time, listeners::tellStatus)) {
        return task.run();
      } catch (IndexException e) {
        throw Troubles.ofIndex(e);
      } finally {
        board.ends();
        listeners.tellNews();
      }
    } finally {
      lock.unlock();
      listeners.tellStatus();
    }
  }

  /// A round: the status says what it came to, until the next one.
  <T> T round(Task<T> task) throws TidelockException, InterruptedException {
    return run(
        () -> {
          long begun = times.begins();
          try {
            T result = task.run();
            failure.isOver();
            times.done(begun);
            return result;
          } catch (IndexException e) {
            TidelockException told = Troubles.ofIndex(e);
            roundFailed(told);
            throw told;
          } catch (TidelockException e) {
            roundFailed(e);
            throw e;
          } catch (RuntimeException | Error e) {
            roundFailed(Troubles.unexpected(e));
            throw e;
          }
        });
  }

  private void roundFailed(TidelockException trouble) {
    failure.failed(trouble);
    times.failed();
  }

  Diagnostics.Rounds rounds() {
    return times.soFar();
  }

  /// Work that somebody asked for. That it cannot be done is an answer to them and says nothing of the vault, unless it found the storage altered.
  <T> T asked(Task<T> task) throws TidelockException, InterruptedException {
    return run(
        () -> {
          try {
            return task.run();
          } catch (TidelockException e) {
            found(e);
            throw e;
          }
        });
  }

  /// Trouble that work has met which goes on, or tells of it otherwise.
  void found(TidelockException trouble) {
    if (isFinding(trouble)) failure.failed(trouble);
  }

  /// Only if nothing else is under way and the vault is open. Trouble goes to the status.
  void ifIdle(ShortTask task) {
    if (!lock.tryLock()) return;
    try {
      if (!gate.isShut()) task.run();
    } catch (IndexException e) {
      failure.failed(Troubles.ofIndex(e));
    } catch (TidelockException e) {
      failure.failed(e);
    } finally {
      lock.unlock();
    }
  }

  /// Something that nobody waits for: only if nothing else is under way and the vault is open. The status does not tell of it.
  ///
  /// @return empty if something else is under way
  <T> Optional<T> beside(Task<T> task) throws TidelockException, InterruptedException {
    if (!lock.tryLock()) return Optional.empty();
    try {
      if (gate.isShut()) throw new VaultClosedException();
      return Optional.of(task.run());
    } catch (IndexException e) {
      throw Troubles.ofIndex(e);
    } finally {
      lock.unlock();
    }
  }

  /// Whether something is under way.
  boolean isUnderWay() {
    return lock.isLocked();
  }

  /// Waits for work and calls under way; later ones come to a shut gate.
  void afterAll(Runnable task) {
    lock.lock();
    try {
      gate.afterAll(task);
    } finally {
      lock.unlock();
    }
  }

  /// Not a wrong passphrase, which says nothing of the storage.
  private static boolean isFinding(TidelockException e) {
    return e.code().exitCode() >= 20 && e.code() != ErrorCode.AUTH;
  }
}
