package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.sshd.common.future.VerifiableFuture;

/// Waits for the library, whose interrupts are exceptions of input and output, and whose time-outs are not.
final class Waiting {
  private Waiting() {}

  static <T> T forResult(VerifiableFuture<T> future, Duration longest)
      throws IOException, InterruptedException {
    try {
      return future.verify(longest);
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }
}
