package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.trust.SealedContents;

/// Makes what this device has on its disk the vault's again, where others have set something else. On the engine's thread.
public final class FormerVersions {
  private final Tables tables;
  private final SealedContents contents;
  private final Committer committer;

  public FormerVersions(Tables tables, SealedContents contents, Committer committer) {
    this.tables = tables;
    this.contents = contents;
    this.committer = committer;
  }

  /// @param also done in the same transaction
  public void set(List<BaseRow> rows, Runnable also) throws TidelockException {
    List<Operation> all = new ArrayList<>();
    for (BaseRow row : rows) operation(row).ifPresent(all::add);
    committer.commitAll(all, also);
  }

  /// None if the vault has it already, or does not have the file any more.
  private Optional<Operation> operation(BaseRow row) {
    Optional<VersionTable.Version> had = row.entry().version().flatMap(tables.versions()::version);
    if (had.isEmpty()) return Optional.empty();
    Optional<Node> node = tables.merged().node(had.get().facts().node()).filter(Node::lives);
    if (node.isEmpty()) return Optional.empty();
    List<OpId> now = node.get().versions().stream().map(ContentVersion::id).toList();
    if (now.equals(List.of(had.get().id()))) return Optional.empty();
    Attributes attributes = row.entry().attributes().orElseGet(had.get().facts()::attributes);
    return Optional.of(
        new Operation.SetContent(
            node.get().id(), contents.open(had.get().id(), had.get().content()), attributes, now));
  }
}
