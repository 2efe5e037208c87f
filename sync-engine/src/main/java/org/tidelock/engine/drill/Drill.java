package org.tidelock.engine.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.checkpoint.Newcomer;
import org.tidelock.engine.checkpoint.Newcomer.Beginning;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.transfer.Pulse;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Floor;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedContents;

/// One drill. Everything is verified as a new device verifies it, into an index of its own that is gone in the end; then what the profile's device knows must be in it, as an older
/// state of the storage would open just as well.
///
/// @param remote a connection of its own, which is only read
/// @param here the profile's device
/// @param floor what it knows to be in the storage
/// @param onServer whether the storage wants a sign-in
public record Drill(Remote remote, Identity here, Floor floor, boolean onServer, Effects effects) {
  private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

  /// Lists of some storages lag behind: what is not there yet is looked for again.
  private static final int WAITS = 2;

  private static final Duration LAG = Duration.ofSeconds(1);
  private static final Set<ErrorCode> LAGGING = EnumSet.of(ErrorCode.ROLLBACK, ErrorCode.MISSING);

  /// From this exit code on, the storage is not as it was written (docs/user-guide/codes.md).
  private static final int FIRST_OF_DAMAGE = 20;

  /// @param members as the storage shows them
  public record Outcome(DrillReport report, Members members) {}

  /// @throws TidelockException AUTH if it does not open the vault; MISSING or INTEGRITY if that cannot be known, as the storage has not what it opens; IDENTITY if another vault is there;
  ///     whatever else a new device would be stopped by
  public Outcome run(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    Steps steps = new Steps();
    try (Pulse _ = Pulse.start(effects.clock(), () -> progress.accept(steps.progress()));
        OwnerSession owner = open(unlock)) {
      return new Outcome(opened(Identity.ofOwner(owner), secret(unlock), steps), owner.members());
    }
  }

  private OwnerSession open(Unlock unlock) throws TidelockException, InterruptedException {
    OwnerSession owner;
    try {
      owner = Owners.openPinned(here.header().hash(), remote, unlock, effects);
    } catch (TidelockException e) {
      throw e.code() == ErrorCode.AUTH ? Refusal.at(remote, here).of(secret(unlock), e) : e;
    }
    try {
      here.requireCovered(owner.members());
      return owner;
    } catch (TidelockException e) {
      owner.close();
      throw e;
    }
  }

  private static DrillReport.Secret secret(Unlock unlock) {
    return switch (unlock) {
      case Unlock.ByRecoveryKey _ -> DrillReport.Secret.RECOVERY_KIT;
      case Unlock.ByPassphrase _ -> DrillReport.Secret.PASSPHRASE;
    };
  }

  private DrillReport opened(Identity owner, DrillReport.Secret by, Steps steps)
      throws TidelockException, InterruptedException {
    try {
      for (int waits = 0; waits < WAITS; waits++) {
        try {
          return learned(owner, by, steps);
        } catch (TidelockException e) {
          if (!LAGGING.contains(e.code())) throw e;
          LOG.info("what this device knows is not there yet", e);
          effects.clock().sleep(LAG);
        }
      }
      return learned(owner, by, steps);
    } catch (TidelockException e) {
      throw e.code().exitCode() < FIRST_OF_DAMAGE ? e : e.withSafe(Safe.SECRET_OPENS.of());
    }
  }

  private DrillReport learned(Identity owner, DrillReport.Secret by, Steps steps)
      throws TidelockException, InterruptedException {
    Optional<DrillReport> report = learned(Beginning.CHECKPOINT, owner, by, steps);
    if (report.isPresent()) return report.get();
    return learned(Beginning.LOG, owner, by, steps).orElseThrow();
  }

  /// @return empty if the log contradicts the checkpoint that it began with
  private Optional<DrillReport> learned(
      Beginning beginning, Identity owner, DrillReport.Secret by, Steps steps)
      throws TidelockException, InterruptedException {
    try (Database index = effects.places().passingIndex()) {
      Tables tables = Tables.over(index);
      SealedContents contents =
          new SealedContents(owner.header().vault(), ProfileKey.random(effects.random()));
      Newcomer.Outcome learned =
          new Newcomer(owner, remote, contents, effects).learn(beginning, tables, (_, _) -> {});
      if (learned.contradicted().isPresent()) return Optional.empty();
      floor.require(tables.log(), owner.members());
      List<Problem> problems = new ArrayList<>();
      learned.lacking().ifPresent(e -> problems.add(new Problem(Optional.empty(), e)));
      return Optional.of(
          sampled(new Sample(owner, tables, contents, remote, effects), by, problems, steps));
    }
  }

  private DrillReport sampled(
      Sample sample, DrillReport.Secret by, List<Problem> problems, Steps steps)
      throws TidelockException, InterruptedException {
    Lot lot = sample.draw();
    List<DrillReport.Read> read = new ArrayList<>();
    sample.read(lot, read::add, problems::add, steps);
    return new DrillReport(
        by,
        effects.clock().instant(),
        (int) sample.owner().members().devices().stream().filter(d -> d.active()).count(),
        sample.tables().log().writers().stream().mapToLong(LogTable.Writer::count).sum(),
        lot.files(),
        lot.bytes(),
        read,
        problems,
        onServer);
  }
}
