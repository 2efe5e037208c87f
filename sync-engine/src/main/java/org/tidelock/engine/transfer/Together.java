package org.tidelock.engine.transfer;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.TidelockException;

/// Does the same to many objects, a few at once. The first trouble ends it, once what was begun is done.
///
/// @param io runs what waits for the storage
/// @param atOnce so many
public record Together(Executor io, int atOnce) {
  /// What is done to one of them.
  @FunctionalInterface
  public interface Task<T> {
    void run(T one) throws TidelockException, InterruptedException;
  }

  public <T> void each(Collection<T> all, Task<? super T> task)
      throws TidelockException, InterruptedException {
    Semaphore permits = new Semaphore(atOnce);
    AtomicReference<@Nullable TidelockException> trouble = new AtomicReference<>();
    try {
      for (T one : all) {
        permits.acquire();
        if (trouble.get() != null) {
          permits.release();
          break;
        }
        io.execute(
            () -> {
              try {
                task.run(one);
              } catch (TidelockException t) {
                trouble.compareAndSet(null, t);
              } catch (InterruptedException t) {
                Thread.currentThread().interrupt();
                trouble.compareAndSet(null, Troubles.interrupted(t));
              } catch (RuntimeException | Error t) { // whatever it was, the object was not done
                trouble.compareAndSet(null, Troubles.unexpected(t));
              } finally {
                permits.release();
              }
            });
      }
    } finally {
      permits.acquireUninterruptibly(atOnce);
    }
    TidelockException failed = trouble.get();
    if (failed != null) throw failed;
  }
}
