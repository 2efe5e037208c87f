package org.tidelock.engine;

import java.nio.file.Path;

/// What every way of becoming a device of a vault says of this device.
public sealed interface SetUpRequest permits CreateRequest, JoinRequest, PairRequest {
  /// The profile directory, which has no vault yet.
  Path home();

  /// A storage URL.
  String storage();

  /// The folder to keep in sync, made if absent.
  Path folder();

  /// The device's name.
  String device();

  KeepUnlocked keepUnlocked();
}
