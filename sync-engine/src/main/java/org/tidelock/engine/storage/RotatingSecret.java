package org.tidelock.engine.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What opens a storage, where the storage exchanges it for a new one from time to time: a refresh token of OAuth. Thread-safe.
public final class RotatingSecret {
  /// Keeps a secret where the next start finds it. Called by one thread at a time.
  @FunctionalInterface
  public interface Keeper {
    /// @param secret empty where the storage is opened without one
    /// @throws StorageException if it could not be kept: the one before is there still
    void keep(String secret) throws StorageException;
  }

  /// Saves what there is.
  @FunctionalInterface
  public interface Saving<E extends Exception> {
    void save() throws E;
  }

  private final Map<Object, Object> companions = new HashMap<>();
  private @Nullable String secret;
  private Keeper keeper = _ -> {};

  /// Whether it is still to be seen that the storage is opened by what there is, which is kept only then.
  private volatile boolean untried;

  public RotatingSecret(Optional<String> secret) {
    this.secret = secret.orElse(null);
  }

  public synchronized Optional<String> now() {
    return Optional.ofNullable(secret);
  }

  /// What belongs to this secret and is one for all who use it: made with the first use.
  ///
  /// @param key of which there is one
  /// @param type of it
  public synchronized <T> T companion(Object key, Class<T> type, Supplier<T> make) {
    return type.cast(companions.computeIfAbsent(key, _ -> make.get()));
  }

  /// From now on. Whoever has the secret already kept, as it is now, calls it.
  public synchronized void keepBy(Keeper other) {
    keeper = other;
    untried = false;
  }

  /// The same for what was given anew: it is kept once it has [#opened] the storage.
  public synchronized void keepOnceOpenedBy(Keeper other) {
    keeper = other;
    untried = true;
  }

  /// The storage has let somebody in with what there is.
  ///
  /// @throws StorageException if that is to be kept and could not be: the next call tries it again
  public void opened() throws StorageException {
    if (untried) keepTried();
  }

  private synchronized void keepTried() throws StorageException {
    if (!untried) return;
    keeper.keep(now().orElse(""));
    untried = false;
  }

  /// Has everything saved that goes with it, while it stands still, and what comes of it later kept by another keeper.
  ///
  /// @throws E if it was not saved: then the keeper stays, too
  public synchronized <E extends Exception> void keepBy(Keeper other, Saving<E> saving) throws E {
    saving.save();
    keepBy(other);
  }

  /// Something that is kept with it has changed. What is still to be tried is kept later, with that.
  ///
  /// @throws StorageException if it could not be kept
  public synchronized void keep() throws StorageException {
    if (!untried) keeper.keep(now().orElse(""));
  }

  /// Takes a new one over. It is used here also if it cannot be kept, as the one before may be void; the next try keeps the newest.
  public synchronized void rotate(String next) throws StorageException {
    secret = next;
    keeper.keep(next);
    untried = false;
  }
}
