package org.tidelock.engine.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Looks at all that was ever recorded, and says of each pack that a commit names whether anything needs it. Packs that no commit names are none of this: they may be on their way into one.
/// Costs the whole log, and memory for what was ever replaced or deleted.
public final class Survey {
  private final Tables tables;
  private final Identity identity;
  private final SealedContents contents;
  private final Courtesy courtesy;

  /// Whether to go on.
  public interface Courtesy {
    void giveWay() throws InterruptedException;
  }

  /// @param tables over a connection of its own
  public Survey(Tables tables, Identity identity, SealedContents contents, Courtesy courtesy) {
    this.tables = tables;
    this.identity = identity;
    this.contents = contents;
    this.courtesy = courtesy;
  }

  /// A pack of the vault.
  ///
  /// @param until when nothing asks for it any more, which may be over; [Needs#FOR_EVER] for what is there now; empty if nothing that is known ever did
  public record Pack(PackId id, long length, Optional<Instant> until) {
    public boolean isPresent() {
      return until.filter(Needs.FOR_EVER::equals).isPresent();
    }

    public boolean isNeeded(Instant now) {
      return until.filter(now::isBefore).isPresent();
    }
  }

  /// All of one moment.
  ///
  /// @throws TidelockException USAGE if older history is not here yet
  public List<Pack> packs() throws TidelockException, InterruptedException {
    try {
      return tables
          .db()
          .transaction(
              () -> {
                try {
                  return look();
                } catch (TidelockException | InterruptedException e) {
                  throw new Failure(e);
                }
              });
    } catch (Failure e) {
      if (e.cause instanceof InterruptedException interrupted) throw interrupted;
      throw (TidelockException) e.cause;
    }
  }

  private List<Pack> look() throws TidelockException, InterruptedException {
    KeptCommits commits = new KeptCommits(tables, identity);
    Endings endings = new Endings();
    Directories directories = new Directories();
    for (LogTable.SegmentKey key : tables.log().inCausalOrder()) {
      courtesy.giveWay();
      Commit commit = commits.commit(key);
      endings.add(commit);
      directories.add(commit);
    }
    ChunkTimes times = times(new Needs(tables, endings));
    List<Pack> all = new ArrayList<>();
    for (Directories.Pack pack : directories.packs(times))
      all.add(new Pack(pack.id(), pack.length(), time(pack.until())));
    return all;
  }

  private ChunkTimes times(Needs needs) {
    ChunkTimes times = new ChunkTimes();
    tables
        .versions()
        .each(
            version -> {
              if (!(contents.open(version.id(), version.content()) instanceof FileContent file))
                return;
              long until = millis(needs.until(version.facts()));
              for (ChunkRef chunk : file.chunks())
                times.need(Directories.beginning(chunk.id()), until);
            });
    return times;
  }

  private static long millis(Instant until) {
    return until.equals(Needs.FOR_EVER) ? Long.MAX_VALUE : until.toEpochMilli();
  }

  private static Optional<Instant> time(long millis) {
    if (millis == Long.MIN_VALUE) return Optional.empty();
    return Optional.of(millis == Long.MAX_VALUE ? Needs.FOR_EVER : Instant.ofEpochMilli(millis));
  }

  /// Carries a checked exception out of a transaction.
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Exception cause;

    Failure(Exception cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
