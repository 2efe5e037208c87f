package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.merge.VisibleTree.Row;

/// A random history of two to four devices. Each acts, through [Intents], on the tree that is on its disk, which may be older than what
/// it has merged; they learn from each other in pieces, and everything in the end. After each commit the merged tree is compared with
/// [ReferenceMerge], the changed folders with what [Merged] named, and what the user did with what it was to change.
final class History {
  private static final String[] NAMES = {"a", "b", "A", "c.txt"};
  private static final Hash256 NOTHING = new Hash256(0, 0, 0, 0);

  private final class Device {
    final Peer peer;
    VisibleTree merged;
    VisibleTree disk;
    private Set<OpOrder> ignored = Set.of();

    Device(int number) {
      peer = new Peer(number, mergers.apply(number));
      merged = VisibleTree.of(peer.view());
      disk = merged;
    }

    void check(Merged changes, Commit commit) {
      VisibleTree before = merged;
      merged = VisibleTree.of(peer.view());
      ReferenceMerge reference = reference(peer.state().applied());
      compareNodes(reference);
      compareTree(reference);
      Set<NodeId> folders = new HashSet<>(before.listings().keySet());
      folders.addAll(merged.listings().keySet());
      for (NodeId folder : folders)
        if (!changes.folders().contains(folder)
            && !before
                .listings()
                .getOrDefault(folder, List.of())
                .equals(merged.listings().getOrDefault(folder, List.of())))
          throw new AssertionError("folder " + folder + " changed and was not named");
      Set<OpOrder> newly = new HashSet<>(reference.ignoredMoves);
      newly.removeAll(ignored);
      ignored = reference.ignoredMoves;
      Set<OpOrder> told =
          changes.ignored().stream().map(MoveRecord::order).collect(Collectors.toSet());
      if (!newly.equals(told)) throw new AssertionError("ignored moves: " + told + " not " + newly);
    }

    private void compareNodes(ReferenceMerge reference) {
      int count = 0;
      for (Node node : peer.nodes()) {
        count++;
        NodeId id = node.id();
        ReferenceMerge.Place place = reference.places.get(id);
        ReferenceMerge.Birth birth = reference.births.get(id);
        boolean same =
            node.parent().equals(place.parent())
                && node.name().equals(place.name())
                && node.at().order().equals(place.order())
                && node.kind() == birth.kind()
                && node.born().equals(birth.order())
                && node.lives() == reference.alive.contains(id)
                && node.visible() == reference.visible.contains(id)
                && node.versions().stream()
                    .map(ContentVersion::order)
                    .toList()
                    .equals(
                        reference.live(id).stream().map(ReferenceMerge.Version::order).toList());
        if (!same)
          throw new AssertionError(
              "node is "
                  + node
                  + " but should be at "
                  + place
                  + ", alive: "
                  + reference.alive.contains(id)
                  + ", visible: "
                  + reference.visible.contains(id)
                  + ", versions: "
                  + reference.live(id));
      }
      if (count != reference.places.size()) throw new AssertionError("nodes are missing");
    }

    private void compareTree(ReferenceMerge reference) {
      TreeMap<String, ReferenceMerge.Shown> expected = reference.tree();
      TreeMap<String, ReferenceMerge.Shown> shown = new TreeMap<>();
      merged.rows().forEach((path, row) -> shown.put(path, ReferenceMerge.Shown.of(row.entry())));
      if (!shown.equals(expected))
        throw new AssertionError("the tree is " + shown + "\nbut should be " + expected);
    }

    void commit(List<Operation> operations) {
      if (operations.isEmpty()) return;
      if (tracing) operations.forEach(op -> trace("    " + op));
      Commit commit = peer.propose(operations);
      Merged changes = peer.commit(operations);
      all.add(commit);
      check(changes, commit);
      disk = merged;
    }

    void learn(Commit commit) {
      check(peer.apply(commit), commit);
      if (random.nextInt(10) == 0 && !peer.apply(commit).equals(Merged.NOTHING))
        throw new AssertionError("a commit that was known changed something");
    }

