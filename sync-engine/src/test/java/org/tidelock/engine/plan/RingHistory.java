package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.merge.TestContents;
import org.tidelock.engine.plan.MemoryDisk.Item;

/// A random history of two or three whole devices, some on disks that ignore case. Users change the disks as they like, also while nothing was
/// recorded or when the last plan was only half done; actions are blocked at random. In the end all is recorded, exchanged and applied.
final class RingHistory {
  private static final String[] NAMES = {"a", "b", "A", "B", "c.txt", "\u00e9"};

  private final Random random;
  private final boolean tracing;

  /// The weight of edits beside all else that a user does, which weighs 17: some histories are mostly of edits, since few others have conflicts.
  private final int edits;

  private final List<Replica> replicas = new ArrayList<>();
  private final Set<Replica> touched = new HashSet<>();
  private int contents = 10;

  /// Contents that a user overwrote or deleted.
  private final Set<ContentId> letGo = new HashSet<>();

  private final Set<ContentId> saved = new HashSet<>();

  final List<String> trace = new ArrayList<>();

  RingHistory(long seed, boolean tracing) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.tracing = tracing;
    this.edits = random.nextInt(3) == 0 ? 60 : 3;
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++)
      replicas.add(new Replica(i, random.nextInt(3) > 0, this::newId));
  }

  private NodeId newId() {
    return new NodeId(new Id128(random.nextLong(), random.nextLong()));
  }

  private void trace(String line) {
    if (tracing) trace.add(line);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  void run() {
    int steps = 4 + random.nextInt(20);
    int common = random.nextBoolean() ? random.nextInt(steps) : -1;
    for (int i = 0; i < steps; i++) {
      if (i == common) settle();
      step(pick(replicas));
    }
    settle();
    checkNothingWasLost();
  }

  private void step(Replica replica) {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> change(replica);
      case 3 -> record(replica);
      case 4 -> learnSome(replica);
      default -> {
        if (random.nextInt(4) > 0) record(replica);
        int percent = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
        trace(replica.peer + " applies, blocked " + percent + " %");
        if (tracing) replica.plan(replica.dirty()).actions().forEach(a -> trace("    " + a));
        replica.apply(_ -> random.nextInt(100) < percent, !touched.contains(replica));
      }
    }
  }

  private void record(Replica replica) {
    int before = replica.peer.log().size();
    replica.record();
    touched.remove(replica);
    for (int i = before; i < replica.peer.log().size(); i++) {
      trace(replica.peer + " records");
      if (tracing) replica.peer.log().get(i).operations().forEach(op -> trace("    " + op));
    }
  }

  private void learnSome(Replica replica) {
    Replica other = pick(replicas);
    long known = replica.peer.state().applied().seen(other.peer.writer());
    int more = (int) (other.peer.log().size() - known);
    if (more <= 0) return;
    long count = known + 1 + random.nextInt(more);
    trace(replica.peer + " learns from " + other.peer + " up to " + count);
    replica.learn(other.peer, count, replicas.stream().map(r -> r.peer).toList());
  }

  private void change(Replica replica) {
    touched.add(replica);
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<Item> items = new ArrayList<>();
      replica.disk.each(
          item -> {
            if (!item.name().startsWith(".")) items.add(item);
          });
      int dice = items.isEmpty() ? 0 : random.nextInt(17 + edits);
      if (dice < 7) create(replica, items);
      else if (dice < 12) move(replica, pick(items), items);
      else if (dice < 14) swap(replica, pick(items), pick(items));
      else if (dice < 17) delete(replica, pick(items));
      else edit(replica, pick(items));
    }
  }

  private Item folder(Replica replica, List<Item> items) {
    List<Item> folders = new ArrayList<>(items.stream().filter(Item::isFolder).toList());
    folders.add(replica.disk.root);
    return pick(folders);
  }

  private Optional<ContentId> content(NodeKind kind) {
    int number = random.nextInt(4) == 0 ? random.nextInt(2) : contents++;
    ContentId id = TestContents.of(kind, number).id();
    saved.add(id);
    return Optional.of(id);
  }

  private void create(Replica replica, List<Item> items) {
    Item folder = folder(replica, items);
    String name = pick(List.of(NAMES));
    if (replica.disk.at(folder, name).isPresent()) return;
    int dice = random.nextInt(10);
    NodeKind kind = dice < 4 ? NodeKind.FOLDER : dice == 4 ? NodeKind.LINK : NodeKind.FILE;
    Item item = newItem(kind);
    replica.disk.put(item, folder, name);
    trace(replica.peer + " made " + item.path());
  }

  private Item newItem(NodeKind kind) {
    return kind == NodeKind.FOLDER
        ? new Item(kind, Optional.empty(), Optional.empty())
        : new Item(kind, content(kind), Optional.of(TestContents.attributes(random.nextInt(3))));
  }

  private void edit(Replica replica, Item item) {
    if (item.isFolder()) return;
    if (random.nextInt(3) > 0) {
      letGo.add(item.content.orElseThrow());
      item.content = content(item.kind);
    }
    item.attributes = Optional.of(TestContents.attributes(random.nextInt(3)));
    trace(replica.peer + " edited " + item.path());
  }

  private void move(Replica replica, Item item, List<Item> items) {
    Item folder = random.nextInt(3) == 0 ? item.parent() : folder(replica, items);
    String name = random.nextInt(3) == 0 ? item.name() : pick(List.of(NAMES));
    Optional<Item> there = replica.disk.at(folder, name);
    if (folder.isInside(item) || there.filter(i -> i != item).isPresent()) return;
    String from = item.path();
    Item parent = item.parent();
    if (there.isPresent() && parent == folder) replica.disk.removeAll(item); // spelling only
    replica.disk.put(item, folder, name);
    trace(replica.peer + " moved " + from + " to " + item.path());
  }

  private void swap(Replica replica, Item one, Item two) {
    if (one.isInside(two) || two.isInside(one)) return;
    Item folder = one.parent();
    Item folder2 = two.parent();
    String name = one.name();
    String name2 = two.name();
    trace(replica.peer + " swapped " + one.path() + " and " + two.path());
    replica.disk.removeAll(one);
    replica.disk.removeAll(two);
    replica.disk.put(one, folder2, name2);
    replica.disk.put(two, folder, name);
  }

  private void delete(Replica replica, Item item) {
    if (!item.isFolder()) letGo.add(item.content.orElseThrow());
    replica.disk.each(item, i -> i.content.ifPresent(letGo::add));
    trace(replica.peer + " deleted " + item.path());
    Item folder = item.parent();
    replica.disk.removeAll(item);
    if (random.nextInt(4) > 0) return;
    NodeKind kind = item.isFolder() ? NodeKind.FILE : NodeKind.FOLDER;
    replica.disk.put(newItem(kind), folder, item.name());
    trace(replica.peer + " made something else of it");
  }

  /// All devices do all they can, until nothing happens any more.
  private void settle() {
    for (int round = 0; ; round++) {
      if (round > 6) throw new AssertionError("it does not come to rest");
      long before = commits();
      for (Replica replica : replicas) {
        record(replica);
        replica.learn(replicas);
        trace(replica.peer + " learns and applies all");
        if (tracing) replica.plan(replica.dirty()).actions().forEach(a -> trace("    " + a));
        replica.apply();
      }
      if (round > 0 && commits() == before) break;
    }
    for (Replica replica : replicas) {
      trace(replica.peer + " has to be settled");
      replica.requireSettled();
      if (!replica.peer.state().stateHash().equals(replicas.getFirst().peer.state().stateHash()))
        throw new AssertionError("the states differ");
    }
  }

  private long commits() {
    return replicas.stream().mapToLong(r -> r.peer.log().size()).sum();
  }

  private void checkNothingWasLost() {
    Set<ContentId> there = new HashSet<>(letGo);
    replicas.getFirst().disk.each(item -> item.content.ifPresent(there::add));
    for (ContentId content : saved)
      if (!there.contains(content)) throw new AssertionError("content " + content + " was lost");
  }
}
