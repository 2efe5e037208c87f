package org.tidelock.engine.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.tidelock.engine.StorageAccess;

/// A sign-in at the page of a storage's provider, under way; as [org.tidelock.engine.SignIn] says. Used by one thread; an interrupt gives it up.
public interface PageSignIn extends AutoCloseable {
  URI page();

  Optional<String> code();

  StorageAccess await() throws StorageException, InterruptedException;

  @Override
  void close();

  /// Waits between two questions.
  @FunctionalInterface
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }
}
