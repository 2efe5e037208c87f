package org.tidelock.engine.learn;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.LimitException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.Segments;
import org.tidelock.engine.history.WriterCertificate;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.trust.Identity;

/// Seals and signs commits of this device, puts them into the outbox and takes them in as those of others are. A writer's first one certifies it.
public final class OwnCommits {
  private final Tables tables;
  private final Identity identity;
  private final Absorber absorber;
  private final String deviceName;
  private final IntSupplier largest;

  /// @param largest bytes of an object that the storage takes, as far as that is known
  public OwnCommits(
      Tables tables, Identity identity, Absorber absorber, String deviceName, IntSupplier largest) {
    this.largest = largest;
    this.tables = tables;
    this.identity = identity;
    this.absorber = absorber;
    this.deviceName = deviceName;
  }

  /// Runs in a transaction.
  ///
  /// @param commit the next one of its writer
  /// @param files how many files' contents it brings, of `bytes` in all
  /// @throws LimitException if it does not fit into one segment, or the storage does not take that; nothing was recorded then
  public Merged add(Commit commit, long files, long bytes) throws CryptoException {
    Optional<LogTable.Writer> known = tables.log().writer(commit.writer());
    Optional<WriterCertificate> certificate =
        known.isPresent()
            ? Optional.empty()
            : Optional.of(
                new WriterCertificate(identity.device().id(), deviceName, Optional.empty()));
    Hash256 previous = known.map(LogTable.Writer::hash).orElse(SegmentBody.NO_PREVIOUS);
    Segments.Sealed sealed =
        identity
            .segments()
            .seal(
                new SegmentBody(commit, previous, identity.tips(), certificate), identity.device());
    requireTakable(sealed.object().length);
    Head head =
        new Head(
            commit.writer(), commit.seq(), sealed.segment().hash(), identity.tips(), commit.seen());
    tables
        .outbox()
        .add(
            new OutboxTable.Entry(
                commit.seq(), identity.heads().seal(head, identity.device()), files, bytes));
    return absorber.absorb(
        sealed.segment(), sealed.object(), identity.device().id(), deviceName, true);
  }

  private void requireTakable(int length) throws LimitException {
    int most = largest.getAsInt();
    if (length > most)
      throw new LimitException(
          "what was changed does not fit into one object of "
              + most
              + " bytes, and the storage takes no larger one");
  }
}
