package org.tidelock.engine.index;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.plan.BaseEntry;

/// Measures the index, by hand: `IndexSpeed <folder> <commits>`, each of 10,000 files in 200 folders.
final class IndexSpeed {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final WriterId WRITER = WriterId.random(RANDOM);
  private static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");
  private static final int FOLDERS = 200;
  private static final int FILES = 50;

  private IndexSpeed() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]).resolve("index.db");
    int commits = Integer.parseInt(args[1]);
    long lamport = 1;
    List<NodeId> folders = new ArrayList<>();
    try (MergedIndex index = new MergedIndex(file)) {
      for (int i = 0; i < commits; i++) {
        Commit commit = commit(i, lamport, folders);
        lamport += commit.operations().size();
        Start start = Start.now();
        index.apply(List.of(commit), _ -> {}, () -> {});
        if (i < 5 || i % 10 == 9) start.print("commit " + i);
        if (i == commits - 1) moves(index, i + 1, lamport, folders);
      }
      list(index, folders);
    }
    long nodes = (long) commits * FOLDERS * (FILES + 1);
    System.out.printf("merge state: %d bytes a node%n", Files.size(file) / nodes);
    base(Path.of(args[0]).resolve("base.db"));
  }

  /// Wall-clock time, and what the thread used of the processor, which other processes disturb less.
  private record Start(long wall, long cpu) {
    static Start now() {
      return new Start(
          System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    void print(String what) {
      Start end = now();
      System.out.printf(
          "%s: %d ms wall, %d ms CPU%n",
          what, (end.wall - wall) / 1_000_000, (end.cpu - cpu) / 1_000_000);
    }
  }

  private static VersionVector seen(long count) {
    return count == 0 ? VersionVector.EMPTY : VersionVector.EMPTY.with(WRITER, count);
  }

  private static Commit commit(int seq, long lamport, List<NodeId> folders) {
    List<Operation> operations = new ArrayList<>();
    for (int d = 0; d < FOLDERS; d++) {
      NodeId folder = NodeId.random(RANDOM);
      NodeId parent =
          d < 10 || folders.isEmpty() ? Nodes.ROOT : folders.get(RANDOM.nextInt(folders.size()));
      operations.add(
          new Operation.Create(folder, NodeKind.FOLDER, parent, "folder " + seq + "." + d));
      folders.add(folder);
      for (int f = 0; f < FILES; f++) {
        NodeId id = NodeId.random(RANDOM);
        operations.add(new Operation.Create(id, NodeKind.FILE, folder, "a file " + f + ".txt"));
        Content content =
            new Content.FileContent(
                hash(), 1000 + RANDOM.nextInt(100_000), LineageKey.of(new byte[32]), List.of());
        operations.add(
            new Operation.SetContent(id, content, new Attributes(NOON, false), List.of()));
      }
    }
    return new Commit(
        WRITER, seq, seen(seq), lamport, NOON, operations, List.of(), Optional.empty());
  }

  private static ContentId hash() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new ContentId(Hash256.of(bytes));
  }

  private static void moves(MergedIndex index, long seq, long lamport, List<NodeId> folders) {
    List<Operation> operations = new ArrayList<>();
    for (NodeId folder : folders.subList(0, FOLDERS))
      for (var file : index.state.visibleChildren(folder))
        if (file.kind() == NodeKind.FILE)
          operations.add(new Operation.Move(file.id(), folders.getLast(), file.id() + ".moved"));
    Commit commit =
        new Commit(WRITER, seq, seen(seq), lamport, NOON, operations, List.of(), Optional.empty());
    Start start = Start.now();
    index.apply(List.of(commit), _ -> {}, () -> {});
    start.print("commit of " + operations.size() + " moves");
  }

  private static void list(MergedIndex index, List<NodeId> folders) {
    Start start = Start.now();
    int n = 0;
    for (NodeId folder : folders.subList(0, Math.min(2000, folders.size())))
      n += index.state.visibleChildren(folder).size();
    start.print("list " + n + " children");
  }

  private static void base(Path file) throws Exception {
    try (Database db = Database.open(file, Database.Access.WRITE)) {
      BaseTable base = new BaseTable(db);
      List<NodeId> folders = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        Start start = Start.now();
        db.transaction(
            () -> {
              for (int d = 0; d < 100; d++) putFolder(base, folders, 100);
              return true;
            });
        start.print("base: put 10,000 rows");
      }
      for (int k = 0; k < 5; k++) {
        Start start = Start.now();
        int n = base.rowsIn(Nodes.ROOT).size();
        for (NodeId folder : folders) n += base.rowsIn(folder).size();
        start.print("base: read " + n + " rows in " + (folders.size() + 1) + " folders");
      }
      Start start = Start.now();
      for (int k = 0; k < 1000; k++) base.files();
      start.print("base: totals, 1,000 times");
      System.out.println("base: " + base.files() + " files, " + base.bytes() + " bytes");
    }
    System.out.printf("base: %d bytes a row%n", Files.size(file) / 101_000);
  }

  private static void putFolder(BaseTable base, List<NodeId> folders, int files) {
    NodeId folder = NodeId.random(RANDOM);
    folders.add(folder);
    base.put(row(folder, Nodes.ROOT, "folder " + folders.size(), NodeKind.FOLDER));
    for (int f = 0; f < files; f++)
      base.put(row(NodeId.random(RANDOM), folder, "a file " + f + ".txt", NodeKind.FILE));
  }

  private static BaseRow row(NodeId id, NodeId parent, String name, NodeKind kind) {
    OpId op = new OpId(WRITER, 3, RANDOM.nextInt(20_000));
    BaseEntry entry =
        new BaseEntry(
            id,
            List.of(id),
            parent,
            name,
            kind,
            kind == NodeKind.FILE ? Optional.of(op) : Optional.empty(),
            kind == NodeKind.FILE ? Optional.of(hash()) : Optional.empty(),
            Optional.of(new Attributes(NOON, false)),
            Optional.of(new OpOrder(40_000, op)));
    long now = NOON.getEpochSecond() * 1_000_000_000L + RANDOM.nextInt();
    Fingerprint fingerprint =
        new Fingerprint(
            kind == NodeKind.FILE ? Fingerprint.Kind.FILE : Fingerprint.Kind.FOLDER,
            kind == NodeKind.FILE ? 12_345 : 0,
            now,
            now,
            now,
            66_306,
            1_000_000 + RANDOM.nextInt(1_000_000),
            false);
    return new BaseRow(entry, fingerprint, false);
  }
}
