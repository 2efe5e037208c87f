package org.tidelock.engine.learn;

import java.util.function.Consumer;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VerifiedSegment;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.trust.SealedContents;

/// Takes a verified segment into the index, own ones and others' alike: log, merged state, versions, places of chunks, folders to look
/// at. Runs inside the caller's transaction, so that a segment is known with all that follows from it, or not at all.
public final class Absorber {
  private static final String LAMPORT = "lamport";
  private static final int MOST_CIRCLES = 100;

  private final Tables tables;
  private final SealedContents contents;
  private Consumer<MoveRecord> circles = _ -> {};

  public Absorber(Tables tables, SealedContents contents) {
    this.tables = tables;
    this.contents = contents;
  }

  /// Tells of moves that do not count, in the same transaction; of a few of each commit.
  public void onCircle(Consumer<MoveRecord> hears) {
    circles = hears;
  }

  /// @throws org.tidelock.engine.merge.MalformedCommitException if the commit contradicts what it refers to
  public Merged absorb(
      VerifiedSegment segment, byte[] object, DeviceId device, String deviceName, boolean own) {
    Commit commit = segment.commit();
    tables
        .log()
        .append(
            new LogTable.Segment(
                commit.writer(),
                commit.seq(),
                segment.hash(),
                commit.seen(),
                commit.lamport(),
                commit.made(),
                object),
            device,
            deviceName);
    Merged merged = new Merge(tables.merged()).apply(commit);
    for (int i = 0; i < commit.operations().size(); i++) keepContent(commit, i, own);
    commit.packs().forEach(tables.packs()::name);
    tables.dirty().add(merged.folders());
    merged.ignored().stream().limit(MOST_CIRCLES).forEach(circles);
    // At least one later, so that what comes after an empty commit sorts after it.
    long next = Math.addExact(commit.lamport(), Math.max(1, commit.operations().size()));
    if (lamport() < next) tables.meta().putNumber(LAMPORT, next);
    return merged;
  }

  /// What a checkpoint covers lies before this Lamport time.
  public static void goOnFrom(MetaTable meta, long lamport) {
    meta.putNumber(LAMPORT, lamport);
  }

  /// What sorts after everything that is known.
  public long lamport() {
    return tables.meta().number(LAMPORT).orElse(1L);
  }

  private void keepContent(Commit commit, int index, boolean own) {
    if (!(commit.operations().get(index) instanceof Operation.SetContent op)) return;
    ContentVersion facts = ContentVersion.of(op, commit.order(index), commit.made());
    tables
        .versions()
        .put(new VersionTable.Version(facts, own, contents.seal(commit.id(index), op.content())));
  }
}
