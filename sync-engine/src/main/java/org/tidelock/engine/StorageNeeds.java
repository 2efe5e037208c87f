package org.tidelock.engine;

/// What a person has to give, beside its address, for a storage to be reached.
public enum StorageNeeds {
  NOTHING,
  /// The password of the user whom the address names.
  PASSWORD
}
