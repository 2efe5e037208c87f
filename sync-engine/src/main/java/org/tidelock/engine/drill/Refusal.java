package org.tidelock.engine.drill;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.SlotEntry;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;

/// Why nothing opened, as far as it can be known: the cryptography tells a wrong secret and a damaged slot apart by nothing, but this device knows which slots there must be.
///
/// @param members as the storage shows them now: what was replaced on another device is missing rightly
record Refusal(Remote remote, Members members) {
  private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

  /// @param here the profile's device, which goes on by what it knows
  /// @throws TidelockException ROLLBACK or FORK if the storage shows others than this device has seen: nobody's secret is wrong then
  static Refusal at(Remote remote, Identity here) throws TidelockException, InterruptedException {
    try {
      return new Refusal(remote, here.membersNow(remote));
    } catch (TidelockException e) {
      if (e.code() == ErrorCode.ROLLBACK || e.code() == ErrorCode.FORK) throw e;
      LOG.info("what the storage shows of the members is of no use", e);
      return new Refusal(remote, here.members());
    }
  }

  TidelockException of(DrillReport.Secret by, TidelockException refused)
      throws TidelockException, InterruptedException {
    boolean isKit = by == DrillReport.Secret.RECOVERY_KIT;
    for (SlotEntry slot : members.slots()) if (slot.recovery() == isKit) requireStored(slot);
    return isKit ? ofKit(refused) : refused;
  }

  private void requireStored(SlotEntry slot) throws TidelockException, InterruptedException {
    Optional<byte[]> stored = remote.find(new ObjectName(slot.name()), 2 * SlotEntry.BYTES);
    if (stored.isEmpty()) throw Troubles.missing(slot.name());
    if (!Hash256.sha256(stored.get()).equals(slot.hash()))
      throw Troubles.altered(slot.name(), stored.get());
  }

  /// The words have a checksum: they are somebody's kit.
  private TidelockException ofKit(TidelockException refused) {
    Optional<Instant> made =
        members.slots().stream()
            .filter(SlotEntry::recovery)
            .map(SlotEntry::added)
            .max(Instant::compareTo);
    boolean mayBeOld = members.hasReplacedRecoveryKey() && made.isPresent();
    Said happened =
        mayBeOld ? Happened.KIT_REPLACED.of(made.get()) : Happened.KIT_OF_OTHER_VAULT.of();
    return new TidelockException(
        ErrorCode.AUTH,
        happened,
        Safe.NOTHING_CHANGED.of(),
        Todo.RIGHT_KIT_OR_NEW.of(),
        null,
        refused);
  }
}
