package org.tidelock.engine.core;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.SealedAccess;

/// How a profile's storage is reached, as the profile keeps it: sealed, and the key of its server in the clear as well. Whoever opens the profile by the recovery kit has to know the server
/// before the profile's own key is there.
record KeptAccess(Profile profile, SealedAccess sealed) {
  private static final Logger LOG = LoggerFactory.getLogger(KeptAccess.class);

  StorageAccess read() throws TidelockException, CryptoException {
    Optional<byte[]> bytes = profile.access();
    return bytes.isPresent() ? sealed.open(bytes.get()) : StorageAccess.NONE;
  }

  /// What is sealed counts: the other follows it.
  void save(StorageAccess access) throws TidelockException {
    profile.saveAccess(sealed.seal(access));
    if (Profile.isSetUp(profile.home())) profile.saveServerKey(access.serverKey());
  }

  /// A version before had nothing in the clear. A full disk is no reason not to open a profile: the next time does.
  void catchUp(StorageAccess kept) {
    try {
      profile.saveServerKey(kept.serverKey());
    } catch (TidelockException e) {
      LOG.warn("the key of the server could not be written to the profile", e);
    }
  }

  /// Another storage, with what opens it, in one step.
  void move(String storage, StorageAccess access) throws TidelockException {
    profile.move(
        storage,
        access.serverKey(),
        access.isNone() ? Optional.empty() : Optional.of(sealed.seal(access)));
  }

  /// Saves how storages are reached by then.
  RotatingSecret.Keeper keeper(Storages reached) {
    return _ -> {
      try {
        save(reached.access());
      } catch (TidelockException e) {
        throw new StorageException.Transient("The profile cannot be written.", e);
      }
    };
  }

  /// What was reached by now, and what the storage exchanges from now on.
  void keep(Storages reached) throws TidelockException {
    if (!reached.access().isNone()) save(reached.access());
    reached.keepBy(keeper(reached));
  }
}
