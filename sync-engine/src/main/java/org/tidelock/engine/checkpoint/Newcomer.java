package org.tidelock.engine.checkpoint;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.learn.Doubts;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.SealedContents;
import org.tidelock.engine.trust.SettledHeads;

/// Takes in all that a vault has, as whoever is new to it.
///
/// @param identity of the owner, or of a device that is in the vault already
public record Newcomer(Identity identity, Remote remote, SealedContents contents, Effects effects) {
  private static final Logger LOG = LoggerFactory.getLogger(Newcomer.class);

  /// With what an empty index begins.
  public enum Beginning {
    /// The newest checkpoint, if there is one.
    CHECKPOINT,
    LOG
  }

  /// @param contradicted a checkpoint that was taken and that the log does not go on from as it should: then the index is worth nothing, and another one has to begin with the log
  /// @param lacking what lies under a key that was not given
  public record Outcome(
      Optional<Joining.Taken> contradicted, Optional<TidelockException> lacking) {}

  /// @param tables an index in which nothing is yet
  /// @param told how much of the log was read
  public Outcome learn(Beginning beginning, Tables tables, Learner.Reading told)
      throws TidelockException, InterruptedException {
    KeptVault kept = KeptVault.ofOwner(tables, identity, remote);
    Optional<Joining.Taken> taken =
        beginning == Beginning.CHECKPOINT
            ? new Joining(tables, remote, identity, contents, kept, effects).run()
            : Optional.empty();
    Doubts doubts = new Doubts(tables, effects);
    try {
      Learner learner = learner(tables, kept, doubts);
      learner.onTaken(told);
      Learner.Learned learned = learner.learnAll();
      if (taken.isPresent() && doubts.isOpen()) return contradicted(taken);
      doubts.forget();
      return new Outcome(Optional.empty(), learned.lacking());
    } catch (TidelockException e) {
      if (taken.isEmpty() || e.code().exitCode() < 20) throw e;
      LOG.warn("the log does not go on from {}", taken.get().manifest(), e);
      return contradicted(taken);
    } catch (IllegalStateException e) { // a merge on which a lie has been played
      if (taken.isEmpty()) throw e;
      LOG.warn("the log cannot be merged on {}", taken.get().manifest(), e);
      return contradicted(taken);
    }
  }

  private Learner learner(Tables tables, KeptVault kept, Doubts doubts) {
    return new Learner(
        tables,
        remote,
        identity,
        new Absorber(tables, contents),
        new OwnWriter(tables, effects.random()),
        kept,
        doubts,
        new SettledHeads(tables.meta()));
  }

  private static Outcome contradicted(Optional<Joining.Taken> taken) {
    return new Outcome(taken, Optional.empty());
  }
}
