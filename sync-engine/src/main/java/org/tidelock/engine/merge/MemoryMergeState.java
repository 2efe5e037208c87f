package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.VersionVector;

/// A merge state on the heap: for tests, simulations and for looking at a past state.
public final class MemoryMergeState implements MergeState {
  private record Segment(WriterId writer, long seq) {}

  private record KnownDeletion(
      Deletion deletion, List<Deleted> members, Map<NodeId, NodeId> parents) {}

  private final Folding folding;
  private final Map<NodeId, Node> nodes = new HashMap<>();
  private final Map<NodeId, Map<NodeId, Node>> visible = new HashMap<>();
  private final Map<NodeId, Map<String, Map<NodeId, Node>>> named = new HashMap<>();
  private final Map<OpId, ContentVersion> versions = new HashMap<>();
  private final TreeMap<OpOrder, MoveRecord> moves = new TreeMap<>();
  private final Map<NodeId, TreeMap<OpOrder, MoveRecord>> movesByNode = new HashMap<>();
  private final Map<OpId, KnownDeletion> deletions = new HashMap<>();
  private final Map<Segment, VersionVector> segments = new HashMap<>();
  private Optional<VaultName> vaultName = Optional.empty();
  private VersionVector applied = VersionVector.EMPTY;
  private Hash256 stateHash = new Hash256(0, 0, 0, 0);

  public MemoryMergeState(Folding folding) {
    this.folding = folding;
  }

  /// Every node known, dead ones included.
  public Collection<Node> nodes() {
    return new TreeMap<>(nodes).values();
  }

  @Override
  public Folding folding() {
    return folding;
  }

  @Override
  public Optional<Node> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  @Override
  public void put(Node node) {
    Node old = nodes.put(node.id(), node);
    boolean samePlace =
        old != null
            && old.visible()
            && node.visible()
            && old.parent().equals(node.parent())
            && old.name().equals(node.name());
    if (old != null && old.visible() && !samePlace) unlist(old);
    if (node.visible()) {
      visible.computeIfAbsent(node.parent(), _ -> new HashMap<>()).put(node.id(), node);
      named
          .computeIfAbsent(node.parent(), _ -> new HashMap<>())
          .computeIfAbsent(folding.key(node.name()), _ -> new HashMap<>(2))
          .put(node.id(), node);
    }
  }

  private void unlist(Node old) {
    remove(visible, old.parent(), old.id());
    Map<String, Map<NodeId, Node>> names = named.get(old.parent());
    if (names == null) return;
    remove(names, folding.key(old.name()), old.id());
    if (names.isEmpty()) named.remove(old.parent());
  }

  private static <K> void remove(Map<K, Map<NodeId, Node>> index, K key, NodeId id) {
    Map<NodeId, Node> row = index.get(key);
    if (row == null) return;
    row.remove(id);
    if (row.isEmpty()) index.remove(key);
  }

  @Override
  public List<Node> visibleChildren(NodeId parent) {
    return list(visible.get(parent));
  }

  @Override
  public List<Node> visibleChildren(NodeId parent, String key) {
    Map<String, Map<NodeId, Node>> names = named.get(parent);
    return names == null ? List.of() : list(names.get(key));
  }

  private static List<Node> list(@Nullable Map<NodeId, Node> row) {
    return row == null ? List.of() : new ArrayList<>(row.values());
  }

  @Override
  public Optional<ContentVersion> version(OpId id) {
    return Optional.ofNullable(versions.get(id));
  }

  @Override
  public void putVersion(ContentVersion version) {
    versions.put(version.id(), version);
  }

  @Override
  public void putMove(MoveRecord move) {
    moves.put(move.order(), move);
    movesByNode.computeIfAbsent(move.node(), _ -> new TreeMap<>()).put(move.order(), move);
  }

  @Override
  public List<MoveRecord> movesAfter(OpOrder order) {
    return List.copyOf(moves.tailMap(order, false).values());
  }

  @Override
  public List<MoveRecord> movesOf(NodeId node) {
    TreeMap<OpOrder, MoveRecord> row = movesByNode.get(node);
    return row == null ? List.of() : List.copyOf(row.values());
  }

  @Override
  public void putDeletion(Deletion deletion, List<Deleted> members) {
    Map<NodeId, NodeId> parents = new HashMap<>();
    members.forEach(m -> parents.put(m.node(), m.parent()));
    deletions.put(deletion.id(), new KnownDeletion(deletion, List.copyOf(members), parents));
  }

  @Override
  public void putDeletion(Deletion deletion) {
    KnownDeletion known = known(deletion.id());
    deletions.put(deletion.id(), new KnownDeletion(deletion, known.members, known.parents));
  }

  @Override
  public Deletion deletion(OpId id) {
    return known(id).deletion;
  }

  @Override
  public Optional<NodeId> recordedParent(OpId deletion, NodeId node) {
    return Optional.ofNullable(known(deletion).parents.get(node));
  }

  @Override
  public List<Deleted> members(OpId deletion) {
    return known(deletion).members;
  }

  private KnownDeletion known(OpId id) {
    KnownDeletion known = deletions.get(id);
    if (known == null) throw new IllegalStateException("unknown deletion " + id);
    return known;
  }

  @Override
  public Optional<VaultName> vaultName() {
    return vaultName;
  }

  @Override
  public void vaultName(VaultName name) {
    vaultName = Optional.of(name);
  }

  @Override
  public VersionVector seen(WriterId writer, long seq) {
    VersionVector seen = segments.get(new Segment(writer, seq));
    if (seen == null)
      throw new IllegalStateException("segment " + seq + " of " + writer + " was not applied");
    return seen;
  }

  @Override
  public VersionVector applied() {
    return applied;
  }

  @Override
  public void applied(WriterId writer, long seq, VersionVector seen) {
    segments.put(new Segment(writer, seq), seen);
    applied = applied.with(writer, seq + 1);
  }

  @Override
  public Hash256 stateHash() {
    return stateHash;
  }

  @Override
  public void stateHash(Hash256 hash) {
    stateHash = hash;
  }
}
