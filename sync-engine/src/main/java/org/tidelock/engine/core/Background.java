package org.tidelock.engine.core;

import org.jspecify.annotations.Nullable;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;

/// The watch of a vault: one at most. Thread-safe.
final class Background {
  private final Gate gate;

  // Written with the monitor, and the gate is shut with it: a closed vault is never watched.
  private volatile @Nullable Watching watching;

  /// @param gate shut by [#end] only
  Background(Gate gate) {
    this.gate = gate;
  }

  interface Start {
    Watching run() throws TidelockException;
  }

  /// @throws IllegalStateException if the vault is watched already
  synchronized Vault.Subscription begin(Start start) throws TidelockException {
    if (gate.isShut()) throw new VaultClosedException();
    if (watching != null) throw new IllegalStateException("the vault is watched already");
    Watching started = start.run();
    watching = started;
    return () -> {
      started.close();
      forget(started);
    };
  }

  private synchronized void forget(Watching ended) {
    if (watching == ended) watching = null;
  }

  boolean isWatching() {
    return watching != null;
  }

  /// What stood in its way does not any more.
  void tryAgain() {
    Watching now = watching;
    if (now != null) now.tryAgain();
  }

  void lookAtEverything() {
    Watching now = watching;
    if (now != null) now.lookAtEverything();
  }

  /// Shuts the gate, and waits for a watch that is just being started.
  ///
  /// @return whether it was open
  boolean end() {
    Watching now;
    synchronized (this) {
      if (gate.isShut()) return false;
      gate.shut();
      now = watching;
    }
    if (now != null) now.close();
    return true;
  }
}
