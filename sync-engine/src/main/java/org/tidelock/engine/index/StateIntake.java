package org.tidelock.engine.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.engine.history.CheckpointDecoder;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.DeletionRow;
import org.tidelock.engine.history.CheckpointRow.Member;
import org.tidelock.engine.history.CheckpointRow.MoveRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.CheckpointRow.PackRow;
import org.tidelock.engine.history.CheckpointRow.SegmentRow;
import org.tidelock.engine.history.CheckpointRow.VersionRow;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.AttributeStamp;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.NodeCodec;
import org.tidelock.engine.merge.Place;
import org.tidelock.engine.merge.StateHash;
import org.tidelock.engine.merge.VaultName;

/// Takes the rows of a checkpoint into an index in which nothing is. What follows from other rows is worked out here, and what they say of each other is
/// compared: an index that was filled so has nothing on which merging, listing or restoring could stumble, whoever wrote the rows. In one transaction, which
/// the caller gives up if anything is refused. Memory: the folders and what was moved.
public final class StateIntake {
  private static final int PAGE = 1024;

  private final Database db;
  private final ContentBox contents;
  private final CheckpointManifest manifest;
  private final CheckpointDecoder decoder;
  private final Map<NodeId, NodeId> folders = new HashMap<>();
  private final Map<NodeId, Place> moved = new HashMap<>();
  private final Map<Long, Integer> children = new HashMap<>();
  private final List<MoveRecord> moves = new ArrayList<>();
  private final NodeTable nodes;
  private final VersionTable versionTable;
  private final Set<OpId> links = new HashSet<>();
  private final Set<NodeId> linkNodes = new HashSet<>();
  private boolean isTree;
  private long segments;
  private long lastNode;
  private long lastDeletion;

  /// @param decoder of the same rows
  public StateIntake(
      Database db, ContentBox contents, CheckpointManifest manifest, CheckpointDecoder decoder) {
    this.db = db;
    this.contents = contents;
    this.manifest = manifest;
    this.decoder = decoder;
    this.nodes = new NodeTable(db);
    this.versionTable = new VersionTable(db);
  }

  /// The next row.
  public void put(CheckpointRow row) throws IntegrityException {
    switch (row) {
      case SegmentRow s -> segment(s);
      case PackRow p ->
          db.update(
              "INSERT INTO pack VALUES(?,?,?,?,1,NULL,NULL,NULL)",
              p.id().bytes(),
              p.length(),
              p.sha256().bytes(),
              p.epoch().bytes());
      case ChunkRow c ->
          db.update(
              "INSERT INTO chunk VALUES(?,?,?)",
              c.id().bytes(),
              c.epoch().bytes(),
              Encoding.ofExtents(c.extents()));
      case VersionRow v -> version(v);
      case NodeRow n -> node(n);
      case MoveRow m -> move(m);
      case DeletionRow d -> deletion(d);
    }
  }

  private void segment(SegmentRow s) throws IntegrityException {
    segments++;
    db.update(
        "INSERT INTO segment VALUES(?,?,?,?,?,?,?,?)",
        segments,
        s.writer().bytes(),
        s.seq(),
        s.hash().bytes(),
        Encoding.of(s.seen()),
        s.lamport(),
        Encoding.micros(s.made()),
        LogTable.NOT_FETCHED);
    if (s.lamport() >= manifest.lamport())
      throw refused("a segment with a Lamport time that the checkpoint does not go on from");
    if (s.seq() + 1 == manifest.vector().seen(s.writer())) writer(s);
  }

  private void writer(SegmentRow newest) throws IntegrityException {
    int number = List.copyOf(manifest.vector().counts().keySet()).indexOf(newest.writer());
    CheckpointManifest.Author author = manifest.authors().get(number);
    if (!author.newest().equals(newest.hash()))
      throw refused("another newest segment than its manifest names");
    db.update(
        "INSERT INTO writer VALUES(?,?,?,?,?,?)",
        newest.writer().bytes(),
        author.device().bytes(),
        author.name(),
        newest.seq() + 1,
        newest.hash().bytes(),
        Encoding.micros(newest.made()));
  }

