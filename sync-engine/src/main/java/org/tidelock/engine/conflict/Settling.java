package org.tidelock.engine.conflict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.OpenConflict.Keep;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.conflict.OpenConflicts.Group;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Intents;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Target;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.trust.SealedContents;

/// Settles a conflict: all sides become files of their own, or one of them gets the name and the others stay in the history. On the engine's thread, and
/// after a round, so that what is on the disk is recorded.
public final class Settling {
  private final Tables tables;
  private final OpenConflicts open;
  private final SealedContents contents;
  private final Committer committer;

  public Settling(Tables tables, OpenConflicts open, SealedContents contents, Committer committer) {
    this.tables = tables;
    this.open = open;
    this.contents = contents;
    this.committer = committer;
  }

  /// @param path of one of the sides
  /// @throws TidelockException USAGE if it is none, or OTHER does not say which of several
  public void settle(String path, Keep keep) throws TidelockException {
    VaultPath named = VaultPath.of(path);
    Group group =
        open.of(named)
            .orElseThrow(() -> refused(Happened.NO_CONFLICT.of(named), Todo.SEE_CONFLICTS.of()));
    Entry entry =
        group.entries().stream()
            .filter(e -> e.name().equals(named.name()))
            .findFirst()
            .orElseThrow();
    List<Operation> operations =
        switch (keep) {
          case BOTH -> separate(entry);
          case THIS -> choose(group, entry);
          case OTHER -> choose(group, other(group, entry));
        };
    if (!operations.isEmpty())
      committer.commit(new Committer.Content(operations, List.of(), 0, 0), () -> {});
  }

  private static Entry other(Group group, Entry entry) throws TidelockException {
    List<Entry> others = group.files().stream().filter(e -> !e.id().equals(entry.id())).toList();
    if (others.size() != 1)
      throw refused(Happened.SEVERAL_OTHERS.of(others.size()), Todo.NAME_THE_ONE.of());
    return others.getFirst();
  }

  private List<Operation> separate(Entry entry) {
    return new Intents(tables.view()).separate(Target.of(entry));
  }

  /// A folder keeps its name whatever happens to files beside it.
  private List<Operation> choose(Group group, Entry chosen) throws TidelockException {
    if (group.files().size() < group.entries().size())
      throw refused(Happened.FOLDER_HAS_THE_NAME.of(group.folder()), Todo.KEEP_BOTH.of());
    List<Operation> operations = new ArrayList<>();
    Set<NodeId> kept = new HashSet<>(chosen.nodes());
    for (NodeId node : kept) setOnly(node, chosen, operations);
    delete(group, kept).forEach((node, parent) -> operations.add(deletion(node, parent)));
    return operations;
  }

  /// The chosen version, and none beside it.
  private void setOnly(NodeId id, Entry chosen, List<Operation> operations) {
    Node node = tables.merged().node(id).orElseThrow();
    if (node.versions().size() < 2
        && node.versions().getFirst().id().equals(chosen.version().orElseThrow())) return;
    List<OpId> all = node.versions().stream().map(ContentVersion::id).toList();
    operations.add(
        new Operation.SetContent(
            id, content(chosen.version().orElseThrow()), chosen.attributes().orElseThrow(), all));
  }

  private Content content(OpId version) {
    return contents.open(version, tables.versions().version(version).orElseThrow().content());
  }

  /// The nodes of the others, with their parents.
  private Map<NodeId, NodeId> delete(Group group, Set<NodeId> kept) {
    Map<NodeId, NodeId> others = new LinkedHashMap<>();
    for (Entry e : group.files())
      for (Entry.Member member : e.members())
        if (!kept.contains(member.node()))
          others.put(member.node(), tables.merged().node(member.node()).orElseThrow().parent());
    return others;
  }

  private static Operation deletion(NodeId node, NodeId parent) {
    return new Operation.Delete(node, List.of(new Deleted(node, parent)));
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
