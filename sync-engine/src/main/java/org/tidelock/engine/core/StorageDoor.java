package org.tidelock.engine.core;

import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedAccess;

/// How an open vault comes to its storage: with what was agreed and given before, until something else is given. Whoever calls has the vault's work to
/// herself.
final class StorageDoor {
  private final Profile profile;
  private final Profile.Settings settings;
  private final SealedAccess sealed;
  private final Remote remote;
  private final String owner;
  private Storages storages;

  /// @param owner as [Storages#remote] has it
  StorageDoor(
      Profile profile,
      Profile.Settings settings,
      SealedAccess sealed,
      Remote remote,
      String owner,
      Storages storages) {
    this.profile = profile;
    this.settings = settings;
    this.sealed = sealed;
    this.remote = remote;
    this.owner = owner;
    this.storages = storages;
  }

  /// Tries the storage out, and goes on with what it has found.
  StorageReport test() throws TidelockException, InterruptedException {
    Storages.Tested tested = storages.tested(settings.storage());
    if (!tested.access().equals(storages.access())) use(storages.with(tested.access()));
    return tested.report();
  }

  /// Nothing is kept with which this vault is not there.
  void signIn(StorageAccess given) throws TidelockException, InterruptedException {
    Storages other = storages.with(given.or(storages.access()));
    try (Remote tried = other.remote(settings.storage())) {
      Identity.header(settings.header(), tried);
    }
    use(other);
  }

  private void use(Storages other) throws TidelockException {
    // What the storage may still exchange of the access before is not kept any more: it would take
    // the place of the new one.
    storages.keepBy(_ -> {}, () -> save(other));
    other.keepBy(_ -> keep(other));
    remote.replaceBy(other.remote(settings.storage(), owner));
    storages = other;
  }

  private void save(Storages reached) throws TidelockException {
    profile.saveAccess(sealed.seal(reached.access()));
  }

  private void keep(Storages exchanged) throws StorageException {
    try {
      save(exchanged);
    } catch (TidelockException e) {
      throw new StorageException.Transient("The profile cannot be written.", e);
    }
  }
}