  private void version(VersionRow v) {
    OpId id = v.order().id();
    if (v.content() instanceof Content.LinkTarget) {
      links.add(id);
      linkNodes.add(v.node());
    }
    db.update(
        "INSERT INTO version SELECT (n<<16)+?,?,?,?,?,?,0,? FROM segment WHERE writer=? AND seq=?",
        id.index(),
        v.node().bytes(),
        v.content().id().bytes(),
        v.content().size(),
        Encoding.micros(v.attributes().modified()),
        v.attributes().executable(),
        contents.seal(id, v.content()),
        id.writer().bytes(),
        id.seq());
  }

  /// Where it was born for now; [#finish] places it.
  private void node(NodeRow n) throws IntegrityException {
    Place birth = new Place(n.birth().parent(), n.birth().name(), n.birth().order());
    List<ContentVersion> versions = new ArrayList<>();
    for (OpOrder order : n.versions())
      versions.add(
          versionTable
              .facts(order.id())
              .orElseThrow(() -> refused("a node with a version that is not told")));
    boolean isLink = n.kind() == NodeKind.LINK;
    if (isLink
        ? versions.stream().anyMatch(v -> !links.contains(v.id()))
        : linkNodes.contains(n.id())) throw refused("a node with a version of another kind");
    if (n.kind() == NodeKind.FOLDER) {
      if (!versions.isEmpty()) throw refused("a folder with a version");
      folders.put(n.id(), birth.parent());
    }
    Node node =
        new Node(
            n.id(),
            n.kind(),
            n.born(),
            decoder.made(n.born().id()),
            birth,
            birth,
            n.life(),
            n.moves(),
            versions,
            n.attributes().map(a -> new AttributeStamp(a.order(), a.attributes())),
            n.deletions(),
            n.lives(),
            n.children());
    if (n.children() > 0 && n.kind() != NodeKind.FOLDER) throw refused("something in a file");
    nodes.insert(++lastNode, node, OptionalLong.empty(), OptionalInt.empty());
    if (n.children() > 0) children.put(lastNode, n.children());
  }

  private void move(MoveRow m) throws IntegrityException {
    requireTree();
    Node node = found(m.node());
    requireFolder(m.parent());
    boolean effective = !isInside(m.parent(), m.node());
    Place before = moved.getOrDefault(m.node(), node.birth());
    moves.add(
        new MoveRecord(
            m.order(),
            m.node(),
            m.parent(),
            m.name(),
            effective,
            effective && !before.equals(node.birth()) ? Optional.of(before) : Optional.empty()));
    if (effective) {
      moved.put(m.node(), new Place(m.parent(), m.name(), m.order()));
      if (node.kind() == NodeKind.FOLDER) folders.put(m.node(), m.parent());
    }
    if (moves.size() == PAGE) flushMoves();
  }

  private void flushMoves() {
    MoveLog log = new MoveLog(db);
    moves.forEach(log::put);
    log.flush();
    moves.clear();
  }

  private boolean isInside(NodeId folder, NodeId ancestor) {
    for (NodeId n = folder; !n.equals(Nodes.ROOT); n = parent(n))
      if (n.equals(ancestor)) return true;
    return false;
  }

  private NodeId parent(NodeId folder) {
    NodeId parent = folders.get(folder);
    if (parent == null) throw new IllegalStateException("no folder " + folder);
    return parent;
  }

  private void requireFolder(NodeId id) throws IntegrityException {
    if (!id.equals(Nodes.ROOT) && !folders.containsKey(id))
      throw refused("a place in what is no folder");
  }

  private Node found(NodeId id) throws IntegrityException {
    return nodes
        .find(id)
        .map(NodeTable.Stored::node)
        .orElseThrow(() -> refused("a node that is not told"));
  }

  /// Each folder was born in one that leads to the root.
  private void requireTree() throws IntegrityException {
    if (isTree) return;
    isTree = true;
    HashSet<NodeId> sound = new HashSet<>();
    sound.add(Nodes.ROOT);
    for (NodeId folder : folders.keySet()) {
      HashSet<NodeId> passed = new HashSet<>();
      for (NodeId n = folder; !sound.contains(n); n = parent(n)) {
        requireFolder(parent(n));
        if (!passed.add(n)) throw refused("folders in each other");
      }
      sound.addAll(passed);
    }
  }

