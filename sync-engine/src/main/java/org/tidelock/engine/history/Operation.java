package org.tidelock.engine.history;

import java.util.List;

/// One fact about the tree, as sync.md §2.4 defines them; the merge of all operations of all devices is the vault's tree.
/// Names are NFC, 1 to 255 UTF-8 bytes, without `/`, NUL, and not `.` or `..`.
public sealed interface Operation {
  /// The node that the operation is about.
  NodeId node();

  /// A node comes into being in `parent` (or in [Nodes#ROOT]).
  record Create(NodeId node, NodeKind kind, NodeId parent, String name) implements Operation {}

  /// A node gets another place or name.
  record Move(NodeId node, NodeId parent, String name) implements Operation {}

  /// A new version of a file or link, replacing the versions in `base` (those its author had on disk; empty for a first one).
  /// The version's id is this operation's [OpId].
  record SetContent(NodeId node, Content content, Attributes attributes, List<OpId> base)
      implements Operation {
    public SetContent {
      base = List.copyOf(base);
    }
  }

  /// Only the attributes change; no life-dot.
  record SetAttributes(NodeId node, Attributes attributes) implements Operation {}

  /// Deletes a subtree: `nodes` lists every deleted node, `root` included, each with the parent it had then.
  record Delete(NodeId node, List<Deleted> nodes) implements Operation {
    public Delete {
      nodes = List.copyOf(nodes);
    }

    /// The top-most deleted node, same as [#node].
    public NodeId root() {
      return node;
    }
  }

  record Deleted(NodeId node, NodeId parent) {}

  /// Makes a virtual conflict copy real: `version` of `node` becomes the node `copy` = [Nodes#copyOf] at `parent`/`name`.
  record Split(NodeId node, OpId version, NodeId copy, NodeId parent, String name)
      implements Operation {}

  /// Keeps a folder alive that is shown only because something in it lives.
  record Touch(NodeId node) implements Operation {}

  /// The vault is called `name` from now on (last writer wins): as [VaultNames#isVaultName] wants it.
  record NameVault(String name) implements Operation {
    /// The root: only this operation speaks of it.
    @Override
    public NodeId node() {
      return Nodes.ROOT;
    }
  }
}
