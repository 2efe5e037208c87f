package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.VersionVector;

/// All that the merge knows of one node.
///
/// Life-dots are kept as one number per writer, the highest, in the form of a vector: a delete kills the dots that its author had
/// seen, and what an author has seen of a writer is always a beginning of that writer's log. So a delete that kills the highest dot
/// of a writer kills all of that writer's, and if any dot of a writer survives all deletes, the highest does.
///
/// @param born decides who keeps a contested name; a copy made real is as old as its version
/// @param made the author's clock at `born`
/// @param birth where its creation (or the first Split, in operation order) puts it
/// @param at where it is now: `birth`, or where the last effective Move puts it
/// @param life highest life-dot of each writer, plus one
/// @param moves highest segment of each writer that moves this node, plus one
/// @param versions live versions, the winner (highest order) first; superseded ones live on in the index only
/// @param deletions deletes that list this node, void ones included, ascending
/// @param lives has a life-dot that no non-void delete kills
/// @param visibleChildren how many nodes whose current parent this is are visible
public record Node(
    NodeId id,
    NodeKind kind,
    OpOrder born,
    Instant made,
    Place birth,
    Place at,
    VersionVector life,
    VersionVector moves,
    List<ContentVersion> versions,
    Optional<AttributeStamp> attributes,
    List<OpId> deletions,
    boolean lives,
    int visibleChildren) {
  public Node {
    versions = List.copyOf(versions);
    deletions = List.copyOf(deletions);
  }

  /// Shown in the tree: alive, or the ghost of a deleted folder in which something lives.
  public boolean visible() {
    return lives || visibleChildren > 0;
  }

  public boolean ghost() {
    return !lives && visibleChildren > 0;
  }

  public NodeId parent() {
    return at.parent();
  }

  public String name() {
    return at.name();
  }

  Node withBirth(NodeKind newKind, OpOrder newBorn, Instant newMade, Place newBirth) {
    return new Node(
        id,
        newKind,
        newBorn,
        newMade,
        newBirth,
        at,
        life,
        moves,
        versions,
        attributes,
        deletions,
        lives,
        visibleChildren);
  }

  /// The same node, where the moves have put it.
  public Node placed(Place place) {
    return place.equals(at) ? this : withAt(place);
  }

  Node withAt(Place place) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        place,
        life,
        moves,
        versions,
        attributes,
        deletions,
        lives,
        visibleChildren);
  }

  Node withLife(VersionVector dots) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        dots,
        moves,
        versions,
        attributes,
        deletions,
        lives,
        visibleChildren);
  }

  Node withMoves(VersionVector dots) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        dots,
        versions,
        attributes,
        deletions,
        lives,
        visibleChildren);
  }

  Node withVersions(List<ContentVersion> live) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        live,
        attributes,
        deletions,
        lives,
        visibleChildren);
  }

  Node withAttributes(AttributeStamp stamp) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        versions,
        Optional.of(stamp),
        deletions,
        lives,
        visibleChildren);
  }

  Node withDeletions(List<OpId> ids) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        versions,
        attributes,
        ids,
        lives,
        visibleChildren);
  }

  Node withLives(boolean alive) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        versions,
        attributes,
        deletions,
        alive,
        visibleChildren);
  }

  Node withVisibleChildren(int count) {
    return new Node(
        id,
        kind,
        born,
        made,
        birth,
        at,
        life,
        moves,
        versions,
        attributes,
        deletions,
        lives,
        count);
  }
}
