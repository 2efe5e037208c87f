package org.tidelock.engine.checkpoint;

import org.tidelock.crypto.CryptoException;
import org.tidelock.engine.TidelockException;

/// Carries checked exceptions out of a transaction, or out of a pass over rows.
final class Carried extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Carried(Exception cause) {
    super(cause);
  }

  interface Work<T> {
    T run() throws TidelockException, CryptoException, InterruptedException;
  }

  static <T> T carry(Work<T> work) {
    try {
      return work.run();
    } catch (TidelockException | CryptoException | InterruptedException e) {
      throw new Carried(e);
    }
  }

  /// Throws what is carried.
  RuntimeException unpacked() throws TidelockException, CryptoException, InterruptedException {
    return switch (getCause()) {
      case TidelockException e -> throw e;
      case CryptoException e -> throw e;
      case InterruptedException e -> throw e;
      case null, default -> this;
    };
  }
}
