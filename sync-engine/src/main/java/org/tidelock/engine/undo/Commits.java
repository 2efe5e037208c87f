package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.trust.SealedContents;
import org.tidelock.engine.undo.Reversal.Life;

/// The operations that reverse, in commits of bounded size: first what comes back and moves, then contents, then what goes.
final class Commits {
  /// Leaves room below the 4 MiB and the 60,000 operations that a segment may have.
  private static final int MOST_BYTES = 3 << 20;

  /// A deletion is not divided any further, and fits into the smallest object that a storage must take.
  private static final int MOST_DELETED = 20_000;

  private static final int OPERATION = 200;
  private static final int CHUNK = 110;
  private static final int DELETED = 40;

  private final Predicate<OpId> undone;
  private final Tables tables;
  private final SealedContents contents;
  private final Set<NodeId> alive = new HashSet<>();
  private final Map<NodeId, Reversal> unplaced = new LinkedHashMap<>();
  private final List<List<Operation>> commits = new ArrayList<>();
  private int bytes = MOST_BYTES;

  private Commits(Predicate<OpId> undone, Tables tables, SealedContents contents) {
    this.undone = undone;
    this.tables = tables;
    this.contents = contents;
  }

  /// @param undone whether a version is one of those that are reversed
  static List<List<Operation>> of(
      List<Reversal> reversals, Predicate<OpId> undone, Tables tables, SealedContents contents) {
    Commits commits = new Commits(undone, tables, contents);
    for (Reversal r : reversals) if (r.life() == Life.COMES_BACK) commits.alive.add(r.node().id());
    for (Reversal r : reversals) if (r.life() != Life.ENDS) commits.unplaced.put(r.node().id(), r);
    for (Reversal r : reversals) commits.place(r.node().id());
    reversals.forEach(commits::fill);
    commits.delete(
        reversals.stream().filter(r -> r.life() == Life.ENDS).map(Reversal::node).toList());
    return commits.commits;
  }

  private void add(Operation operation, int size) {
    if (bytes + size > MOST_BYTES) {
      commits.add(new ArrayList<>());
      bytes = 0;
    }
    commits.getLast().add(operation);
    bytes += size;
  }

  /// The folders in which it is to be go first: where they lie in it now, its move would be void.
  private void place(NodeId id) {
    Reversal r = unplaced.remove(id);
    if (r == null) return;
    NodeId parent = r.place().map(p -> p.parent()).orElse(r.node().parent());
    placeAbove(parent);
    if (r.life() == Life.COMES_BACK || r.place().isPresent()) bringBackAbove(parent);
    if (r.place().isPresent())
      add(
          new Operation.Move(id, parent, r.place().get().name()),
          OPERATION + r.place().get().name().length() * 3);
    else if (r.life() == Life.COMES_BACK) add(new Operation.Touch(id), OPERATION);
  }

  private void placeAbove(NodeId folder) {
    NodeId at = folder;
    while (!at.equals(Nodes.ROOT) && !unplaced.containsKey(at))
      at = tables.merged().node(at).orElseThrow().parent();
    place(at);
  }

  /// The folders in which it is to be, if somebody else has deleted them.
  private void bringBackAbove(NodeId folder) {
    NodeId at = folder;
    while (!at.equals(Nodes.ROOT)) {
      Node node = tables.merged().node(at).orElseThrow();
      if (!node.lives() && alive.add(at)) add(new Operation.Touch(at), OPERATION);
      at = node.parent();
    }
  }

  private void fill(Reversal r) {
    NodeId id = r.node().id();
    if (r.version().isPresent()) {
      Content content = content(r.version().get());
      List<OpId> base = replaced(r.node(), r.version().get());
      int chunks = content instanceof FileContent file ? file.chunks().size() : 0;
      add(
          new Operation.SetContent(id, content, r.attributes().orElseThrow(), base),
          2 * OPERATION + chunks * CHUNK);
    } else if (r.attributes().isPresent())
      add(new Operation.SetAttributes(id, r.attributes().get()), OPERATION);
  }

  /// What is undone, and what is set once more in its place; further sides of a conflict stay beside it.
  private List<OpId> replaced(Node node, ContentVersion by) {
    return node.versions().stream()
        .map(ContentVersion::id)
        .filter(id -> undone.test(id) || id.equals(by.id()))
        .toList();
  }

  private Content content(ContentVersion version) {
    return contents.open(
        version.id(), tables.versions().version(version.id()).orElseThrow().content());
  }

  /// A deletion for each subtree, of which a part may go before the rest if it is very large.
  private void delete(List<Node> ending) {
    Map<NodeId, Node> all = new LinkedHashMap<>();
    ending.forEach(node -> all.put(node.id(), node));
    Map<NodeId, List<Node>> subtrees = new LinkedHashMap<>();
    Map<NodeId, NodeId> tops = new HashMap<>();
    for (Node node : ending)
      subtrees.computeIfAbsent(top(node, all, tops), _ -> new ArrayList<>()).add(node);
    subtrees.forEach(this::delete);
  }

  private void delete(NodeId top, List<Node> subtree) {
    List<Deleted> members = new ArrayList<>();
    members.add(
        deleted(subtree.stream().filter(n -> n.id().equals(top)).findFirst().orElseThrow()));
    for (Node node : subtree) if (!node.id().equals(top)) members.add(deleted(node));
    // From the end: the top goes with the last part.
    for (int to = members.size(); to > 0; to -= Math.min(to, MOST_DELETED)) {
      List<Deleted> part = members.subList(Math.max(0, to - MOST_DELETED), to);
      add(new Operation.Delete(part.getFirst().node(), part), OPERATION + part.size() * DELETED);
    }
  }

  private static Deleted deleted(Node node) {
    return new Deleted(node.id(), node.parent());
  }

  private static NodeId top(Node node, Map<NodeId, Node> all, Map<NodeId, NodeId> known) {
    List<NodeId> passed = new ArrayList<>();
    Node at = node;
    while (!known.containsKey(at.id())) {
      passed.add(at.id());
      Optional<Node> above = Optional.ofNullable(all.get(at.parent()));
      if (above.isEmpty()) break;
      at = above.get();
    }
    NodeId top = known.getOrDefault(at.id(), at.id());
    passed.forEach(id -> known.put(id, top));
    return top;
  }
}
