package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.merge.AttributeStamp;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Place;
import org.tidelock.engine.undo.Deeds.Deed;
import org.tidelock.engine.undo.Reversal.Life;

/// Works out what undoing a selection of commits means for the tree as it is now. Where somebody else has changed the same since (the place, the content, the
/// life of a node), that stays.
final class Reversals {
  private final Tables tables;
  private final Deeds deeds;
  private final Earlier earlier;
  private final EarlierStamps stamps;
  private final Map<NodeId, Node> nodes = new LinkedHashMap<>();

  /// @param reversals none of which changes nothing
  /// @param left whose change is not undone, or not all of it
  record Outcome(List<Reversal> reversals, List<Node> left) {}

  private Reversals(Tables tables, Selection selection, Deeds deeds, KeptCommits commits)
      throws TidelockException {
    this.tables = tables;
    this.deeds = deeds;
    this.earlier = new Earlier(tables, selection, deeds, commits);
    for (NodeId id : deeds.nodes()) tables.merged().node(id).ifPresent(n -> nodes.put(id, n));
    this.stamps = EarlierStamps.of(nodes.values(), selection, tables, commits);
  }

  static Outcome of(Selection selection, Tables tables, KeptCommits commits)
      throws TidelockException {
    Deeds deeds = new Deeds();
    for (SegmentKey key : selection.segments()) deeds.add(commits.commit(key));
    return new Reversals(tables, selection, deeds, commits).outcome();
  }

  private Outcome outcome() throws TidelockException {
    Map<NodeId, Reversal> all = new LinkedHashMap<>();
    List<Node> left = new ArrayList<>();
    for (Node node : nodes.values()) {
      Reversal reversal = earlier.wasBornHere(node) ? newOne(node) : knownOne(node);
      if (!reversal.changesNothing()) all.put(node.id(), reversal);
      if (isLeft(node, reversal)) left.add(node);
    }
    for (Node folder : keepUsedFolders(all)) left.add(folder);
    return new Outcome(List.copyOf(all.values()), left);
  }

  /// Ends, unless somebody else has taken it over.
  private Reversal newOne(Node node) {
    boolean ours =
        earlier.isPlaced(node) && (node.kind() == NodeKind.FOLDER || earlier.isAllOurs(node));
    return ours && node.visible() ? Reversal.end(node) : Reversal.nothing(node);
  }

  private Reversal knownOne(Node node) throws TidelockException {
    if (node.lives() && earlier.wouldBeDead(node)) return Reversal.end(node);
    boolean back = !node.lives() && earlier.wouldLive(node);
    if (!node.lives() && !back) return Reversal.nothing(node);
    Optional<ContentVersion> version = earlier.version(node).filter(v -> !isShown(node, v));
    return new Reversal(
        node,
        back ? Life.COMES_BACK : Life.STAYS,
        earlier.place(node).filter(p -> !isAt(node, p)),
        version,
        attributes(node, version));
  }

  private static boolean isShown(Node node, ContentVersion version) {
    return node.versions().size() == 1
        && node.versions().getFirst().content().equals(version.content());
  }

  private static boolean isAt(Node node, Place place) {
    return place.parent().equals(node.parent()) && place.name().equals(node.name());
  }

  /// With a version always, as they are set together.
  private Optional<Attributes> attributes(Node node, Optional<ContentVersion> version) {
    Optional<ContentVersion> before = earlier.version(node);
    if (before.isEmpty() && !stamps.isOurs(node)) return Optional.empty();
    Optional<ContentVersion> now = node.versions().stream().findFirst();
    Optional<Attributes> wanted = shown(stamps.of(node), before.or(() -> now));
    boolean shown = version.isEmpty() && wanted.equals(shown(node.attributes(), now));
    return shown ? Optional.empty() : wanted;
  }

  /// The later ones count.
  private static Optional<Attributes> shown(
      Optional<AttributeStamp> stamp, Optional<ContentVersion> content) {
    return stamp
        .filter(s -> content.isEmpty() || s.order().compareTo(content.get().order()) > 0)
        .map(AttributeStamp::attributes)
        .or(() -> content.map(ContentVersion::attributes));
  }

  /// Somebody has changed again, or deleted, what the selection had changed.
  private boolean isLeft(Node node, Reversal reversal) {
    Set<Deed> done = deeds.of(node.id());
    if (earlier.wasBornHere(node)) return node.lives() && reversal.life() != Life.ENDS;
    if (reversal.life() == Life.ENDS) return false;
    if (!node.lives()) return !done.contains(Deed.DELETED) || reversal.life() != Life.COMES_BACK;
    boolean movedOn =
        done.contains(Deed.MOVED)
            && !earlier.isPlaced(node)
            && earlier
                .placeBefore(node, deeds.firstMove(node.id()))
                .filter(p -> isAt(node, p))
                .isEmpty();
    boolean set = done.contains(Deed.CONTENT) || done.contains(Deed.ATTRIBUTES);
    boolean setOn = set && earlier.version(node).isEmpty() && !stamps.isOurs(node);
    return movedOn || setOn;
  }

  /// A new folder in which something else is by now stays.
  private List<Node> keepUsedFolders(Map<NodeId, Reversal> all) {
    List<Node> kept = new ArrayList<>();
    for (boolean more = true; more; ) {
      more = false;
      for (Node folder : endingFolders(all.values())) {
        if (isLeftEmpty(folder, all)) continue;
        all.remove(folder.id());
        kept.add(folder);
        more = true;
      }
    }
    return kept;
  }

  private static List<Node> endingFolders(Collection<Reversal> all) {
    return all.stream()
        .filter(r -> r.life() == Life.ENDS && r.node().kind() == NodeKind.FOLDER)
        .map(Reversal::node)
        .toList();
  }

  private boolean isLeftEmpty(Node folder, Map<NodeId, Reversal> all) {
    for (Node child : tables.merged().visibleChildren(folder.id())) {
      Reversal reversal = all.get(child.id());
      if (reversal == null) return false;
      boolean goes = reversal.life() == Life.ENDS || reversal.place().isPresent();
      if (!goes) return false;
    }
    return true;
  }
}
