package org.tidelock.app.ui;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.Engine;
import org.tidelock.app.cli.Context;
import org.tidelock.app.cli.Problems;
import org.tidelock.app.cli.SystemTerminal;
import org.tidelock.app.cli.VaultService;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.InstanceServer;
import org.tidelock.app.desktop.StopSignals;
import org.tidelock.app.desktop.Window;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// The window as the entry point finds it: started with the real engine, and reachable by later starts and by the command line.
public final class DesktopWindow implements Window {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final System.Logger LOG = System.getLogger(DesktopWindow.class.getName());

  @Override
  public int open(Path home, List<String> arguments) {
    var vaults = Engine.vaults();
    var running = new Running();
    var context =
        new Context(
            new SystemTerminal(),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            () -> vaults,
            Clock.systemDefaultZone());
    var service = new VaultService(home, running::vault, running::show, context);
    try (var server = InstanceServer.start(home, service)) {
      DesktopApp.launch(
          vaults,
          home,
          new KitSheets(ZoneId.systemDefault()),
          !arguments.contains("--hidden"),
          started -> ready(running, started));
      return 0;
    } catch (InstanceServer.Taken e) {
      return showTheOther(home);
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the profile's socket cannot be made", e);
      System.err.println(
          "tidelock: The profile directory cannot be used. Nothing was changed. Check its permissions and the free space. [LOCAL]");
      return 6;
    } catch (TidelockException e) {
      LOG.log(Level.ERROR, "there is no window", e);
      System.err.println(Problems.line(e));
      return e.code().exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// Two were started at the same moment: the window is the other's.
  private static int showTheOther(Path home) {
    try {
      var reply =
          InstanceClient.askSoon(home, new Request(List.of(VaultService.SHOW), ""), PATIENCE);
      reply.map(Reply::err).ifPresent(System.err::print);
      return reply.map(Reply::exit).orElse(ErrorCode.ALREADY_RUNNING.exitCode());
    } catch (IOException e) {
      LOG.log(Level.INFO, "the other instance ended before it answered", e);
      return ErrorCode.ALREADY_RUNNING.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ErrorCode.UNEXPECTED.exitCode();
    }
  }

  /// The window, once it is there. Thread-safe: requests come before that too.
  private static final class Running {
    private @Nullable UiController controller;
    private boolean wanted;

    synchronized void started(UiController made) {
      controller = made;
      if (wanted) {
        made.bringToFront();
      }
    }

    synchronized Optional<Vault> vault() {
      return Optional.ofNullable(controller).flatMap(UiController::vault);
    }

    /// Now, or as soon as there is a window.
    synchronized boolean show() {
      wanted = true;
      if (controller != null) {
        controller.bringToFront();
      }
      return true;
    }
  }

  private static void ready(Running running, UiController started) {
    running.started(started);
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
}
