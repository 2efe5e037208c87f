package org.tidelock.app.ui;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.desktop.AtLogin;
import org.tidelock.app.notification.Notifier;
import org.tidelock.app.tray.Tray;
import org.tidelock.app.ui.theme.Theme;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;

/// Starts the window. No `Application` class, because that would have to be handed its parts through static fields.
public final class DesktopApp {
  private DesktopApp() {}

  /// Shows the window and returns when the person has quit and the engine has stopped.
  ///
  /// @param shown false to start in the background; what needs the person is shown all the same
  /// @param ready gets the controller once the window is there, to bring it to the front when the program is started again
  /// @throws TidelockException if this computer shows no window
  public static void launch(
      Vaults vaults, Path home, RecoveryKitWriter kits, boolean shown, Consumer<UiController> ready)
      throws InterruptedException, TidelockException {
    var ended = new CountDownLatch(1);
    var failure = new AtomicReference<@Nullable Throwable>();
    var notifier = Notifier.ofThisComputer();
    try {
      Platform.startup(
          () -> {
            try {
              ready.accept(show(vaults, home, kits, notifier, shown, ended::countDown));
            } catch (RuntimeException | Error e) {
              // Thrown here it would end in JavaFX, and the wait below would never.
              failure.set(e);
              ended.countDown();
            }
          });
    } catch (RuntimeException | LinkageError e) {
      throw NoWindow.because(e);
    }
    ended.await();
    Platform.exit();
    notifier.ifPresent(Notifier::close);
    var thrown = failure.get();
    if (thrown != null) {
      throw NoWindow.because(thrown);
    }
  }

  private static UiController show(
      Vaults vaults,
      Path home,
      RecoveryKitWriter kits,
      Optional<Notifier> notifier,
      boolean shown,
      Runnable ended) {
    // The window may be hidden while the engine goes on.
    Platform.setImplicitExit(false);
    ProgramName.set();
    var stage = new Stage();
    var settings = new UiSettings(home);
    var ui =
        new UiContext(
            vaults,
            home,
            new FxTaskRunner(),
            Texts.in(Locale.getDefault()),
            Clock.systemDefaultZone(),
            RandomGenerator.getDefault(),
            new Theme(settings.theme()),
            settings,
            new Secrets(new SecureRandom()),
            Places.ofThisComputer(),
            kits,
            new SystemFiles(stage),
            AtLogin.ofThisComputer(home),
            notifier);
    var controller = new UiController(ui, stage, Pages.all(), ended, Tray::ofThisComputer);
    controller.start(shown);
    return controller;
  }
}
