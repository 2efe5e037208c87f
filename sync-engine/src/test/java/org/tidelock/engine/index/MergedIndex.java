package org.tidelock.engine.index;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.ContentCodec;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.Merged;

/// An index into which commits are merged as the engine does it: log, merge, versions, all in one transaction.
public final class MergedIndex implements AutoCloseable {
  private static final DeviceId DEVICE = new DeviceId(new Id128(1, 2));
  final Database db;
  final SqliteMergeState state;
  private final Merge merge;
  private final LogTable log;
  private final VersionTable versions;

  MergedIndex(Path file) {
    this(Database.open(file, Database.Access.WRITE));
  }

  MergedIndex(Database db) {
    this.db = db;
    state = new SqliteMergeState(db);
    merge = new Merge(state);
    log = new LogTable(db);
    versions = new VersionTable(db);
  }

  /// An index that has merged these commits.
  public static Database of(List<Commit> commits) {
    MergedIndex index = new MergedIndex(Database.temporary());
    index.apply(commits, _ -> {}, () -> {});
    return index.db;
  }

  /// @param before runs before the end of the transaction
  void apply(List<Commit> commits, Consumer<Merged> each, Runnable before) {
    db.transaction(
        () -> {
          for (Commit commit : commits) each.accept(apply(commit));
          before.run();
          state.flush();
          return true;
        });
  }

  Merged apply(Commit commit) {
    if (log.seen(commit.writer(), commit.seq()).isPresent()) return merge.apply(commit);
    byte[] bytes =
        (commit.writer() + "-" + commit.seq()).getBytes(StandardCharsets.UTF_8); // stands for it
    log.append(
        new LogTable.Segment(
            commit.writer(),
            commit.seq(),
            Hash256.sha256(bytes),
            commit.seen(),
            commit.lamport(),
            commit.made(),
            bytes),
        DEVICE,
        "Attic");
    Merged merged = merge.apply(commit);
    for (int i = 0; i < commit.operations().size(); i++)
      if (commit.operations().get(i) instanceof Operation.SetContent set)
        versions.put(
            new VersionTable.Version(
                ContentVersion.of(set, commit.order(i), commit.made()),
                false,
                ContentCodec.encode(set.content())));
    return merged;
  }

  @Override
  public void close() {
    db.close();
  }
}
