package org.tidelock.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(description = "Pauses syncing for a time, or until tidelock resume.")
final class PauseCommand extends VaultCommand {
  @Option(names = "--for", paramLabel = "TIME", description = "How long: 30m, 2h, 1d.")
  Optional<Duration> time = Optional.empty();

  /// Beyond this somebody has mistyped a unit.
  private static final Duration LONGEST = Duration.ofDays(10_000);

  PauseCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (time.filter(t -> t.isZero() || t.compareTo(LONGEST) > 0).isPresent()) {
      throw Problems.usage(
          "A pause lasts longer than nothing and at most " + LONGEST.toDays() + " days.",
          "Without --for it lasts until tidelock resume.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException {
    vault.pause(time);
    Optional<Instant> until = vault.status().pausedUntil();
    document(Json.object().put("paused", true).put("until", until));
    say(
        "Paused "
            + until
                .map(t -> "until " + Words.time(t, context().clock().getZone()))
                .orElse("until tidelock resume"));
    return 0;
  }
}
