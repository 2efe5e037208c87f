package org.tidelock.engine.trust;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;

/// Stores what an owner makes, and reads it back: what was sent to a storage is no proof of what is there.
record SureStore(Remote remote, Time time) {
  private static final int READS = 2;

  /// How often a storage that lags is asked for what it was given, and how long it is given each time.
  private static final int WAITS = 5;

  private static final Duration LAG = Duration.ofSeconds(1);

  /// What became of an object: the storage has it; it had something else, twice, and was told to delete that; or it shows nothing, so that nobody knows. An entry of the members that
  /// was taken back may have been seen by another device all the same.
  enum Outcome {
    STORED,
    TAKEN_BACK,
    HIDDEN
  }

  /// What the storage holds otherwise than it was sent is taken back, and sent once more: an altered entry would be in the way of every key. What it does not show yet is
  /// left: another device may have taken it in already.
  Outcome put(VaultObject object) throws TidelockException, InterruptedException {
    Outcome first = putOnce(object);
    return first == Outcome.TAKEN_BACK ? putOnce(object) : first;
  }

  private Outcome putOnce(VaultObject object) throws TidelockException, InterruptedException {
    ObjectName name = new ObjectName(object.name());
    send(name, object.bytes());
    int wrong = 0;
    for (int waits = 0; wrong < READS; ) {
      Optional<byte[]> stored = remote.find(name, object.bytes().length);
      if (stored.isPresent() && Arrays.equals(stored.get(), object.bytes())) return Outcome.STORED;
      if (stored.isPresent()) wrong++; // one answer may be
      else if (waits++ == WAITS) return Outcome.HIDDEN;
      else time.sleep(LAG);
    }
    remote.delete(name);
    return Outcome.TAKEN_BACK;
  }

  /// A beginning of it that a line which was cut has left is no object at all: of an entry it would stop every device.
  private void send(ObjectName name, byte[] bytes) throws TidelockException, InterruptedException {
    try {
      remote.put(name, bytes);
    } catch (TidelockException e) {
      try {
        Optional<byte[]> there = remote.find(name, bytes.length);
        if (there.isPresent() && !Arrays.equals(there.get(), bytes)) remote.delete(name);
      } catch (TidelockException again) {
        e.addSuppressed(again); // the storage is away
      }
      throw e;
    }
  }
}
