package org.tidelock.app.ui;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.Engine;
import org.tidelock.app.cli.Context;
import org.tidelock.app.cli.SystemTerminal;
import org.tidelock.app.cli.VaultService;
import org.tidelock.app.desktop.InstanceServer;
import org.tidelock.app.desktop.StopSignals;
import org.tidelock.app.desktop.Window;
import org.tidelock.app.kit.KitContent;
import org.tidelock.app.kit.PaperSize;
import org.tidelock.app.kit.RecoveryKits;
import org.tidelock.engine.Vault;

/// The window as the entry point finds it: started with the real engine, and reachable by later starts and by the command line.
public final class DesktopWindow implements Window {
  private static final System.Logger LOG = System.getLogger(DesktopWindow.class.getName());

  @Override
  public int open(Path home, List<String> arguments) {
    var vaults = Engine.vaults();
    var controller = new AtomicReference<@Nullable UiController>();
    var context =
        new Context(
            new SystemTerminal(),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            () -> vaults,
            Clock.systemDefaultZone());
    var service =
        new VaultService(() -> vaultOf(controller.get()), () -> show(controller.get()), context);
    try (var server = InstanceServer.start(home, service)) {
      DesktopApp.launch(
          vaults,
          home,
          DesktopWindow::writeKit,
          !arguments.contains("--hidden"),
          started -> ready(controller, started));
      return 0;
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the profile's socket cannot be made", e);
      System.err.println(
          "tidelock: The profile directory cannot be used. Nothing was changed. Check its permissions and the free space. [LOCAL]");
      return 6;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void ready(
      AtomicReference<@Nullable UiController> controller, UiController started) {
    controller.set(started);
    var stop = new CountDownLatch(1);
    StopSignals.countDown(stop);
    Thread.ofVirtual()
        .name("ui-stop")
        .start(
            () -> {
              try {
                stop.await();
                started.requestQuit();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static Optional<Vault> vaultOf(@Nullable UiController controller) {
    return controller == null ? Optional.empty() : controller.vault();
  }

  private static boolean show(@Nullable UiController controller) {
    if (controller != null) {
      controller.bringToFront();
    }
    return controller != null;
  }

  /// The command line may have asked for text instead of a page; here it is a PDF whatever the person typed.
  private static void writeKit(Path target, RecoveryKitWriter.Kit kit) throws IOException {
    var named =
        RecoveryKits.isKitName(target)
            ? target
            : target.resolveSibling(target.getFileName() + ".pdf");
    var created = kit.created().atZone(ZoneId.systemDefault()).toLocalDate();
    var content =
        new KitContent(
            kit.vaultName(),
            created,
            kit.fingerprint(),
            Optional.of(kit.storage()),
            kit.key().words());
    RecoveryKits.write(named, content, PaperSize.of(Locale.getDefault()));
  }
}
