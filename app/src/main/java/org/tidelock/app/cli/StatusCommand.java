package org.tidelock.app.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.tidelock.app.desktop.InstanceMessage;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Says how things stand. With --wait, returns when the state is reached.")
final class StatusCommand extends VaultCommand {
  /// How long a wait looks for a running Tidelock that may just be starting.
  private static final Duration STARTING = Duration.ofSeconds(10);

  /// A timeout beyond this is none.
  private static final Duration LONGEST = Duration.ofDays(10_000);

  private static final long LOOK_MILLIS = 25;

  @Option(
      names = "--wait",
      paramLabel = "STATE",
      description =
          "Wait for up-to-date, syncing, checking, paused, offline, attention, stopped or locked.")
  Optional<String> wait = Optional.empty();

  @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait (60s).")
  Duration timeout = Duration.ofSeconds(60);

  StatusCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (wait.isPresent() && StatusView.named(wait.get()).isEmpty()) {
      String known =
          Arrays.stream(State.values()).map(Json::word).collect(Collectors.joining(", "));
      throw Problems.usage(
          "There is no state " + Words.shown(wait.get()) + ".", "The states are " + known + ".");
    }
  }

  /// A wait alone changes nothing: it needs a process that syncs. One may be on its way up, and must find the profile unlocked.
  @Override
  int runHere() throws TidelockException, InterruptedException {
    if (wait.isPresent()) {
      Duration patience = timeout.compareTo(STARTING) < 0 ? timeout : STARTING;
      long end = System.nanoTime() + patience.toNanos();
      while (System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
        Optional<InstanceMessage.Reply> reply = handOver();
        if (reply.isPresent()) {
          context().terminal().out().print(reply.get().out());
          context().terminal().err().print(reply.get().err());
          return reply.get().exit();
        }
      }
    }
    return super.runHere();
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (wait.isPresent()) {
      waitFor(vault, StatusView.named(wait.get()).orElse(State.UP_TO_DATE));
    }
    Status status = vault.look();
    document(StatusView.json(vault.info(), status));
    StatusView.lines(vault.info(), status, context().clock().getZone(), this::print);
    return StatusView.exitCode(status);
  }

  /// "Up to date" must include what was changed before this call, also where no event of it has arrived yet.
  private static void syncUntil(long end, Vault vault)
      throws TidelockException, InterruptedException {
    var round = new FutureTask<>(vault::sync);
    Thread.ofVirtual().start(round);
    try {
      round.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      round.cancel(true);
    } catch (ExecutionException e) {
      // While the storage does not answer, waiting is what was asked for.
      if (e.getCause() instanceof TidelockException problem) {
        if (problem.code() != ErrorCode.STORAGE) {
          throw problem;
        }
      } else {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void waitFor(Vault vault, State wanted) throws TidelockException, InterruptedException {
    Duration patience = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    long end = System.nanoTime() + patience.toNanos();
    if (wanted == State.UP_TO_DATE) {
      syncUntil(end, vault);
    }
    while (vault.status().state() != wanted) {
      if (System.nanoTime() >= end) {
        throw new TidelockException(
            ErrorCode.UNEXPECTED,
            "The state "
                + Json.word(wanted)
                + " was not reached in "
                + BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString()
                + " s; it is "
                + Json.word(vault.status().state())
                + ".",
            "Nothing is lost.",
            "See tidelock status.");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
