package org.tidelock.engine.twin;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.OwnCommits;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;

/// Lets this device go on as a new writer, whose first commits are those that the storage does not have. What the index makes of the log is worked out anew: as
/// costly as joining, without any transfer.
final class FreshStart {
  /// So many commits are merged before what follows from them leaves the memory.
  private static final int FLUSH_EVERY = 64;

  private final Tables tables;
  private final Identity identity;
  private final OwnWriter own;
  private final KeptCommits commits;
  private final OwnCommits sealed;

  FreshStart(Tables tables, Identity identity, OwnWriter own, OwnCommits sealed) {
    this.tables = tables;
    this.identity = identity;
    this.own = own;
    this.commits = new KeptCommits(tables, identity);
    this.sealed = sealed;
  }

  /// In one transaction: whoever dies in the midst of it has not begun.
  ///
  /// @throws TidelockException also as by [Identity#requireWriting]: what is sealed anew is sealed under the key of now; and LIMIT, if the storage does not take even
  ///     one single change
  void begin() throws TidelockException {
    identity.requireWriting();
    try {
      tables
          .db()
          .transaction(
              () -> {
                try {
                  run();
                } catch (TidelockException e) {
                  throw new Failure(e);
                } catch (CryptoException e) {
                  throw new Failure(Troubles.of(e, null));
                }
                return true;
              });
    } catch (Failure e) {
      throw e.cause;
    }
  }

  private void run() throws TidelockException, CryptoException {
    WriterId old = own.id();
    List<OutboxTable.Entry> unsent = tables.outbox().entries();
    long first = unsent.getFirst().seq();
    Commit[] mine = new Commit[unsent.size()];
    for (int i = 0; i < mine.length; i++) mine[i] = commits.commit(old, unsent.get(i).seq());
    tables.versions().forget(old, first);
    tables.log().cut(old, first);
    own.retire();
    mergeAnew();
    Renaming renaming = new Renaming(old, first, own.id());
    for (int i = 0; i < mine.length; i++)
      add(Part.all(mine[i]), renaming, unsent.get(i).files(), unsent.get(i).bytes());
    tables.base().rename(row -> renamed(row, renaming));
    tables.holds().rename(renaming.copies());
    List<NodeId> folders = new ArrayList<>(List.of(Nodes.ROOT));
    tables.merged().flush();
    new NodeSearch(tables.db())
        .visible(n -> n.kind() == NodeKind.FOLDER, (id, _) -> folders.add(id));
    tables.dirty().add(folders);
  }

  /// In several commits, if the storage does not take one.
  private void add(Part part, Renaming renaming, long files, long bytes) throws CryptoException {
    try {
      sealed.add(renaming.commit(part), files, bytes);
      renaming.made(part);
    } catch (LimitException e) {
      if (!part.isDivisible()) throw e;
      List<Part> halves = part.halves();
      add(halves.getFirst(), renaming, 0, 0);
      add(halves.getLast(), renaming, files, bytes);
    }
  }

  private void mergeAnew() throws TidelockException {
    tables.merged().clear();
    int merged = 0;
    for (LogTable.SegmentKey key : tables.log().inCausalOrder()) {
      new Merge(tables.merged()).apply(commits.commit(key));
      if (++merged % FLUSH_EVERY == 0) tables.merged().flush();
    }
  }

  private static BaseRow renamed(BaseRow row, Renaming renaming) {
    BaseEntry e = row.entry();
    return new BaseRow(
        new BaseEntry(
            renaming.node(e.id()),
            e.nodes().stream().map(renaming::node).toList(),
            e.parent(),
            e.localName(),
            e.kind(),
            e.version().map(renaming::version),
            e.content(),
            e.attributes(),
            e.placed().map(renaming::order)),
        row.fingerprint(),
        row.racy());
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
