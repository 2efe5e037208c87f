package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;

/// Turns the visible nodes of one folder into its entries. Nodes that ask for one name form a group: folders are united and keep the
/// name, else the oldest file does; versions with the same content are one entry; all others are shown under conflict names.
final class Listing {
  /// A version of a node; `version` 0 is the winner.
  private record Claim(Node node, int version) {
    ContentVersion content() {
      return node.versions().get(version);
    }
  }

  private record SameContent(NodeKind kind, ContentId content) {}

  private final Folding folding;
  private final Authors authors;
  private final TreeMap<String, List<Node>> groups = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();

  Listing(Folding folding, Authors authors, List<Node> nodes) {
    this.folding = folding;
    this.authors = authors;
    for (Node node : nodes)
      groups.computeIfAbsent(folding.key(node.name()), _ -> new ArrayList<>(1)).add(node);
  }

  List<Entry> entries() {
    taken.addAll(groups.keySet());
    groups.forEach(this::addGroup);
    return entries;
  }

  private void addGroup(String key, List<Node> group) {
    group.sort(Unions.OLDEST_FIRST);
    List<Node> folders = group.stream().filter(n -> n.kind() == NodeKind.FOLDER).toList();
    Optional<String> holder = Optional.empty();
    if (!folders.isEmpty()) {
      entries.add(folder(key, folders));
      holder = Optional.of(folders.getFirst().name());
    }
    for (List<Claim> claims : byContent(group)) {
      Entry entry = file(key, claims, holder);
      entries.add(entry);
      if (holder.isEmpty()) holder = Optional.of(entry.name());
    }
  }

  private static Entry folder(String key, List<Node> folders) {
    Node first = folders.getFirst();
    Optional<Attributes> attributes =
        folders.stream()
            .flatMap(n -> n.attributes().stream())
            .max((a, b) -> a.order().compareTo(b.order()))
            .map(AttributeStamp::attributes);
    return new Entry(
        first.id(),
        folders.stream().map(Node::id).toList(),
        NodeKind.FOLDER,
        key,
        first.name(),
        Optional.empty(),
        Optional.empty(),
        0,
        attributes,
        first.at().order(),
        List.of(),
        false,
        Optional.empty());
  }

  private static Iterable<List<Claim>> byContent(List<Node> group) {
    Map<SameContent, List<Claim>> claims = new LinkedHashMap<>();
    for (Node node : group)
      for (int i = 0; i < node.versions().size(); i++) {
        SameContent content = new SameContent(node.kind(), node.versions().get(i).content());
        claims.computeIfAbsent(content, _ -> new ArrayList<>(1)).add(new Claim(node, i));
      }
    return claims.values();
  }

  /// The winner whose node is there longest stands for the entry; without one it is a virtual copy. Nodes that a Split makes of other
  /// claims come later, so that they do not change who stands for it.
  private Entry file(String key, List<Claim> claims, Optional<String> holder) {
    List<Claim> winners =
        claims.stream()
            .filter(c -> c.version == 0)
            .sorted(Comparator.comparing(c -> c.node.birth().order()))
            .toList();
    List<NodeId> own = winners.stream().map(c -> c.node.id()).toList();
    boolean virtual = winners.isEmpty();
    Claim first = virtual ? claims.getFirst() : winners.getFirst();
    ContentVersion content = first.content();
    return new Entry(
        virtual ? Nodes.copyOf(first.node.id(), content.id()) : first.node.id(),
        virtual ? List.of(first.node.id()) : own,
        first.node.kind(),
        key,
        holder.isEmpty() ? claims.getFirst().node.name() : conflictName(claims.getFirst()),
        Optional.of(content.id()),
        Optional.of(content.content()),
        content.size(),
        Optional.of(attributes(first)),
        first.node.at().order(),
        claims.stream()
            .map(c -> new Entry.Member(c.node.id(), c.content().id(), own.contains(c.node.id())))
            .toList(),
        virtual,
        holder.map(name -> conflict(name, claims.getFirst())));
  }

  private String conflictName(Claim claim) {
    String name =
        ConflictNames.of(
            claim.node.name(),
            origin(authors, claim.node, claim.content(), claim.version == 0),
            n -> taken.contains(folding.key(n)));
    taken.add(folding.key(name));
    return name;
  }

  /// A node beside others is named by its creation, a version beside others of its node by its setting.
  static ConflictNames.Origin origin(
      Authors authors, Node node, ContentVersion content, boolean winner) {
    return winner
        ? ConflictNames.Origin.of(
            node.id(), authors.deviceName(node.born().id().writer()), node.made())
        : ConflictNames.Origin.of(
            content.id(), authors.deviceName(content.id().writer()), content.made());
  }

  private static ConflictOf conflict(String holder, Claim claim) {
    return claim.version == 0
        ? new ConflictOf(holder, claim.node.born().id().writer(), claim.node.made())
        : new ConflictOf(holder, claim.content().id().writer(), claim.content().made());
  }

  /// Attributes set by themselves belong to the winner, if they are newer than it.
  private static Attributes attributes(Claim claim) {
    ContentVersion content = claim.content();
    return Stream.of(claim.node.attributes())
        .flatMap(Optional::stream)
        .filter(stamp -> claim.version == 0 && stamp.order().compareTo(content.order()) > 0)
        .map(AttributeStamp::attributes)
        .findFirst()
        .orElse(content.attributes());
  }
}
