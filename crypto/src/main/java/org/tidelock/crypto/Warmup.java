package org.tidelock.crypto;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes the JVM compile the AES-GCM core early. Chunks call it once per MiB, so without this the first 500 MB of a process are sealed at
/// about a twentieth of the speed. Messages must be at most 1 KiB (larger ones did not help when it was measured).
public final class Warmup {
  private static final long WORTH_IT = 16L << 20;
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Warmup() {}

  /// Begins beside the caller, once in a process, if so many bytes are about to be sealed or opened that it pays.
  ///
  /// @param beside runs it
  public static void before(long bytes, Executor beside) {
    if (bytes > WORTH_IT && BEGUN.compareAndSet(false, true)) beside.execute(Warmup::run);
  }

  /// Takes about 0.15 s of processor time; meant for a side thread at the start.
  public static void run() {
    run(2000);
  }

  static void run(int rounds) {
    SealingKey key = SealingKey.of(new byte[SealingKey.BYTES]);
    byte[] message = new byte[1024];
    byte[] none = new byte[0];
    try {
      for (int i = 0; i < rounds && !Thread.currentThread().isInterrupted(); i++) {
        message[0] ^= key.open(key.seal(message, none), none)[1];
      }
    } catch (IntegrityException e) {
      throw new IllegalStateException(
          "AES-GCM does not open what it sealed: this Java runtime is broken", e);
    }
  }
}
