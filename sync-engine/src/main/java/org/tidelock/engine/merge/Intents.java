package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VaultNames;

/// What local actions become. One instance for the actions of one commit, in the order in which they are to stand in it.
///
/// An action was made against what is on this disk, which may lag behind the merge: targets say what it was made against, and nothing
/// that its user has not seen is replaced or deleted (I7). Acting on one entry of a conflict group makes all of the group real under
/// the names they are shown with, so that nothing else changes its name; acting inside the ghost of a folder brings the folder back.
public final class Intents {
  private final Explicit explicit;

  public Intents(View view) {
    this.explicit = new Explicit(view);
  }

  /// A new folder. `parent` is a folder's id, the root's, or that of a folder created before in this commit.
  public List<Operation> createFolder(NodeId id, NodeId parent, String name) {
    explicit.place(id, parent);
    return List.of(new Operation.Create(id, NodeKind.FOLDER, parent, name));
  }

  /// A new file or link with its first content.
  public List<Operation> create(
      NodeId id,
      NodeKind kind,
      NodeId parent,
      String name,
      Content content,
      Attributes attributes) {
    explicit.place(id, parent);
    return List.of(
        new Operation.Create(id, kind, parent, name),
        new Operation.SetContent(id, content, attributes, List.of()));
  }

  /// New bytes in place of the version that the target had on disk.
  public List<Operation> setContent(Target target, Content content, Attributes attributes) {
    List<Operation> operations = new ArrayList<>();
    files(target, operations)
        .forEach(
            (node, base) ->
                operations.add(new Operation.SetContent(node, content, attributes, base)));
    return operations;
  }

  /// All entries of the target's conflict group get nodes and names of their own: those that they are shown with.
  public List<Operation> separate(Target target) {
    return explicit.entry(target).map(explicit::around).orElse(List.of());
  }

  public List<Operation> setAttributes(Target target, Attributes attributes) {
    List<Operation> operations = new ArrayList<>();
    for (NodeId node : realNodes(target, operations))
      operations.add(new Operation.SetAttributes(node, attributes));
    return operations;
  }

  /// A new place or name, or both. All nodes of a united folder move.
  public List<Operation> move(Target target, NodeId parent, String name) {
    List<Operation> operations = new ArrayList<>();
    for (NodeId node : realNodes(target, operations)) {
      operations.add(new Operation.Move(node, parent, name));
      explicit.place(node, parent);
    }
    return operations;
  }

  /// Whether others have deleted a folder, as a whole or in part of its nodes.
  public boolean isDeleted(Target folder) {
    return folder.nodes().stream().anyMatch(explicit::isDeleted);
  }

  /// What was deleted together with a folder, by somebody else, stays.
  public List<Operation> bringBack(Target folder, Collection<Target> below) {
    Set<OpId> deletions = new HashSet<>();
    folder.nodes().forEach(node -> deletions.addAll(explicit.deletions(node)));
    List<Operation> operations = new ArrayList<>();
    for (Target target : below)
      for (NodeId node : target.nodes())
        if (explicit.isDeleted(node) && !Collections.disjoint(explicit.deletions(node), deletions))
          operations.addAll(explicit.touch(node));
    return operations;
  }

  /// Deletes what is gone from the disk: `root` and all that was below it, as far as its user had seen it.
  public DeleteIntent delete(Target root, Collection<Target> below) {
    return new Deleting(explicit).delete(root, below);
  }

  /// @throws IllegalArgumentException if no vault may be called that
  public List<Operation> nameVault(String name) {
    if (!VaultNames.isVaultName(name)) throw new IllegalArgumentException("no name for a vault");
    return List.of(new Operation.NameVault(name));
  }

  private Collection<NodeId> realNodes(Target target, List<Operation> operations) {
    return target.version().isPresent()
        ? files(target, operations).keySet()
        : folders(target, operations);
  }

  private List<NodeId> folders(Target target, List<Operation> operations) {
    explicit.entry(target).ifPresent(e -> operations.addAll(explicit.around(e)));
    return target.nodes().stream().filter(explicit::exists).toList();
  }

  /// The nodes that hold the target's content once the group is explicit, each with its versions of that content.
  private Map<NodeId, List<OpId>> files(Target target, List<Operation> operations) {
    Map<NodeId, List<OpId>> nodes = new LinkedHashMap<>();
    Optional<Entry> entry = explicit.entry(target);
    if (entry.isPresent()) {
      operations.addAll(explicit.around(entry.get()));
      for (Entry.Member member : entry.get().members())
        nodes
            .computeIfAbsent(explicit.realNode(member), _ -> new ArrayList<>())
            .add(member.version());
    } else {
      explicit.lostCopy(target).ifPresent(operations::add);
      nodes.put(target.id(), new ArrayList<>(target.version().stream().toList()));
    }
    return nodes;
  }

  /// The node that a Split of this version makes.
  static NodeId copy(Entry.Member member) {
    return Nodes.copyOf(member.node(), member.version());
  }
}
