package org.tidelock.engine.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Takes a device out of the vault: a new epoch for all others, and one signed entry that says from where on nothing of the device counts. The entry comes last and does
/// it all, so that whatever ends this before has changed nothing: envelopes for an epoch that never began are not even looked at.
public final class DeviceRemoval {
  private static final String BEGUN = "removal-to-tell";

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final KeptVault kept;
  private final Effects effects;

  public DeviceRemoval(
      Tables tables, Remote remote, Identity identity, KeptVault kept, Effects effects) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.kept = kept;
    this.effects = effects;
  }

  /// Whether there is a removal that was begun here and that the others were not told yet: a commit under the new epoch tells them, as they cannot read it and look into
  /// the members. One of which this device does not know how it ended is looked for.
  public boolean isToBeTold() throws TidelockException, InterruptedException {
    Optional<Long> before = tables.meta().number(BEGUN);
    if (before.isEmpty()) return false;
    kept.refreshIfNew();
    return identity.members().objects().size() > before.get();
  }

  /// From here on there may be an entry that the others are to be told of.
  public void begin() {
    tables.meta().putNumber(BEGUN, identity.members().objects().size());
  }

  /// Runs in the transaction that makes the commit.
  public void told() {
    tables.meta().remove(BEGUN);
  }

  /// The device to remove.
  ///
  /// @throws TidelockException USAGE if there is none, if it is this one, or if it was removed already and nothing is left to do
  public DeviceEntry find(DeviceId id) throws TidelockException {
    DeviceEntry device =
        identity
            .member(id)
            .orElseThrow(() -> refused(Happened.NO_SUCH_DEVICE.of(id), Todo.SEE_DEVICES.of()));
    if (identity.isDevice(id))
      throw refused(Happened.REMOVES_ITSELF.of(), Todo.REMOVE_ELSEWHERE.of());
    boolean isStated = !identity.members().onlyRemovedAside().contains(id);
    if (!device.active() && isStated && identity.canWrite())
      throw refused(Happened.REMOVED_ALREADY.of(device.name()), Todo.NOTHING.of());
    return device;
  }

  /// The same, of one that is in the vault.
  public void findActive(DeviceId id) throws TidelockException {
    DeviceEntry device = find(id);
    if (!device.active())
      throw refused(Happened.REMOVED_ALREADY.of(device.name()), Todo.NOTHING.of());
  }

  /// What this device has taken in of it counts; nothing else ever will. Of a device that was removed already it only begins the epoch that is missing.
  public void run(DeviceId id, Unlock unlock) throws TidelockException, InterruptedException {
    find(id);
    try (OwnerSession owner =
        Owners.openPinned(identity.header().hash(), remote, unlock, effects)) {
      owner.hold(identity.keys());
      identity.requireCovered(owner.members());
      boolean isActive = owner.members().device(id).filter(DeviceEntry::active).isPresent();
      List<DeviceId> devices = new ArrayList<>();
      if (isActive) devices.add(id);
      devices.addAll(toRestate(devices));
      List<Cut> cuts = new ArrayList<>();
      for (DeviceId device : devices) cuts.addAll(cuts(device));
      cuts.sort(Comparator.comparing(Cut::writer));
      OwnerChange change = owner.remove(devices, cuts);
      begin();
      store(change.write());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// Of cuts that only a replaced root has signed others take the place.
  ///
  /// @param others that are removed anyway
  public List<DeviceId> toRestate(Collection<DeviceId> others) {
    return identity.members().onlyRemovedAside().stream()
        .filter(d -> !others.contains(d))
        .sorted()
        .toList();
  }

  /// Gives this device the keys that the root's holder has and this device was not given.
  ///
  /// @return whether there were any
  /// @throws TidelockException REMOVED if it was removed, or does not count, by what it cannot read
  public boolean takeKeys(Unlock unlock) throws TidelockException, InterruptedException {
    boolean any = false;
    DeviceId self = identity.device().id();
    try (OwnerSession owner =
        Owners.openPinned(identity.header().hash(), remote, unlock, effects)) {
      identity.requireCovered(owner.members());
      if (owner.members().device(self).filter(DeviceEntry::active).isEmpty())
        throw Identity.notListed();
      for (EpochEntry e : owner.members().epochs()) {
        if (identity.keys().epoch(e.id()).isPresent()) continue;
        VaultObject envelope = owner.give(self, e.id());
        ObjectName name = new ObjectName(envelope.name());
        if (!remote.exists(name)) remote.put(name, envelope.bytes());
        any = true;
      }
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
    if (any) kept.refresh();
    return any;
  }

  /// The newest segment that is known here, of each of its writers.
  public List<Cut> cuts(DeviceId id) {
    List<Cut> cuts = new ArrayList<>();
    for (LogTable.Writer writer : tables.log().writers())
      if (writer.device().equals(id))
        cuts.add(new Cut(writer.id(), writer.count() - 1, writer.hash()));
    return cuts;
  }

  private void store(List<VaultObject> objects) throws TidelockException, InterruptedException {
    SureStore sure = new SureStore(remote, effects.clock());
    for (VaultObject object : objects) {
      if (sure.put(object) == SureStore.Outcome.STORED) continue;
      boolean maybe = Identity.MEMBER.matcher(object.name()).matches();
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.NOT_STORED_AS_SENT.of(object.name()),
          maybe ? Safe.MAY_BE_REMOVED.of() : Safe.NOTHING_CHANGED.of(),
          Todo.REMOVE_AGAIN.of(),
          object.name(),
          null);
    }
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
