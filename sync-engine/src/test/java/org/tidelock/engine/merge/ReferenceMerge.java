package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;

/// The merge of sync.md §2.4 in its plainest form: all operations sorted and replayed, all rules applied to all nodes, each time anew.
/// A port of the prototype that the rules were found with; it shares no decision with the real merge, only the names of conflict copies.
///
/// Differs from the prototype where the product was decided otherwise: names are equal only if they are exactly equal
/// (decisions/0005), and equal contents of one group are one entry, also those of different nodes (vault-format: content ids).
final class ReferenceMerge {
  record Place(NodeId parent, String name, OpOrder order) {}

  record Birth(OpOrder order, NodeKind kind, Instant made) {}

  record Version(OpOrder order, ContentId content, Attributes attributes, Instant made) {}

  record Move(OpId dot, VersionVector seen) {}

  record Deleted(OpId dot, VersionVector seen, Map<NodeId, NodeId> parents) {}

  record Stamp(OpOrder order, Attributes attributes) {}

  private record Step(OpOrder order, Operation operation, Commit commit) {}

  final Map<NodeId, Place> places = new HashMap<>();
  final Map<NodeId, OpOrder> firstPlaces = new HashMap<>();
  final Map<NodeId, Birth> births = new HashMap<>();
  final Map<NodeId, Set<OpId>> dots = new HashMap<>();
  final Map<NodeId, List<Move>> moves = new HashMap<>();
  final Map<NodeId, Map<OpId, Version>> versions = new HashMap<>();
  final Map<NodeId, Set<OpId>> superseded = new HashMap<>();
  final Map<NodeId, List<Deleted>> deletions = new HashMap<>();
  final Map<NodeId, Stamp> stamps = new HashMap<>();
  final Set<OpOrder> ignoredMoves = new HashSet<>();

  /// Has a life-dot that nothing kills.
  final Set<NodeId> alive = new HashSet<>();

  /// The alive, and every folder with something visible in it.
  final Set<NodeId> visible = new HashSet<>();

  private final Map<OpId, Version> allVersions = new HashMap<>();
  private final Authors authors;

  ReferenceMerge(Iterable<Commit> commits, Authors authors) {
    this.authors = authors;
    List<Step> steps = new ArrayList<>();
    for (Commit commit : commits)
      for (int i = 0; i < commit.operations().size(); i++)
        steps.add(new Step(commit.order(i), commit.operations().get(i), commit));
    steps.sort(Comparator.comparing(Step::order));
    steps.forEach(this::replay);
    for (NodeId node : places.keySet()) if (isAlive(node)) alive.add(node);
    visible.addAll(alive);
    for (NodeId node : alive)
      for (NodeId n = places.get(node).parent; !n.equals(Nodes.ROOT); n = places.get(n).parent)
        visible.add(n);
  }

  private void replay(Step step) {
    OpOrder order = step.order;
    switch (step.operation) {
      case Operation.Create op -> {
        bear(op.node(), new Birth(order, op.kind(), step.commit.made()));
        appear(op.node(), new Place(op.parent(), op.name(), order));
        dot(op.node(), order.id());
      }
      case Operation.Move op -> {
        if (isInside(op.parent(), op.node())) ignoredMoves.add(order);
        else places.put(op.node(), new Place(op.parent(), op.name(), order));
        of(moves, op.node()).add(new Move(order.id(), step.commit.seen()));
        dot(op.node(), order.id());
      }
      case Operation.SetContent op -> {
        Version version =
            new Version(order, op.content().id(), op.attributes(), step.commit.made());
        allVersions.put(order.id(), version);
        versions.computeIfAbsent(op.node(), _ -> new LinkedHashMap<>()).put(order.id(), version);
        superseded.computeIfAbsent(op.node(), _ -> new HashSet<>()).addAll(op.base());
        dot(op.node(), order.id());
      }
      case Operation.SetAttributes op -> stamps.put(op.node(), new Stamp(order, op.attributes()));
      case Operation.Split op -> {
        Version version = allVersions.get(op.version());
        bear(op.copy(), new Birth(version.order, births.get(op.node()).kind, version.made));
        appear(op.copy(), new Place(op.parent(), op.name(), order));
        versions.computeIfAbsent(op.copy(), _ -> new LinkedHashMap<>()).put(op.version(), version);
        superseded.computeIfAbsent(op.node(), _ -> new HashSet<>()).add(op.version());
        dot(op.copy(), op.version());
      }
      case Operation.Touch op -> dot(op.node(), order.id());
      case Operation.Delete op -> {
        Map<NodeId, NodeId> parents = new HashMap<>();
        op.nodes().forEach(n -> parents.put(n.node(), n.parent()));
        Deleted deleted = new Deleted(order.id(), step.commit.seen(), parents);
        parents.keySet().forEach(n -> of(deletions, n).add(deleted));
      }
      case Operation.NameVault _ -> {}
    }
  }

