package org.tidelock.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceServer;
import org.tidelock.app.desktop.StopSignals;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Keeps syncing until interrupted: what the desktop app does, without a window. With --json, one event a line.")
final class WatchCommand extends VaultCommand {
  /// How long to wait for a one-shot command that has the profile open.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private State told = State.CHECKING;
  private final CountDownLatch stop = new CountDownLatch(1);
  private boolean ended;

  WatchCommand(Context context) {
    super(context);
  }

  @Override
  boolean canBeHandedOver() {
    return false;
  }

  @Override
  int runHere() throws TidelockException, InterruptedException {
    try (Vault vault = openSoon()) {
      return checkedRun(vault);
    }
  }

  private Vault openSoon() throws TidelockException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<Unlock> unlock = Optional.empty();
    while (true) {
      try {
        return open(unlock);
      } catch (TidelockException e) {
        if (e.code() != ErrorCode.ALREADY_RUNNING
            || System.nanoTime() > end
            || InstanceClient.isRunning(home())) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    StopSignals.countDown(stop);
    try (InstanceServer server = serve(vault)) {
      // Said first, so that it is the first line: what is changed from now on is seen by the first
      // look at the folder.
      started(vault);
      try (Vault.Subscription events = vault.listen(this::tell);
          Vault.Subscription watching = vault.watch()) {
        stop.await();
      }
    }
    stopped();
    return 0;
  }

  private synchronized void started(Vault vault) {
    say("Watching: " + Words.shown(vault.info().folder().toString()));
    line(StatusView.facts(Json.object().put("event", "started"), vault.status()));
  }

  private synchronized void stopped() {
    ended = true;
    say("Stopped");
    line(Json.object().put("event", "stopped"));
  }

  private InstanceServer serve(Vault vault) throws TidelockException {
    try {
      return InstanceServer.start(
          home(), new VaultService(home(), () -> Optional.of(vault), () -> false, context()));
    } catch (InstanceServer.Taken e) {
      throw new TidelockException(
          ErrorCode.ALREADY_RUNNING,
          "Tidelock's window is open with this profile.",
          "Nothing was changed.",
          "Use the window, or quit it first.",
          null,
          e);
    } catch (IOException e) {
      throw Problems.local(
          "The profile's socket cannot be made.",
          "Nothing was changed.",
          "Check the permissions and the free space of the profile directory.",
          e);
    }
  }

  private synchronized void tell(VaultEvent event) {
    if (ended) {
      return;
    }
    switch (event) {
      case VaultEvent.StatusChanged(Status status) -> {
        line(StatusView.facts(Json.object().put("event", "status"), status));
        if (status.state() != told) {
          told = status.state();
          say(
              Words.time(context().clock().instant(), context().clock().getZone())
                  + "  "
                  + Json.word(told));
        }
      }
      case VaultEvent.Happened(Activity activity) -> {
        line(
            Json.object()
                .put("event", "activity")
                .put("time", activity.time())
                .put("kind", activity.kind())
                .put("path", activity.path())
                .put("device", activity.device())
                .put("thisDevice", activity.thisDevice())
                .put("size", activity.size())
                .put("detail", activity.detail()));
        say(
            Words.time(activity.time(), context().clock().getZone())
                + "  "
                + Json.word(activity.kind())
                + "  "
                + Words.shown(activity.path()));
      }
    }
    flush();
  }

  private void line(Json json) {
    document(json);
    flush();
  }

  /// Nobody hears any more, or events are lost: who watches this must learn of it, and its end is what they notice.
  private void flush() {
    context().terminal().out().flush();
    if (context().terminal().loss().isPresent()) {
      stop.countDown();
    }
  }
}