  private void deletion(DeletionRow d) {
    if (d.group() == 0) {
      lastDeletion++;
      db.update(
          "INSERT INTO deletion(n,id,root,moved) VALUES(?,?,?,?)",
          lastDeletion,
          Encoding.of(d.id()),
          d.root().bytes(),
          new byte[0]);
    }
    TreeSet<NodeId> voided = new TreeSet<>();
    for (Member m : d.members()) {
      db.update(
          "INSERT INTO deletion_member VALUES(?,?,?)",
          lastDeletion,
          m.node().bytes(),
          m.parent().bytes());
      if (m.moved()) voided.add(m.node());
    }
    if (!voided.isEmpty())
      db.update(
          "UPDATE deletion SET moved=CAST(moved||? AS BLOB) WHERE n=?",
          Encoding.of(voided),
          lastDeletion);
  }

  /// After the last row.
  ///
  /// @throws IntegrityException if what the rows say of each other does not fit, or is another state than the manifest tells
  public void finish() throws IntegrityException {
    decoder.finish();
    requireTree();
    flushMoves();
    StateHash hash = new StateHash(new Hash256(0, 0, 0, 0));
    for (long n = 0; n < lastNode; n += PAGE)
      for (NodeTable.Stored stored : page(n)) hash.add(place(stored));
    Optional<VaultName> name = name();
    name.ifPresent(hash::add);
    requireCounts();
    requireReferences();
    if (!hash.sum().equals(manifest.stateHash()))
      throw refused("another tree than that of its state hash");
    facts(name);
  }

  private List<NodeTable.Stored> page(long after) {
    return db.list(
        "SELECT n,id,state FROM node WHERE n>? ORDER BY n LIMIT " + PAGE,
        row ->
            new NodeTable.Stored(
                row.getLong(1), NodeCodec.decode(NodeId.of(row.getBytes(2)), row.getBytes(3))),
        after);
  }

  private Node place(NodeTable.Stored stored) throws IntegrityException {
    Node born = stored.node();
    requireFolder(born.birth().parent());
    Node node = born.placed(moved.getOrDefault(born.id(), born.birth()));
    for (OpId deletion : node.deletions()) requireMember(deletion, node.id());
    if (!node.visible()) {
      if (!node.at().equals(born.birth())) nodes.update(stored.row(), node);
      return node;
    }
    long folder =
        nodes
            .row(node.parent())
            .orElseThrow(() -> new IllegalStateException("no folder " + node.parent()));
    nodes.update(
        stored.row(),
        node,
        OptionalLong.of(folder),
        OptionalInt.of(Folding.EXACT.key(node.name()).hashCode()));
    return node;
  }

  private void requireMember(OpId deletion, NodeId node) throws IntegrityException {
    if (db.first(
            "SELECT 1 FROM deletion d JOIN deletion_member m ON m.deletion=d.n WHERE d.id=? AND m.node=?",
            row -> true,
            Encoding.of(deletion),
            node.bytes())
        .isEmpty()) throw refused("a node that its deletion does not list");
  }

  /// Folders show as many as they say. So whatever is visible hangs together, as places lead to the root.
  private void requireCounts() throws IntegrityException {
    Map<Long, Integer> counted = new HashMap<>();
    db.each(
        "SELECT parent,count(*) FROM node WHERE parent>0 GROUP BY parent",
        row -> counted.put(row.getLong(1), row.getInt(2)));
    if (!counted.equals(children)) throw refused("folders that do not show as many as they say");
  }

  private void requireReferences() throws IntegrityException {
    for (String unknown :
        List.of(
            "SELECT 1 FROM version v WHERE NOT EXISTS(SELECT 1 FROM node WHERE id=v.node) LIMIT 1",
            "SELECT 1 FROM deletion_member m WHERE NOT EXISTS(SELECT 1 FROM node WHERE id=m.node) LIMIT 1",
            "SELECT 1 FROM deletion d WHERE NOT EXISTS"
                + "(SELECT 1 FROM deletion_member m WHERE m.deletion=d.n AND m.node=d.root) LIMIT 1"))
      if (db.first(unknown, row -> true).isPresent())
        throw refused("a version or a deletion of what is not told");
  }

  private Optional<VaultName> name() throws IntegrityException {
    if (manifest.name().isEmpty()) return Optional.empty();
    CheckpointManifest.Name name = manifest.name().get();
    return Optional.of(new VaultName(decoder.order(name.id()), name.text()));
  }

  private void facts(Optional<VaultName> name) {
    MergedFacts facts = new MergedFacts(db);
    facts.applied(manifest.vector());
    facts.stateHash(manifest.stateHash());
    name.ifPresent(facts::vaultName);
    facts.flush();
  }

  private static IntegrityException refused(String what) {
    return new IntegrityException("a checkpoint tells " + what);
  }
}
