package org.tidelock.engine;

/// Where a profile's key is kept between starts.
public enum KeepUnlocked {
  /// Nowhere: the profile key is sealed under the passphrase, which is asked at each start.
  NO,
  /// In a file of the profile that only this user may read, like an SSH key without a passphrase.
  FILE,
  /// In the system's keychain.
  KEYCHAIN
}