  private void bear(NodeId node, Birth birth) {
    births.putIfAbsent(node, birth);
  }

  private void appear(NodeId node, Place place) {
    places.putIfAbsent(node, place);
    firstPlaces.putIfAbsent(node, place.order);
  }

  private void dot(NodeId node, OpId dot) {
    dots.computeIfAbsent(node, _ -> new HashSet<>()).add(dot);
  }

  private static <T> List<T> of(Map<NodeId, List<T>> map, NodeId node) {
    return map.computeIfAbsent(node, _ -> new ArrayList<>());
  }

  private boolean isInside(NodeId node, NodeId folder) {
    for (NodeId n = node; !n.equals(Nodes.ROOT); n = places.get(n).parent)
      if (n.equals(folder)) return true;
    return false;
  }

  private boolean isAlive(NodeId node) {
    List<Deleted> killers =
        deletions.getOrDefault(node, List.of()).stream().filter(d -> !isVoid(d, node)).toList();
    for (OpId dot : dots.get(node)) {
      boolean killed = false;
      for (Deleted d : killers) killed |= d.seen.covers(dot) || sameSegment(d.dot, dot);
      if (!killed) return true;
    }
    return false;
  }

  /// Something on the recorded chain was moved by someone who had not seen the delete, and whom the deleter had not seen.
  private boolean isVoid(Deleted deleted, NodeId node) {
    for (NodeId n = node; deleted.parents.containsKey(n); n = deleted.parents.get(n))
      for (Move move : moves.getOrDefault(n, List.of()))
        if (!deleted.seen.covers(move.dot)
            && !move.seen.covers(deleted.dot)
            && !sameSegment(move.dot, deleted.dot)) return true;
    return false;
  }

  private static boolean sameSegment(OpId a, OpId b) {
    return a.seq() == b.seq() && a.writer().equals(b.writer());
  }

  /// Live versions, the winner first.
  List<Version> live(NodeId node) {
    Set<OpId> gone = superseded.getOrDefault(node, Set.of());
    return versions.getOrDefault(node, Map.of()).values().stream()
        .filter(v -> !gone.contains(v.order.id()))
        .sorted(Comparator.comparing(Version::order).reversed())
        .toList();
  }

  /// A version of a node.
  private record Claim(NodeId node, Version version, boolean winner) {}

  /// Everything visible, by its path.
  TreeMap<String, Shown> tree() {
    Map<NodeId, List<NodeId>> children = new HashMap<>();
    for (NodeId node : visible) of(children, places.get(node).parent).add(node);
    TreeMap<String, Shown> tree = new TreeMap<>();
    list(List.of(Nodes.ROOT), "", children, tree);
    return tree;
  }

