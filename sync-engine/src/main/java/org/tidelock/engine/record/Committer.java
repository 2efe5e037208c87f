package org.tidelock.engine.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.learn.OwnCommits;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;

/// Makes this device's own commits: sealed, signed, durable in the index together with all that follows from them, before anything of
/// them is sent (decisions/0001). The packs that a commit names are in the storage by then (I4).
public final class Committer {
  private final Tables tables;
  private final Identity identity;
  private final OwnWriter own;
  private final Absorber absorber;
  private final OwnCommits commits;
  private final Effects effects;
  private final String deviceName;

  /// @param largest as for [OwnCommits]
  public Committer(
      Tables tables,
      Identity identity,
      Absorber absorber,
      Effects effects,
      String deviceName,
      IntSupplier largest) {
    this.tables = tables;
    this.identity = identity;
    this.own = new OwnWriter(tables, effects.random());
    this.absorber = absorber;
    this.commits = new OwnCommits(tables, identity, absorber, deviceName, largest);
    this.effects = effects;
    this.deviceName = deviceName;
  }

  /// The writer that this device is now.
  public WriterId writer() {
    return own.id();
  }

  String deviceName() {
    return deviceName;
  }

  /// The number that the next commit will have.
  long nextSeq() {
    return tables.log().writer(writer()).map(LogTable.Writer::count).orElse(0L);
  }

  /// @param files how many files' contents the commit brings, of `bytes` in all: for the status, until it is sent
  public record Content(List<Operation> operations, List<PackEntry> packs, long files, long bytes) {
    /// Which tells nothing, but that it was written.
    public static final Content NONE = new Content(List.of(), List.of(), 0, 0);

    private boolean isEmpty() {
      return operations.isEmpty() && packs.isEmpty();
    }
  }

  /// Runs in one transaction: the commit, and `also`, which writes what else follows from it.
  public Merged commit(Content content, Runnable also) throws TidelockException {
    return commit(content, effects.clock().instant(), also);
  }

  /// @param made what the commit says of when it was made
  /// @throws TidelockException as by [Identity#requireWriting], of an empty one only as by [Identity#requireMember]; and if the commit is too large
  public Merged commit(Content content, Instant made, Runnable also) throws TidelockException {
    if (content.isEmpty()) identity.requireMember();
    else identity.requireWriting();
    return together(
        () -> {
          Merged merged = commit(content, made);
          also.run();
          return merged;
        });
  }

  /// Hears in which commit something was recorded.
  @FunctionalInterface
  interface Numbered {
    /// @param before so many commits were needed before it
    void is(long before);
  }

  /// The same for what cannot be divided and brings more packs than one commit can tell of: these are told first, in commits of their own. All in one
  /// transaction.
  Merged commitAfterPacks(Content content, Numbered also) throws TidelockException {
    return together(
        () -> {
          long first = nextSeq();
          commitPacks(content.packs());
          Content rest =
              new Content(content.operations(), List.of(), content.files(), content.bytes());
          Merged merged = commit(rest, () -> {});
          also.is(nextSeq() - 1 - first);
          return merged;
        });
  }

  private void commitPacks(List<PackEntry> packs) throws TidelockException {
    if (packs.isEmpty()) return;
    try {
      commit(new Content(List.of(), packs, 0, 0), () -> {});
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT || packs.size() < 2) throw e;
      commitPacks(packs.subList(0, packs.size() / 2));
      commitPacks(packs.subList(packs.size() / 2, packs.size()));
    }
  }

  /// Commits these in as many commits as it takes, in one transaction with `also`.
  public void commitAll(List<Operation> operations, Runnable also) throws TidelockException {
    commitAll(operations, effects.clock().instant(), also);
  }

  /// @param made as for [#commit(Content, Instant, Runnable)], of all of them
  /// @param also runs in the same transaction
  public void commitAll(List<Operation> operations, Instant made, Runnable also)
      throws TidelockException {
    together(
        () -> {
          commitInParts(operations, made);
          also.run();
          return true;
        });
  }

  private void commitInParts(List<Operation> operations, Instant made) throws TidelockException {
    try {
      commit(new Content(operations, List.of(), 0, 0), made, () -> {});
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT || operations.size() < 2) throw e;
      commitInParts(operations.subList(0, operations.size() / 2), made);
      commitInParts(operations.subList(operations.size() / 2, operations.size()), made);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws TidelockException;
  }

  private <T> T together(Work<T> work) throws TidelockException {
    try {
      return tables
          .db()
          .transaction(
              () -> {
                try {
                  return work.run();
                } catch (TidelockException e) {
                  throw new Failure(e);
                }
              });
    } catch (Failure e) {
      throw e.cause;
    }
  }

  private Merged commit(Content content, Instant made) throws TidelockException {
    WriterId writer = writer();
    Optional<LogTable.Writer> before = tables.log().writer(writer);
    VersionVector seen = tables.log().known();
    Commit commit =
        new Commit(
            writer,
            before.map(LogTable.Writer::count).orElse(0L),
            seen,
            absorber.lamport(),
            // Times on the wire are whole microseconds.
            made.truncatedTo(ChronoUnit.MICROS),
            content.operations(),
            content.packs(),
            Optional.of(tables.merged().stateHash()));
    try {
      return commits.add(commit, content.files(), content.bytes());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// Carries a checked exception out of a transaction.
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final TidelockException cause;

    Failure(TidelockException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
