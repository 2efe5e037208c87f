package org.tidelock.engine.core;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CreatedVault;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Passphrase;

/// Makes the keys and the first objects of a vault: [NewVault#create] in the product. Tests cast theirs from one that was made before, because the passphrase at its
/// real cost is what takes longest in the life of a small vault.
@FunctionalInterface
interface Founder {
  CreatedVault found(
      Passphrase passphrase,
      Argon2Params cost,
      String device,
      SecureRandom random,
      InstantSource clock)
      throws CryptoException;
}
