package org.tidelock.app.ui.wizard;

/// How a computer comes into a vault that others have already.
public enum JoinWay {
  /// A device of the vault lets it in, by a code that this computer shows.
  DEVICE,
  PASSPHRASE,
  KIT
}
