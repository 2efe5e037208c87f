package org.tidelock.engine.learn;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;

/// The next segment of each writer, fetched and opened once: it waits here until what it rests on is known.
final class Fetching {
  private final Remote remote;
  private final Identity identity;
  private final KeptVault kept;
  private final Map<WriterId, Fetched> waiting = new TreeMap<>();
  private final Set<WriterId> ended = new HashSet<>();

  Fetching(Remote remote, Identity identity, KeptVault kept) {
    this.remote = remote;
    this.identity = identity;
    this.kept = kept;
  }

  /// @param object as it is stored
  record Fetched(UnverifiedSegment segment, byte[] object) {}

  /// @param seq the first that is not known yet
  /// @return empty if the storage does not have it
  /// @throws TidelockException NEEDS_YOU if it lies under a key that this device was not given yet
  Optional<Fetched> of(WriterId writer, long seq) throws TidelockException, InterruptedException {
    Fetched there = waiting.get(writer);
    if (there != null) return Optional.of(there);
    if (ended.contains(writer)) return Optional.empty();
    ObjectName name = ObjectName.segment(writer, seq);
    Optional<byte[]> object = remote.find(name, ObjectType.SEGMENT.maxBytes());
    if (object.isEmpty()) {
      ended.add(writer);
      return Optional.empty();
    }
    Fetched fetched = new Fetched(open(name, object.get(), writer, seq), object.get());
    waiting.put(writer, fetched);
    return Optional.of(fetched);
  }

  /// It was taken in, or is not looked at any more.
  void isDone(WriterId writer) {
    waiting.remove(writer);
  }

  boolean waits(WriterId writer) {
    return waiting.containsKey(writer);
  }

  /// Of those that wait.
  Optional<WriterId> first() {
    return waiting.keySet().stream().findFirst();
  }

  private UnverifiedSegment open(ObjectName name, byte[] object, WriterId writer, long seq)
      throws TidelockException, InterruptedException {
    try {
      return identity.segments().open(object, writer, seq);
    } catch (CryptoException first) {
      kept.refreshIfGiven(); // it may be sealed under an epoch that began meanwhile
      try {
        return identity.segments().open(object, writer, seq);
      } catch (CryptoException e) {
        throw waitsForKey(object) ? Troubles.keyNotGiven(name) : Troubles.of(e, name);
      }
    }
  }

  private boolean waitsForKey(byte[] object) {
    try {
      return identity.lacksKeyOf(SealedObject.parse(object).allegedEpoch());
    } catch (CryptoException e) {
      return false;
    }
  }
}
