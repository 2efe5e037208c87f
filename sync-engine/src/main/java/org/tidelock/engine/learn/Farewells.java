package org.tidelock.engine.learn;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Members;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;

/// What this device has taken in of another one stays, also if others have cut that one off earlier: before it goes by their cut, it records, still with the tips
/// that it had, one empty commit that has seen everything that is known here. By that the others take it in, too (vault-format-log.md).
public final class Farewells implements KeptVault.Farewell {
  private final Tables tables;
  private final Identity identity;
  private final OwnWriter own;
  private final Absorber absorber;
  private final OwnCommits commits;
  private final Time time;

  public Farewells(
      Tables tables,
      Identity identity,
      OwnWriter own,
      Absorber absorber,
      OwnCommits commits,
      Time time) {
    this.tables = tables;
    this.identity = identity;
    this.own = own;
    this.absorber = absorber;
    this.commits = commits;
    this.time = time;
  }

  @Override
  public void before(Members next) {
    boolean belongs = next.device(identity.device().id()).filter(DeviceEntry::active).isPresent();
    if (!belongs || tables.log().writers().stream().noneMatch(w -> isCutShort(w, next))) return;
    try {
      commits.add(commit(), 0, 0);
    } catch (CryptoException e) {
      throw new IllegalStateException("an empty commit fits into a segment", e);
    }
  }

  /// More of the writer is known here than will count, and it did until now: of what was cut off before, this device has told already.
  private boolean isCutShort(LogTable.Writer writer, Members next) {
    return counts(writer, identity.members()) && !counts(writer, next);
  }

  private static boolean counts(LogTable.Writer writer, Members members) {
    return members
        .device(writer.device())
        .filter(d -> d.counts(writer.id(), writer.count() - 1, writer.hash()))
        .isPresent();
  }

  private Commit commit() {
    return new Commit(
        own.id(),
        tables.log().writer(own.id()).map(LogTable.Writer::count).orElse(0L),
        tables.log().known(),
        absorber.lamport(),
        time.instant().truncatedTo(ChronoUnit.MICROS),
        List.of(),
        List.of(),
        Optional.of(tables.merged().stateHash()));
  }
}
