package org.tidelock.engine.listing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastView;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.MemoryMergeState;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.View;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.trust.Identity;

/// The tree as it was at a time: the merge of all commits made until then, replayed from the log that this device has kept.
///
/// "Made" is what the authors' clocks said. A commit counts only together with all that its author had seen, so the tree is always one that a
/// device could have had; where a clock was wrong, its commits, and those that build on them, come too early or too late. Costs the whole log, and memory for everything that it speaks of: about 1 KiB for each file.
public final class PastTree {
  private final Tables tables;
  private final Identity identity;
  private final Instant at;
  private final ReentrantLock replaying = new ReentrantLock();
  private @Nullable Lookup replayed;

  public PastTree(Tables tables, Identity identity, Instant at) {
    this.tables = tables;
    this.identity = identity;
    this.at = at;
  }

  /// What was directly in a folder; a file by itself.
  ///
  /// @throws TidelockException USAGE if there was nothing at the path
  public List<FileEntry> list(String path) throws TidelockException, InterruptedException {
    VaultPath asked = VaultPath.of(path);
    Lookup tree = tree();
    FileEntries entries = new FileEntries(tree.state(), tables::deviceName);
    Optional<NodeId> folder = tree.folder(asked);
    if (folder.isEmpty()) {
      Entry file = tree.entry(asked).orElseThrow(() -> unknown(asked));
      return List.of(entries.of(asked, file, Local.STORED));
    }
    List<FileEntry> all = new ArrayList<>();
    for (Entry e : tree.view().children(folder.get()))
      all.add(entries.of(asked.child(e.name()), e, Local.STORED));
    all.sort(FileEntries.FOLDERS_FIRST);
    return all;
  }

  /// The same beside what is there now.
  ///
  /// @param query of this time
  /// @throws TidelockException USAGE if there is no such folder, neither then nor now
  public PastView compare(PastQuery query) throws TidelockException, InterruptedException {
    Lookup tree = tree();
    // A connection of its own: other listings do not wait.
    try (Database moment = tables.db().reader()) {
      Optional<PastView> view =
          moment.transaction(() -> new Comparison(tree, Tables.over(moment), query).view());
      if (Thread.interrupted()) throw new InterruptedException();
      return view.orElseThrow(() -> unknown(VaultPath.of(query.folder())));
    }
  }

  public TidelockException unknown(VaultPath path) {
    return new TidelockException(
        ErrorCode.USAGE,
        Happened.NOTHING_AT_THAT_TIME.of(path),
        Safe.NOTHING_CHANGED.of(),
        Todo.OTHER_TIME.of());
  }

  /// Who is interrupted, here or while another one replays it, goes away at once.
  public Lookup tree() throws TidelockException, InterruptedException {
    replaying.lockInterruptibly();
    try {
      Lookup tree = replayed;
      if (tree == null) {
        tree = replay();
        replayed = tree;
      }
      return tree;
    } finally {
      replaying.unlock();
    }
  }

  private Lookup replay() throws TidelockException, InterruptedException {
    MemoryMergeState state = new MemoryMergeState(Folding.EXACT);
    Merge merge = new Merge(state);
    KeptCommits commits = new KeptCommits(tables, identity);
    for (LogTable.SegmentKey key : tables.log().inCausalOrder()) {
      if (Thread.interrupted()) throw new InterruptedException();
      if (key.made().isAfter(at)) continue;
      Commit commit = commits.commit(key);
      if (state.applied().covers(commit.seen())) merge.apply(commit);
    }
    return new Lookup(state, new View(state, tables::deviceName));
  }
}
