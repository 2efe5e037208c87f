package org.tidelock.engine;

/// What a person has to give, beside its address, for a storage to be reached.
public enum StorageNeeds {
  NOTHING,
  /// The password of the user whom the address names.
  PASSWORD,
  /// Nothing, as a key of this user opens it; a password that is given nevertheless is tried, too.
  OWN_KEY,
  /// The id of an access key, and its secret.
  ACCESS_KEY,
  /// A sign-in at the page of its provider ([Vaults#signIn]).
  SIGN_IN
}
