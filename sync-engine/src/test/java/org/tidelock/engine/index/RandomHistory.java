package org.tidelock.engine.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.Intents;
import org.tidelock.engine.merge.MemoryMergeState;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.Target;
import org.tidelock.engine.merge.View;

/// What a few devices do that hear of each other late: commits as their engines would make them, from a seed. Few names and few contents, so that
/// there are conflicts, united folders, splits, void deletes and cycles of moves.
public final class RandomHistory {
  private static final String[] NAMES = {"a", "b", "c", "été", "e\u0301te\u0301"};
  private final Random random;
  private final List<Device> devices = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();

  private final Clocks clocks;

  /// What the clocks of devices show.
  public interface Clocks {
    /// @param device which of them
    /// @param commits how many were made so far, by all
    Instant now(int device, int commits);
  }

  RandomHistory(long seed) {
    this(seed, null);
  }

  private RandomHistory(long seed, @Nullable Clocks clocks) {
    random = new Random(seed * 0x9E3779B97F4A7C15L); // The first numbers of near seeds are alike.
    this.clocks = clocks != null ? clocks : (_, _) -> soon();
    for (int i = 0; i < 3; i++) devices.add(new Device(i));
  }

  private Instant soon() {
    return Instant.ofEpochSecond(1_780_000_000L + random.nextInt(1000), 123_000);
  }

  /// As [#commits(long, int)], made at these times.
  public static List<Commit> commits(long seed, int count, Clocks clocks) {
    RandomHistory history = new RandomHistory(seed, clocks);
    while (history.commits.size() < count) history.step();
    return history.shuffled();
  }

  /// In an order in which each comes after everything that its author had seen, but not that in which they were made.
  static List<Commit> commits(long seed, int count) {
    RandomHistory history = new RandomHistory(seed);
    while (history.commits.size() < count) history.step();
    return history.shuffled();
  }

  private void step() {
    Device device = devices.get(random.nextInt(devices.size()));
    if (random.nextInt(3) == 0) device.hear(1 + random.nextInt(6));
    else device.act();
  }

  private List<Commit> shuffled() {
    Device order = new Device(0);
    List<Commit> left = new ArrayList<>(commits);
    List<Commit> result = new ArrayList<>();
    while (!left.isEmpty()) {
      Commit next = left.get(random.nextInt(Math.min(left.size(), 8)));
      if (!order.canHear(next)) continue;
      order.merge.apply(next);
      left.remove(next);
      result.add(next);
    }
    return result;
  }

  private Id128 id() {
    return new Id128(random.nextLong(), random.nextLong());
  }

  private final class Device {
    private final WriterId writer = new WriterId(id());
    private final MemoryMergeState state = new MemoryMergeState(Folding.EXACT);
    private final Merge merge = new Merge(state);
    private final View view = new View(state, w -> "device " + w.value().low() % 7);
    private final List<Operation> operations = new ArrayList<>();
    private final int number;
    private long seq;
    private long lamport = 1;

    Device(int number) {
      this.number = number;
    }

    boolean canHear(Commit commit) {
      return state.applied().seen(commit.writer()) == commit.seq()
          && state.applied().covers(commit.seen());
    }

    void hear(int count) {
      int left = count;
      for (Commit commit : List.copyOf(commits))
        if (left > 0 && canHear(commit)) {
          apply(commit);
          left--;
        }
    }

    private void apply(Commit commit) {
      merge.apply(commit);
      lamport = Math.max(lamport, commit.lamport() + commit.operations().size() + 1);
    }

    void act() {
      operations.clear();
      Intents intents = new Intents(view);
      for (int i = random.nextInt(5); i >= 0; i--) act(intents);
      if (random.nextInt(9) == 0) operations.add(new Operation.NameVault("Vault " + name()));
      if (operations.isEmpty()) return;
      Commit commit =
          new Commit(
              writer,
              seq++,
              state.applied(),
              lamport,
              clocks.now(number, commits.size()),
              operations,
              List.of(),
              Optional.of(state.stateHash()));
      apply(commit);
      commits.add(commit);
    }

    private void act(Intents intents) {
      List<Entry> all = everything(Nodes.ROOT, view.children(Nodes.ROOT));
      Optional<Entry> some =
          all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
      List<NodeId> folders =
          Stream.concat(
                  Stream.of(Nodes.ROOT),
                  all.stream().filter(e -> e.kind() == NodeKind.FOLDER).map(Entry::id))
              .toList();
      NodeId folder = folders.get(random.nextInt(folders.size()));
      int what = some.isEmpty() ? random.nextInt(5) : random.nextInt(10);
      if (what < 2) {
        operations.addAll(intents.createFolder(new NodeId(id()), folder, name()));
      } else if (what < 5) {
        NodeKind kind = random.nextInt(9) == 0 ? NodeKind.LINK : NodeKind.FILE;
        operations.addAll(
            intents.create(new NodeId(id()), kind, folder, name(), content(kind), attributes()));
      } else if (what < 7) {
        operations.addAll(intents.move(Target.of(some.get()), folder, name()));
      } else if (what == 7 && some.get().kind() != NodeKind.FOLDER) {
        operations.addAll(
            intents.setContent(Target.of(some.get()), content(some.get().kind()), attributes()));
      } else if (what == 8) {
        operations.addAll(intents.setAttributes(Target.of(some.get()), attributes()));
      } else {
        delete(intents, some.get());
      }
    }

    private void delete(Intents intents, Entry entry) {
      List<Target> below =
          everything(entry.id(), view.children(entry)).stream().map(Target::of).toList();
      operations.addAll(intents.delete(Target.of(entry), below).operations());
    }

    private List<Entry> everything(NodeId folder, List<Entry> entries) {
      List<Entry> all = new ArrayList<>(entries);
      for (Entry entry : entries)
        if (!entry.id().equals(folder)) all.addAll(everything(entry.id(), view.children(entry)));
      return all;
    }
  }

  private String name() {
    return NAMES[random.nextInt(4)];
  }

  private Attributes attributes() {
    return new Attributes(Instant.ofEpochSecond(random.nextInt(99), 5_000), random.nextBoolean());
  }

  private Content content(NodeKind kind) {
    byte[] bytes = {(byte) random.nextInt(4)};
    ContentId id = new ContentId(Hash256.sha256(bytes));
    return kind == NodeKind.LINK
        ? new Content.LinkTarget(id, "../é" + bytes[0])
        : new Content.FileContent(
            id, bytes[0], LineageKey.of(new byte[32]), chunks(id.value(), bytes[0]));
  }

  private static List<ChunkRef> chunks(Hash256 id, int size) {
    return size == 0 ? List.of() : List.of(new ChunkRef(new ChunkId(id), size));
  }
}
