package org.tidelock.engine.core;

import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.profile.Profile;

/// What an opened profile's key is sealed under, made anew when the vault's secrets change.
///
/// @param cost of passphrases that are set here
record ProfileSeals(
    Profile profile,
    KeepUnlocked keepUnlocked,
    ProfileKey key,
    Argon2Params cost,
    Effects effects) {
  /// It asks for this one from now on, if for any.
  void under(Passphrase passphrase) throws TidelockException, CryptoException {
    if (keepUnlocked == KeepUnlocked.NO)
      profile.saveSealedKey(key.sealUnder(passphrase, cost, effects.random()));
  }

  /// Whoever opens the vault by the kit opens the profile.
  void under(OwnerSession owner) throws TidelockException {
    profile.saveOwnedKey(owner.seal(key));
  }
}
