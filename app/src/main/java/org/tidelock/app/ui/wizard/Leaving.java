package org.tidelock.app.ui.wizard;

/// What is asked before a wizard is left, as keys of its words.
///
/// @param stay the safe answer
public record Leaving(String title, String body, String stay, String go) {
  /// Nothing exists yet.
  static final Leaving SETUP =
      new Leaving(
          "wizard.leave.title", "wizard.leave.body", "wizard.leave.stay", "wizard.leave.go");

  /// Another device may have let this computer in, and nobody has said here that it was the right one.
  static final Leaving LET_IN =
      new Leaving("wizard.leave.title", "pair.leave.body", "wizard.leave.stay", "wizard.leave.go");

  /// No second copy is kept yet.
  static final Leaving COPY =
      new Leaving("copy.leave.title", "copy.leave.body", "copy.leave.stay", "copy.leave.go");

  /// The vault exists, but setting it up is not finished.
  static final Leaving MADE =
      new Leaving("wizard.quit.title", "wizard.quit.body", "wizard.leave.stay", "wizard.quit.go");

  /// A new kit was saved, though making it did not end well.
  static final Leaving KIT_SAVED =
      new Leaving(
          "newKit.leave.title", "newKit.leave.saved", "newKit.leave.stay", "newKit.leave.go");

  /// The kits that there are stay valid.
  static final Leaving KIT =
      new Leaving(
          "newKit.leave.title", "newKit.leave.body", "newKit.leave.stay", "newKit.leave.go");

  /// What opens the vault goes on to do so.
  static final Leaving PASSPHRASE =
      new Leaving(
          "newPassphrase.leave.title",
          "newPassphrase.leave.body",
          "newKit.leave.stay",
          "newKit.leave.go");

  /// The change is under way, and where it is cannot be said.
  static final Leaving CHANGING =
      new Leaving(
          "newPassphrase.leave.title",
          "newPassphrase.leave.under",
          "newKit.leave.stay",
          "newKit.leave.go");

  /// What opens the vault goes on to do so.
  static final Leaving SECRETS =
      new Leaving(
          "secrets.leave.title", "secrets.leave.body", "newKit.leave.stay", "newKit.leave.go");

  /// A new kit was saved, though replacing the secrets did not end well.
  static final Leaving SECRETS_SAVED =
      new Leaving(
          "secrets.leave.title", "secrets.leave.saved", "newKit.leave.stay", "newKit.leave.go");
}
