package org.tidelock.engine.core;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CreatedVault;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.NewVault;
import org.tidelock.crypto.Passphrase;

/// Gives all tests of a process the same newly made vault for a device of one name, so that they do not spend their time in Argon2 (it was two thirds of it). What the
/// keys are is of no matter to them. Who needs two vaults that differ asks for it ([TestDevice#ownVaults]).
final class CastVaults implements Founder {
  private static final Map<String, CreatedVault> MADE = new ConcurrentHashMap<>();

  @Override
  public CreatedVault found(
      Passphrase passphrase,
      Argon2Params cost,
      String device,
      SecureRandom random,
      InstantSource clock)
      throws CryptoException {
    String mould = device + " " + clock.instant().truncatedTo(ChronoUnit.DAYS);
    CreatedVault made = MADE.get(mould);
    if (made == null) {
      made = NewVault.create(passphrase, cost, device, random, clock);
      MADE.put(mould, made);
    }
    return made;
  }
}
