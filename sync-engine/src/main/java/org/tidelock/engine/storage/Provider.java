package org.tidelock.engine.storage;

import java.security.SecureRandom;
import java.util.Set;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;

/// A kind of storage on a server. Thread-safe.
public interface Provider {
  /// Of the addresses that are its own; each is among those of [ServerUrl], too.
  Set<String> schemes();

  /// What a person has to give beside the address.
  ///
  /// @throws IllegalArgumentException with a sentence for the person, if the address cannot be one of this kind
  StorageNeeds needs(ServerUrl url);

  /// Nothing is sent yet.
  ///
  /// @param access what [#needs] says may be absent: the storage then refuses with the first request
  /// @throws IllegalArgumentException with a sentence for the person, if the address cannot be used like this
  ObjectStore open(ServerUrl url, StorageAccess access, Terms terms);

  /// With a secret that stays as it is, over a line without limits.
  default ObjectStore open(ServerUrl url, StorageAccess access, String owner, SecureRandom random) {
    RotatingSecret secret = new RotatingSecret(access.secret());
    return open(url, access, new Terms(secret, owner, random, Bandwidth.UNLIMITED));
  }

  /// What trusts a server by its public key, which a person has compared.
  ///
  /// @param key as a refusal names it
  /// @throws IllegalArgumentException with a sentence for the person, if a server of this kind is not known by such a key
  default StorageAccess trusted(ServerUrl url, String key) {
    throw new IllegalArgumentException("The server of this storage is not known by a key.");
  }

  /// Whether a person may have to trust a server before anything secret goes there; where not, nobody greets it first.
  default boolean isGreeted(StorageAccess access) {
    return false;
  }

  /// Begins a sign-in at the provider's page. Sends something already where there is a code to be got.
  ///
  /// @param access how the storage is reached
  /// @throws IllegalArgumentException with a sentence for the person, if there is no such sign-in
  default PageSignIn signIn(
      ServerUrl url,
      StorageAccess access,
      SignIn.Way way,
      SignIn.Extent extent,
      PageSignIn.Pause pause,
      SecureRandom random)
      throws StorageException, InterruptedException {
    throw new IllegalArgumentException("Nobody signs in to this storage at a page.");
  }
}
