package org.tidelock.app.ui;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tidelock.app.desktop.AtLogin;
import org.tidelock.app.notification.Notifier;
import org.tidelock.app.ui.theme.Theme;
import org.tidelock.engine.Vaults;

/// What every screen needs, wired once at the start.
///
/// @param home the profile directory
/// @param places what a wizard suggests
/// @param atLogin whether the program starts at sign-in; empty where that cannot be chosen
/// @param notifier has the desktop say something; empty where this program cannot speak to the desktop
/// @param random for choices that are no secret, such as which words of the kit are asked
public record UiContext(
    Vaults vaults,
    Path home,
    TaskRunner tasks,
    Texts texts,
    Clock clock,
    RandomGenerator random,
    Theme theme,
    UiSettings settings,
    Secrets secrets,
    Places places,
    RecoveryKitWriter kits,
    FileDialogs files,
    Optional<AtLogin> atLogin,
    Optional<Notifier> notifier) {
  public Formats formats() {
    return new Formats(texts, clock);
  }

  /// What did not work, in words for a person; the cause goes to the log.
  public Problem problem(Exception failure) {
    return Problem.of(failure, texts, formats());
  }
}
