package org.tidelock.engine.core;

import java.util.HashSet;
import java.util.Set;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;

/// Long calls that leave a good state behind wherever they are interrupted: closing the vault interrupts them, rather than wait for their end. Thread-safe.
final class UntilClosed {
  private final Set<Thread> callers = new HashSet<>();
  private boolean closed;

  /// @throws VaultClosedException if it was interrupted since the vault is being closed
  <T> T run(Work.Task<T> call) throws TidelockException, InterruptedException {
    begin();
    try {
      return call.run();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TidelockException e) {
      // Of an interrupted thread many calls fail, as if something were wrong.
      if (Thread.interrupted()) throw interrupted(new InterruptedException(e.getMessage()));
      throw e;
    } finally {
      end();
    }
  }

  private InterruptedException interrupted(InterruptedException e) {
    if (isClosed()) throw new VaultClosedException();
    return e;
  }

  private synchronized void begin() {
    if (closed) throw new VaultClosedException();
    callers.add(Thread.currentThread());
  }

  /// An interruption that has not been noticed is not the caller's.
  private synchronized void end() {
    callers.remove(Thread.currentThread());
    if (closed) Thread.interrupted();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// From now on no call begins, and those under way end soon.
  synchronized void close() {
    closed = true;
    callers.forEach(Thread::interrupt);
  }
}
