package org.tidelock.app.ui.fake;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// Drills of a vault in memory: they show what a test has them.
public final class FakeDrills extends HeldWork {
  private final Clock clock;
  private final Map<Secret, Instant> last = new EnumMap<>(Secret.class);
  private volatile List<Read> read =
      List.of(
          new Read(
              "Letters/Letter to Anna.txt",
              2_140,
              2_140,
              Optional.of("Dear Anna,\nthe ferry leaves at nine, and I have the tickets.")),
          new Read("Photos/2024/Harbour/IMG_2041.jpg", 3_800_000, 3_800_000, Optional.empty()));
  private volatile List<Problem> problems = List.of();
  private volatile boolean signedIn;
  private volatile @Nullable Unlock tried;

  FakeDrills(Clock clock) {
    this.clock = clock;
  }

  /// What is read back, and what is wrong, from now on.
  public void show(List<Read> files, Problem... wrong) {
    read = files;
    problems = List.of(wrong);
  }

  /// As with a storage on a server.
  public void signedIn() {
    signedIn = true;
  }

  /// The last good one was then.
  public synchronized void lastWas(Secret by, Instant at) {
    last.put(by, at);
  }

  /// What was tried last.
  public Optional<Unlock> tried() {
    return Optional.ofNullable(tried);
  }

  synchronized Optional<Instant> last(Secret by) {
    return Optional.ofNullable(last.get(by));
  }

  DrillReport run(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    tried = unlock;
    work(progress);
    Secret by = unlock instanceof Unlock.ByRecoveryKey ? Secret.RECOVERY_KIT : Secret.PASSPHRASE;
    var report =
        new DrillReport(
            by, clock.instant(), 3, 1_204, 12_408, 48_200_000_000L, read, problems, signedIn);
    if (report.isGood()) {
      lastWas(by, report.at());
    }
    return report;
  }
}