  private void list(
      List<NodeId> folders,
      String path,
      Map<NodeId, List<NodeId>> children,
      TreeMap<String, Shown> tree) {
    TreeMap<String, List<NodeId>> groups = new TreeMap<>();
    for (NodeId folder : folders)
      for (NodeId node : children.getOrDefault(folder, List.of()))
        groups.computeIfAbsent(places.get(node).name, _ -> new ArrayList<>()).add(node);
    Set<String> taken = new HashSet<>(groups.keySet());
    groups.forEach(
        (name, group) -> {
          group.sort(
              Comparator.comparing((NodeId n) -> births.get(n).kind)
                  .thenComparing(n -> births.get(n).order));
          List<NodeId> united =
              group.stream().filter(n -> births.get(n).kind == NodeKind.FOLDER).toList();
          boolean held = !united.isEmpty();
          if (held) {
            tree.put(path + "/" + name, folder(united));
            list(united, path + "/" + name, children, tree);
          }
          for (List<Claim> claims : byContent(group)) {
            String shownAs = held ? conflictName(name, claims.getFirst(), taken) : name;
            tree.put(path + "/" + shownAs, file(claims, held));
            held = true;
          }
        });
  }

  private Iterable<List<Claim>> byContent(List<NodeId> group) {
    Map<String, List<Claim>> claims = new LinkedHashMap<>();
    for (NodeId node : group) {
      boolean winner = true;
      for (Version version : live(node)) {
        claims
            .computeIfAbsent(births.get(node).kind + "" + version.content, _ -> new ArrayList<>())
            .add(new Claim(node, version, winner));
        winner = false;
      }
    }
    return claims.values();
  }

  private Shown folder(List<NodeId> nodes) {
    Optional<Stamp> stamp =
        nodes.stream()
            .filter(stamps::containsKey)
            .map(stamps::get)
            .max(Comparator.comparing(Stamp::order));
    return new Shown(
        nodes.getFirst(),
        nodes,
        NodeKind.FOLDER,
        Optional.empty(),
        Optional.empty(),
        stamp.map(Stamp::attributes),
        places.get(nodes.getFirst()).order,
        Set.of(),
        false,
        false);
  }

  private Shown file(List<Claim> claims, boolean renamed) {
    List<Claim> winners =
        claims.stream()
            .filter(Claim::winner)
            .sorted(Comparator.comparing(c -> firstPlaces.get(c.node)))
            .toList();
    Claim first = winners.isEmpty() ? claims.getFirst() : winners.getFirst();
    OpId version = first.version.order.id();
    Stamp stamp = stamps.get(first.node);
    boolean stamped =
        stamp != null && first.winner && stamp.order.compareTo(first.version.order) > 0;
    Set<OpId> members = new HashSet<>();
    claims.forEach(c -> members.add(c.version.order.id()));
    return new Shown(
        winners.isEmpty() ? Nodes.copyOf(first.node, version) : first.node,
        winners.isEmpty() ? List.of(first.node) : winners.stream().map(Claim::node).toList(),
        births.get(first.node).kind,
        Optional.of(version),
        Optional.of(first.version.content),
        Optional.of(stamped ? stamp.attributes : first.version.attributes),
        places.get(first.node).order,
        members,
        winners.isEmpty(),
        renamed);
  }

  private String conflictName(String name, Claim claim, Set<String> taken) {
    Birth birth = births.get(claim.node);
    ConflictNames.Origin origin =
        claim.winner
            ? ConflictNames.Origin.of(
                claim.node, authors.deviceName(birth.order.id().writer()), birth.made)
            : ConflictNames.Origin.of(
                claim.version.order.id(),
                authors.deviceName(claim.version.order.id().writer()),
                claim.version.made);
    String shownAs = ConflictNames.of(name, origin, taken::contains);
    taken.add(shownAs);
    return shownAs;
  }

  /// An entry without its name, comparable over both merges.
  record Shown(
      NodeId id,
      List<NodeId> nodes,
      NodeKind kind,
      Optional<OpId> version,
      Optional<ContentId> content,
      Optional<Attributes> attributes,
      OpOrder placed,
      Set<OpId> members,
      boolean virtual,
      boolean renamed) {
    static Shown of(Entry entry) {
      Set<OpId> members = new HashSet<>();
      entry.members().forEach(m -> members.add(m.version()));
      return new Shown(
          entry.id(),
          entry.nodes(),
          entry.kind(),
          entry.version(),
          entry.content(),
          entry.attributes(),
          entry.placed(),
          members,
          entry.virtual(),
          entry.conflict().isPresent());
    }
  }
}
