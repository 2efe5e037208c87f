package org.tidelock.engine.transfer;

import java.net.URI;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.PageSignIn;
import org.tidelock.engine.storage.StorageException;

/// A sign-in, whose troubles are told as a person is told them.
record SigningIn(PageSignIn signIn) implements SignIn {
  static TidelockException trouble(StorageException e) {
    if (!(e instanceof StorageException.SignIn)) return Troubles.of(e);
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.STORAGE_SIGN_IN.of(String.valueOf(e.getMessage())),
        Safe.NOTHING_CHANGED.of(),
        Todo.SIGN_IN_ANEW.of(),
        null,
        e);
  }

  @Override
  public URI page() {
    return signIn.page();
  }

  @Override
  public Optional<String> code() {
    return signIn.code();
  }

  @Override
  public StorageAccess await() throws TidelockException, InterruptedException {
    try {
      return signIn.await();
    } catch (StorageException e) {
      throw trouble(e);
    }
  }

  @Override
  public void close() {
    signIn.close();
  }
}