    void learnFrom(Device other, long count) {
      peer.together(
          () -> {
            for (Commit commit : Peer.missing(peer.state().applied(), other.peer, count, peers))
              learn(commit);
          });
    }
  }

  private final Random random;
  private final boolean tracing;
  private final IntFunction<Merger> mergers;
  private final List<Device> devices = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private final List<Commit> all = new ArrayList<>();
  private final Map<VersionVector, ReferenceMerge> references = new HashMap<>();

  /// Versions that a user overwrote or deleted having them on disk.
  private final Set<OpId> letGo = new HashSet<>();

  final List<String> trace = new ArrayList<>();

  /// @param mergers what each device keeps its merged state in, by its number
  History(long seed, boolean tracing, IntFunction<Merger> mergers) {
    this.mergers = mergers;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.tracing = tracing;
    int count = 2 + Math.max(0, random.nextInt(6) - 3);
    for (int i = 0; i < count; i++) {
      devices.add(new Device(i));
      peers.add(devices.getLast().peer);
    }
  }

  private void trace(String line) {
    if (tracing) trace.add(line);
  }

  int commits() {
    return all.size();
  }

  void run() {
    int steps = 4 + random.nextInt(random.nextInt(8) == 0 ? 40 : 14);
    for (int i = 0; i < steps; i++) {
      Device device = pick(devices);
      if (random.nextInt(10) < 3) learnSome(device);
      else act(device);
    }
    exchangeEverything();
    checkOrderDoesNotMatter();
    checkNothingWasLost();
    deleteEverything();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void learnSome(Device device) {
    Device other = pick(devices);
    long known = device.peer.state().applied().seen(other.peer.writer());
    int more = (int) (other.peer.log().size() - known);
    if (more <= 0) return;
    long count = known + 1 + random.nextInt(more);
    boolean toDisk = random.nextInt(3) > 0;
    trace(
        device.peer + " learns from " + other.peer + " up to " + count + (toDisk ? "" : ", lags"));
    device.learnFrom(other, count);
    if (toDisk) device.disk = device.merged;
  }

  private void act(Device device) {
    int dice = random.nextInt(100);
    List<Row> rows = new ArrayList<>(device.disk.rows().values());
    List<Row> files = rows.stream().filter(r -> !r.isFolder()).toList();
    if (dice < 30 || rows.isEmpty()) create(device);
    else if (dice < 50 && !files.isEmpty()) edit(device, pick(files));
    else if (dice < 55) setAttributes(device, pick(rows));
    else if (dice < 80) move(device, pick(rows));
    else delete(device, pick(rows));
  }

  private Intents intents(Device device) {
    return new Intents(device.peer.view());
  }

  private NodeId newId() {
    return new NodeId(new Id128(random.nextLong(), random.nextLong()));
  }

  /// Sometimes a name that somebody else has, perhaps of a conflict copy.
  private String anyName() {
    List<Row> others = new ArrayList<>(pick(devices).merged.rows().values());
    return random.nextInt(8) == 0 && !others.isEmpty()
        ? pick(others).name()
        : NAMES[random.nextInt(NAMES.length)];
  }

  private void create(Device device) {
    String folder = pick(device.disk.folders());
    String path = folder + "/" + anyName();
    if (device.disk.rows().containsKey(path)) return;
    String name = path.substring(folder.length() + 1);
    NodeId id = newId();
    NodeId parent = device.disk.folderId(folder);
    int dice = random.nextInt(20);
    trace(device.peer + " creates " + path + " " + id);
    if (dice < 9) {
      act(device, path, intents(device).createFolder(id, parent, name));
    } else {
      NodeKind kind = dice == 9 ? NodeKind.LINK : NodeKind.FILE;
      act(
          device,
          path,
          intents(device)
              .create(
                  id,
                  kind,
                  parent,
                  name,
                  TestContents.of(kind, random.nextInt(4)),
                  TestContents.attributes(random.nextInt(3))));
    }
  }

  private void edit(Device device, Row row) {
    letGo(device, row);
    trace(device.peer + " edits " + row.path());
    act(
        device,
        row.path(),
        intents(device)
            .setContent(
                Target.of(row.entry()),
                TestContents.of(row.entry().kind(), random.nextInt(4)),
                TestContents.attributes(random.nextInt(3))));
  }

  private void setAttributes(Device device, Row row) {
    trace(device.peer + " sets attributes of " + row.path());
    act(
        device,
        row.path(),
        intents(device)
            .setAttributes(Target.of(row.entry()), TestContents.attributes(random.nextInt(3))));
  }

  /// Nothing but this path differs afterwards, if the disk was up to date.
  private void act(Device device, String path, List<Operation> operations) {
    boolean exact = device.disk == device.merged;
    TreeMap<String, String> before = look(device.merged);
    device.commit(operations);
    TreeMap<String, String> after = look(device.merged);
    if (!exact) return;
    if (after.remove(path) == null) throw new AssertionError(path + " is not there");
    before.remove(path);
    requireEqual(after, before);
  }

  private void move(Device device, Row row) {
    String folder = pick(device.disk.folders());
    if ((folder + "/").startsWith(row.path() + "/")) return;
    String path = folder + "/" + anyName();
    if (device.disk.rows().containsKey(path)) return;
    String name = path.substring(folder.length() + 1);
    boolean exact = device.disk == device.merged;
    TreeMap<String, String> expected = look(device.merged);
    for (String p : new ArrayList<>(expected.keySet()))
      if (p.equals(row.path()) || p.startsWith(row.path() + "/"))
        expected.put(path + p.substring(row.path().length()), expected.remove(p));
    trace(device.peer + " moves " + row.path() + " to " + path);
    device.commit(intents(device).move(Target.of(row.entry()), device.disk.folderId(folder), name));
    if (exact) requireEqual(look(device.merged), expected);
  }

  private void delete(Device device, Row row) {
    List<Target> below = new ArrayList<>();
    for (Row r : device.disk.below(row.path()).values()) {
      below.add(Target.of(r.entry()));
      letGo(device, r);
    }
    letGo(device, row);
    boolean exact = device.disk == device.merged;
    TreeMap<String, String> expected = look(device.merged);
    expected.remove(row.path());
    expected.subMap(row.path() + "/", row.path() + "0").clear();
    DeleteIntent intent = intents(device).delete(Target.of(row.entry()), below);
    trace(device.peer + " deletes " + row.path() + ", leaves out " + intent.leftOut());
    device.commit(intent.operations());
    if (!exact) return;
    requireEqual(look(device.merged), expected);
    if (!intent.leftOut().isEmpty()) throw new AssertionError("left out " + intent.leftOut());
  }

  private void letGo(Device device, Row row) {
    Optional<OpId> version = row.entry().version();
    row.entry().members().forEach(m -> letGo.add(m.version()));
    for (Row now : device.merged.rows().values()) {
      List<OpId> members = now.entry().members().stream().map(Entry.Member::version).toList();
      if (version.isPresent() && members.contains(version.get())) letGo.addAll(members);
    }
  }

  /// What a user sees.
  private static TreeMap<String, String> look(VisibleTree tree) {
    TreeMap<String, String> look = new TreeMap<>();
    tree.rows()
        .forEach(
            (path, row) ->
                look.put(
                    path,
                    row.entry().id()
                        + " "
                        + row.entry().kind()
                        + " "
                        + row.entry().content().map(c -> c.value().d()).orElse(-1L)
                        + " "
                        + row.entry()
                            .attributes()
                            .map(a -> a.modified().getEpochSecond())
                            .orElse(-1L)));
    return look;
  }

  private static void requireEqual(TreeMap<String, String> now, TreeMap<String, String> expected) {
    if (!now.equals(expected))
      throw new AssertionError("the user sees " + now + "\nbut should see " + expected);
  }

  private void exchangeEverything() {
    trace("all learn everything");
    for (Device device : devices) {
      device.peer.together(
          () -> {
            for (Device other : devices) device.learnFrom(other, other.peer.log().size());
          });
      device.disk = device.merged;
      requireSame(device.peer, devices.getFirst().peer);
    }
  }

  private void checkOrderDoesNotMatter() {
    Peer late = new Peer(99, mergers.apply(99));
    late.together(() -> applyInAnyOrder(late));
    requireSame(late, devices.getFirst().peer);
    Hash256 before = late.state().stateHash();
    late.together(
        () -> {
          for (Commit commit : all)
            if (!late.apply(commit).equals(Merged.NOTHING))
              throw new AssertionError("a commit that came once more changed something");
        });
    if (!late.state().stateHash().equals(before))
      throw new AssertionError("commits that came once more changed the state");
    StateHash hash = new StateHash(NOTHING);
    late.nodes().forEach(hash::add);
    if (!hash.sum().equals(late.state().stateHash()))
      throw new AssertionError("the state hash is not that of the state");
  }

  private void applyInAnyOrder(Peer late) {
    List<Commit> rest = new ArrayList<>(all);
    while (!rest.isEmpty()) {
      Commit next = pick(rest);
      VersionVector known = late.state().applied();
      if (known.seen(next.writer()) != next.seq() || !known.covers(next.seen())) continue;
      late.apply(next);
      rest.remove(next);
    }
  }

  private static void requireSame(Peer onePeer, Peer otherPeer) {
    MergeState one = onePeer.state();
    MergeState other = otherPeer.state();
    List<Node> nodes = List.copyOf(onePeer.nodes());
    List<Node> others = List.copyOf(otherPeer.nodes());
    if (!nodes.equals(others))
      for (int i = 0; i < nodes.size(); i++)
        if (!nodes.get(i).equals(others.get(i)))
          throw new AssertionError("node " + nodes.get(i) + "\nelsewhere " + others.get(i));
    Set<OpId> deletions = new TreeSet<>();
    nodes.forEach(n -> deletions.addAll(n.deletions()));
    for (OpId deletion : deletions)
      if (!one.deletion(deletion).equals(other.deletion(deletion))
          || !Set.copyOf(one.members(deletion)).equals(Set.copyOf(other.members(deletion))))
        throw new AssertionError("deletion " + one.deletion(deletion));
    boolean same =
        one.stateHash().equals(other.stateHash())
            && one.movesAfter(History.FIRST).equals(other.movesAfter(History.FIRST));
    if (!same) throw new AssertionError("state hashes or move logs differ");
  }

  private static final OpOrder FIRST = new OpOrder(-1, new OpId(Peer.writer(0), 0, 0));

  private ReferenceMerge reference(VersionVector known) {
    return references.computeIfAbsent(
        known,
        _ ->
            new ReferenceMerge(
                all.stream().filter(c -> known.covers(c.id(0))).toList(), Peer::deviceName));
  }

  /// Every version is shown, unless someone overwrote or deleted it who had it on disk.
  private void checkNothingWasLost() {
    Set<OpId> shown = new HashSet<>();
    for (Row row : devices.getFirst().merged.rows().values())
      row.entry().members().forEach(m -> shown.add(m.version()));
    for (Commit commit : all)
      for (int i = 0; i < commit.operations().size(); i++)
        if (commit.operations().get(i) instanceof Operation.SetContent
            && !letGo.contains(commit.id(i))
            && !shown.contains(commit.id(i)))
          throw new AssertionError("version " + commit.id(i) + " was lost");
  }

  private void deleteEverything() {
    Device device = devices.getFirst();
    while (!device.disk.rows().isEmpty()) {
      List<Row> top =
          device.disk.rows().values().stream().filter(r -> r.parent().equals(Nodes.ROOT)).toList();
      delete(device, pick(top));
    }
    boolean nothing = device.peer.nodes().stream().noneMatch(Node::visible);
    if (!nothing || !device.peer.state().stateHash().equals(NOTHING))
      throw new AssertionError("something is left when all was deleted");
  }
}
