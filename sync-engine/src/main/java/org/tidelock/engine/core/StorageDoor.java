package org.tidelock.engine.core;

import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.Identity;

/// How an open vault comes to its storage: with what was agreed and given before, until something else is given. Whoever calls has the vault's work to
/// herself.
final class StorageDoor {
  private final KeptAccess kept;
  private final Profile.Settings settings;
  private final Remote remote;
  private final String owner;
  private volatile String storage;
  private Storages storages;

  /// @param owner as [Storages#remote] has it
  StorageDoor(
      KeptAccess kept, Profile.Settings settings, Remote remote, String owner, Storages storages) {
    this.kept = kept;
    this.settings = settings;
    this.storage = settings.storage();
    this.remote = remote;
    this.owner = owner;
    this.storages = storages;
  }

  /// The address of the storage that the vault lies in now. Any thread.
  String storage() {
    return storage;
  }

  /// Tries the storage out, and goes on with what it has found.
  StorageReport test() throws TidelockException, InterruptedException {
    Storages.Tested tested = storages.tested(storage);
    if (!tested.access().equals(storages.access())) use(storages.with(tested.access()));
    return tested.report();
  }

  /// Nothing is kept with which this vault is not there.
  void signIn(StorageAccess given) throws TidelockException, InterruptedException {
    Storages other = storages.with(given.or(storages.access()));
    try (Remote tried = other.remote(storage)) {
      Identity.header(settings.header(), tried);
    }
    use(other);
  }

  /// Another connection to the same storage, beside the one that rounds use.
  Remote another() throws TidelockException {
    return storages.remote(storage);
  }

  /// Whether more than its address opens the storage.
  boolean needsAccess() {
    return !storages.access().isNone();
  }

  void limit(BandwidthLimits limits) {
    storages.limit(limits);
  }

  private void use(Storages other) throws TidelockException {
    // What the storage may still exchange of the access before is not kept any more: it would take
    // the place of the new one.
    storages.keepBy(_ -> {}, () -> kept.save(other.access()));
    other.keepBy(kept.keeper(other));
    remote.replaceBy(other.remote(storage, owner));
    storages = other;
  }

  /// The vault lies in another storage from now on, which has all that this device knows.
  void moveTo(String other, StorageAccess access) throws TidelockException {
    Storages reached = storages.with(access);
    storages.keepBy(_ -> {}, () -> kept.move(other, access));
    reached.keepBy(kept.keeper(reached));
    remote.replaceBy(reached.remote(other, owner));
    storage = other;
    storages = reached;
  }
}
