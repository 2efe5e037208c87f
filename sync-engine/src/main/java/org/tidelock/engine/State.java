package org.tidelock.engine;

/// The one state of a vault on this device, most important first; the rules are those of the tray (docs/user-guide).
public enum State {
  LOCKED,
  /// Something serious stopped syncing until a person decides: altered, rolled back or missing storage, a vanished folder.
  STOPPED,
  ATTENTION,
  PAUSED,
  OFFLINE,
  SYNCING,
  CHECKING,
  UP_TO_DATE
}
