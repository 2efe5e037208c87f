package org.tidelock.engine.merge;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;

/// One visible thing of a folder.
///
/// @param id the first node, or [org.tidelock.engine.history.Nodes#copyOf] for a virtual conflict copy: the same before and after
///     the copy is made real
/// @param nodes every node shown here: united folders, files of one name and content; of a virtual copy the node it is a version of
/// @param key the folded name that the entry asked for: entries of one key form one conflict group
/// @param name the visible name, unique in the folder
/// @param version of the content; empty for folders, and for a file that never got content
/// @param size of the content in bytes, 0 for folders
/// @param attributes empty for a folder whose attributes nobody set
/// @param placed the operation that put the first node where it is
/// @param members which versions of which nodes are shown here; empty for folders
/// @param virtual no node of its own yet
/// @param conflict present if the entry is shown under another name than it asked for
public record Entry(
    NodeId id,
    List<NodeId> nodes,
    NodeKind kind,
    String key,
    String name,
    Optional<OpId> version,
    Optional<ContentId> content,
    long size,
    Optional<Attributes> attributes,
    OpOrder placed,
    List<Member> members,
    boolean virtual,
    Optional<ConflictOf> conflict) {
  public Entry {
    nodes = List.copyOf(nodes);
    members = List.copyOf(members);
  }

  /// A version of a node, as part of an entry. It needs a Split before anything is done to it if the node has a place elsewhere.
  public record Member(NodeId node, OpId version, boolean primary) {}
}
