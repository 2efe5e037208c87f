package org.tidelock.app.ui.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.Progress.Transfer;

/// How fast each file moves, from how far it was before. Smoothed, because chunks go out in bursts.
final class TransferSpeeds {
  /// New measurements count for so much.
  private static final double WEIGHT = 0.3;

  private static final Duration LEAST = Duration.ofMillis(500);

  private final Map<String, Sample> samples = new HashMap<>();

  private record Sample(Instant at, long done, double speed) {}

  void measure(Instant now, List<Transfer> transfers) {
    samples.keySet().retainAll(transfers.stream().map(Transfer::path).toList());
    for (var transfer : transfers) {
      samples.merge(
          transfer.path(),
          new Sample(now, transfer.done(), 0),
          (old, _) -> next(old, now, transfer.done()));
    }
  }

  private static Sample next(Sample old, Instant now, long done) {
    var time = Duration.between(old.at(), now);
    if (time.compareTo(LEAST) < 0) {
      return old;
    }
    double measured = Math.max(0, done - old.done()) * 1000.0 / time.toMillis();
    double speed = old.speed() == 0 ? measured : old.speed() * (1 - WEIGHT) + measured * WEIGHT;
    return new Sample(now, done, speed);
  }

  /// Bytes per second; empty as long as nothing moved.
  Optional<Double> of(Transfer transfer) {
    return Optional.ofNullable(samples.get(transfer.path()))
        .map(Sample::speed)
        .filter(speed -> speed > 0);
  }

  Optional<Duration> remaining(Transfer transfer) {
    return of(transfer)
        .map(speed -> Duration.ofSeconds((long) ((transfer.total() - transfer.done()) / speed)));
  }
}
