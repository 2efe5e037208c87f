package org.tidelock.engine.index;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Deletion;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.VaultName;

/// The merge state in the index. What a transaction writes is held back, and read from there, until [#flush]; it is forgotten when the
/// transaction is rolled back. Over a reader it answers from one state of the index within a transaction of that reader.
///
/// Of two things it keeps no copy, since the index has them anyway. In the transaction that merges a commit its segment is appended to
/// [LogTable] first, which has what its author had seen; and each SetContent is put into [VersionTable], at the latest before the flush.
public final class SqliteMergeState implements MergeState {
  private static final int REMEMBERED = 1024;

  private record Segment(WriterId writer, long seq) {}

  private final Buffer buffer =
      new Buffer() {
        @Override
        public void flush() {
          SqliteMergeState.this.flush();
        }

        @Override
        public void discard() {
          SqliteMergeState.this.discard();
        }
      };
  private final Database db;
  private final LogTable log;
  private final VersionTable versionTable;
  private final Folding folding;
  private final MergedFacts facts;
  private final NodeStore nodes;
  private final MoveLog moves;
  private final DeletionStore deletions;
  private final Map<OpId, ContentVersion> versions = new LinkedHashMap<>();
  private final Recent<Segment, VersionVector> seen = new Recent<>(REMEMBERED);

  public SqliteMergeState(Database db) {
    this(db, Folding.EXACT);
  }

  SqliteMergeState(Database db, Folding folding) {
    this.db = db;
    this.facts = new MergedFacts(db);
    this.log = new LogTable(db);
    this.versionTable = new VersionTable(db);
    this.folding = folding;
    this.nodes = new NodeStore(db, folding);
    this.moves = new MoveLog(db);
    this.deletions = new DeletionStore(db);
  }

  /// Writes what is held back, inside the transaction that it belongs to. The database does it before a commit, if nobody did.
  ///
  /// @throws IllegalStateException if a version that was set is not in the version table
  public void flush() {
    checkVersions();
    nodes.flush();
    moves.flush();
    deletions.flush();
    facts.flush();
    discard();
  }

  /// Forgets what is held back. The database does it after a rollback.
  public void discard() {
    nodes.discard();
    moves.discard();
    deletions.discard();
    versions.clear();
    seen.clear();
    facts.discard();
  }

  /// Begins anew, with nothing applied.
  public void clear() {
    db.join(buffer);
    discard();
    for (String table : List.of("node", "move", "deletion", "deletion_member"))
      db.update("DELETE FROM " + table);
    facts.clear();
  }

  /// Counts only: to look each version up would cost as much as to write it.
  private void checkVersions() {
    Map<Segment, Integer> set = new HashMap<>();
    for (OpId id : versions.keySet())
      set.merge(new Segment(id.writer(), id.seq()), 1, Integer::sum);
    set.forEach(
        (segment, count) -> {
          if (versionTable.countOf(segment.writer, segment.seq) < count)
            throw new IllegalStateException(
                "a version set by segment " + segment + " is not in the version table");
        });
  }

  @Override
  public Folding folding() {
    return folding;
  }

  @Override
  public Optional<Node> node(NodeId id) {
    return read(() -> nodes.node(id));
  }

  @Override
  public void put(Node node) {
    db.join(buffer);
    nodes.put(node);
  }

  @Override
  public List<Node> visibleChildren(NodeId parent) {
    return read(() -> nodes.visibleChildren(parent));
  }

  @Override
  public List<Node> visibleChildren(NodeId parent, String key) {
    return read(() -> nodes.visibleChildren(parent, key));
  }

  @Override
  public Optional<ContentVersion> version(OpId id) {
    return read(
        () -> {
          ContentVersion pending = versions.get(id);
          return pending != null ? Optional.of(pending) : versionTable.facts(id);
        });
  }

  @Override
  public void putVersion(ContentVersion version) {
    db.join(buffer);
    checkMicros(version.made());
    checkMicros(version.attributes().modified());
    versions.put(version.id(), version);
  }

  /// A finer time would not come back the same, neither from here nor from the log.
  private static void checkMicros(Instant time) {
    if (time.getNano() % 1000 != 0)
      throw new IllegalArgumentException("times in a commit are whole microseconds: " + time);
  }

  @Override
  public void putMove(MoveRecord move) {
    db.join(buffer);
    moves.put(move);
  }

  @Override
  public List<MoveRecord> movesAfter(OpOrder order) {
    return read(() -> moves.after(order));
  }

  @Override
  public List<MoveRecord> movesOf(NodeId node) {
    return read(() -> moves.of(node));
  }

  @Override
  public void putDeletion(Deletion deletion, List<Deleted> members) {
    db.join(buffer);
    deletions.put(deletion, members);
  }

  @Override
  public void putDeletion(Deletion deletion) {
    db.join(buffer);
    deletions.put(deletion);
  }

  @Override
  public Deletion deletion(OpId id) {
    return read(() -> deletions.get(id));
  }

  @Override
  public Optional<NodeId> recordedParent(OpId deletion, NodeId node) {
    return read(() -> deletions.recordedParent(deletion, node));
  }

  @Override
  public List<Deleted> members(OpId deletion) {
    return read(() -> deletions.members(deletion));
  }

  @Override
  public VersionVector seen(WriterId writer, long seq) {
    return read(() -> seen(new Segment(writer, seq)));
  }

  private VersionVector seen(Segment segment) {
    VersionVector known = seen.get(segment);
    if (known != null) return known;
    VersionVector found =
        log.seen(segment.writer, segment.seq)
            .orElseThrow(() -> new IllegalStateException(segment + " is not in the log"));
    if (db.inTransaction()) seen.put(segment, found);
    return found;
  }

  @Override
  public VersionVector applied() {
    return read(() -> facts.applied());
  }

  @Override
  public void applied(WriterId writer, long seq, VersionVector itsSeen) {
    db.join(buffer);
    if (!seen(writer, seq).equals(itsSeen))
      throw new IllegalStateException("the log has another segment " + seq + " of " + writer);
    facts.applied(facts.applied().with(writer, seq + 1));
  }

  @Override
  public Hash256 stateHash() {
    return read(() -> facts.stateHash());
  }

  @Override
  public void stateHash(Hash256 hash) {
    db.join(buffer);
    facts.stateHash(hash);
  }

  @Override
  public Optional<VaultName> vaultName() {
    return read(() -> facts.vaultName());
  }

  @Override
  public void vaultName(VaultName name) {
    db.join(buffer);
    facts.vaultName(name);
  }

  /// What is remembered in a transaction has to be forgotten with it, even if nothing is written. Outside of one nothing is remembered, and nothing is seen of
  /// what another thread does in its own.
  private <T> T read(Database.Work<T> work) {
    return db.alone(
        () -> {
          if (db.inTransaction()) db.join(buffer);
          return work.run();
        });
  }
}
