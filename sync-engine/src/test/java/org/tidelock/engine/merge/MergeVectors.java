package org.tidelock.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.vectors.Fixture.LINEAGE;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;
import static org.tidelock.engine.vectors.Fixture.list;
import static org.tidelock.engine.vectors.SecondCbor.NULL;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.CommitReading;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import org.tidelock.engine.vectors.SecondCbor;
import tools.jackson.databind.node.ObjectNode;

/// Small histories of two devices, Ann and Bob, with the tree that everybody must see and its state hash. Trees were written down by hand; the merge and the reference merge
/// must both show them, in every order of the commits.
public final class MergeVectors {
  private static final byte[] ANN = filled(16, 0x51);
  private static final byte[] BOB = filled(16, 0x61);
  private static final byte[] ROOT = new byte[16];
  private static final long MADE = 1_780_488_000_000_000L; // 2026-06-03
  private final ObjectNode file = Fixture.object();

  private MergeVectors() {}

  public static ObjectNode make() {
    return new MergeVectors().run();
  }

  private static byte[] node(int n) {
    return filled(16, n);
  }

  /// A content is told apart by the last byte of its id.
  private static List<Object> file(int content) {
    return list(id(content), 0, LINEAGE, new byte[0]);
  }

  private static byte[] id(int content) {
    byte[] id = new byte[32];
    id[31] = (byte) content;
    return id;
  }

  private static List<Object> create(int node, int kind, byte[] parent, String name) {
    return list(0, node(node), kind, parent, name);
  }

  private static List<Object> set(int node, int content, List<?>... base) {
    return list(2, node(node), file(content), MADE, 0, List.of(base));
  }

  private static List<Object> move(int node, byte[] parent, String name) {
    return list(1, node(node), parent, name);
  }

  private static List<Object> delete(int root, byte[]... pairs) {
    return list(4, node(root), Second.join(pairs));
  }

  private static List<Object> version(byte[] writer, long seq, int index) {
    return list(writer, seq, index);
  }

  /// One history: commits in an order in which they can be applied.
  private static final class History {
    final List<byte[]> bodies = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();

    /// A commit whose author has seen so many of Ann's and of Bob's.
    History commit(byte[] writer, long ann, long bob, long lamport, Object... operations) {
      long seq = counts.merge(hex(writer), 1L, Long::sum) - 1;
      List<Object> vector = new ArrayList<>();
      if (ann > 0) vector.add(list(ANN, ann));
      if (bob > 0) vector.add(list(BOB, bob));
      Object certificate =
          seq > 0 ? NULL : list(node(writer[0]), writer == ANN ? "Ann" : "Bob", NULL);
      byte[] previous = seq > 0 ? filled(32, 1) : new byte[32];
      bodies.add(
          SecondCbor.encode(
              list(
                  writer,
                  seq,
                  previous,
                  list(),
                  certificate,
                  vector,
                  lamport,
                  MADE,
                  NULL,
                  List.of(operations),
                  list())));
      return this;
    }
  }

  private static History shared(Object... operations) {
    return new History().commit(ANN, 0, 0, 1, operations);
  }

  private ObjectNode run() {
    file.put("ann", hex(ANN)).put("bob", hex(BOB)).put("made", "2026-06-03");
    file.put(
        "legend", "folder/   file=content   link->content; a content is the last byte of its id");
    edits();
    deletes();
    moves();
    names();
    rest();
    refusals();
    return file;
  }

  private void edits() {
    History both =
        shared(create(1, 1, ROOT, "a.txt"), set(1, 1))
            .commit(ANN, 1, 0, 3, set(1, 2, version(ANN, 0, 1)))
            .commit(BOB, 1, 0, 3, set(1, 3, version(ANN, 0, 1)));
    String copy = copyName("Ann", Second.join(ANN, Second.u64(1), Second.u32(0)), ".txt");
    tree(
        "two edits at once: the later in operation order keeps the name",
        both,
        "a" + copy + "=2",
        "a.txt=3");
    tree(
        "an edit that knows both replaces both",
        copyOf(both).commit(BOB, 2, 1, 5, set(1, 4, version(ANN, 1, 0), version(BOB, 0, 0))),
        "a.txt=4");
    tree(
        "the same edit twice is one file",
        shared(create(1, 1, ROOT, "a.txt"), set(1, 1))
            .commit(ANN, 1, 0, 3, set(1, 2, version(ANN, 0, 1)))
            .commit(BOB, 1, 0, 3, set(1, 2, version(ANN, 0, 1))),
        "a.txt=2");
    byte[] real = Arrays.copyOf(Second.sha256(node(1), ANN, Second.u64(1), Second.u32(0)), 16);
    tree(
        "a copy made real keeps its name, and goes its own way",
        copyOf(both)
            .commit(
                BOB,
                2,
                1,
                5,
                list(5, node(1), version(ANN, 1, 0), real, ROOT, "a" + copy),
                list(1, real, ROOT, "b.txt")),
        "a.txt=3",
        "b.txt=2");
  }

  private void deletes() {
    History folder = shared(create(1, 0, ROOT, "d"), create(2, 1, node(1), "f"), set(2, 1));
    byte[][] all = {node(1), ROOT, node(2), node(1)};
    tree("a delete", copyOf(folder).commit(BOB, 1, 0, 4, delete(1, all)));
    tree(
        "an edit beats a delete, and brings back the folder around it",
        copyOf(folder)
            .commit(ANN, 1, 0, 4, set(2, 2, version(ANN, 0, 2)))
            .commit(BOB, 1, 0, 4, delete(1, all)),
        "d/",
        "d/f=2");
    tree(
        "a file put into a deleted folder stays, alone",
        copyOf(folder)
            .commit(ANN, 1, 0, 4, create(3, 1, node(1), "new"), set(3, 3))
            .commit(BOB, 1, 0, 4, delete(1, all)),
        "d/",
        "d/new=3");
    tree(
        "a folder moved away is rescued whole",
        copyOf(folder)
            .commit(ANN, 1, 0, 4, move(1, ROOT, "e"))
            .commit(BOB, 1, 0, 4, delete(1, all)),
        "e/",
        "e/f=1");
    tree(
        "a rename that knows of the delete brings nothing back",
        copyOf(folder)
            .commit(BOB, 1, 0, 4, delete(2, node(2), node(1)))
            .commit(ANN, 1, 1, 6, move(1, ROOT, "e")),
        "e/");
    tree(
        "a touch keeps a ghost when the last file in it goes",
        copyOf(folder)
            .commit(ANN, 1, 0, 4, create(3, 1, node(1), "new"), set(3, 3))
            .commit(BOB, 1, 0, 4, delete(1, all))
            .commit(BOB, 2, 1, 8, list(6, node(1)), delete(3, node(3), node(1))),
        "d/");
  }

  private void moves() {
    History two = shared(create(1, 0, ROOT, "a"), create(2, 0, ROOT, "b"));
    tree(
        "two moves that make a circle: the later does nothing",
        copyOf(two)
            .commit(ANN, 1, 0, 3, move(1, node(2), "a"))
            .commit(BOB, 1, 0, 3, move(2, node(1), "b")),
        "b/",
        "b/a/");
    tree(
        "two moves of one thing: the later counts",
        copyOf(two)
            .commit(ANN, 1, 0, 3, move(1, ROOT, "x"))
            .commit(BOB, 1, 0, 3, move(1, ROOT, "y")),
        "b/",
        "y/");
  }

  private void names() {
    tree(
        "folders of one name are one",
        shared(create(1, 0, ROOT, "d"), create(2, 1, node(1), "f"), set(2, 1))
            .commit(BOB, 0, 0, 1, create(3, 0, ROOT, "d"), create(4, 1, node(3), "g"), set(4, 2)),
        "d/",
        "d/f=1",
        "d/g=2");
    tree(
        "of two files of one name the older keeps it",
        shared(create(1, 1, ROOT, "f"), set(1, 1))
            .commit(BOB, 0, 0, 1, create(2, 1, ROOT, "f"), set(2, 2)),
        "f=1",
        "f" + copyName("Bob", node(2), "") + "=2");
    tree(
        "a folder keeps its name before a file",
        shared(create(1, 1, ROOT, "n"), set(1, 1)).commit(BOB, 0, 0, 1, create(2, 0, ROOT, "n")),
        "n/",
        "n" + copyName("Ann", node(1), "") + "=1");
    tree(
        "files of one name and content are one, of two kinds are not",
        shared(create(1, 1, ROOT, "f"), set(1, 1))
            .commit(
                BOB,
                0,
                0,
                1,
                create(2, 1, ROOT, "f"),
                set(2, 1),
                create(3, 2, ROOT, "f"),
                list(2, node(3), list(id(1), "t"), 0, 0, list())),
        "f=1",
        "f" + copyName("Bob", node(3), "") + "->1");
    tree(
        "names differ by case",
        shared(create(1, 0, ROOT, "a"), create(2, 0, ROOT, "A")),
        "A/",
        "a/");
  }

  private void rest() {
    tree(
        "attributes: the last one counts, and keeps nothing alive",
        shared(create(1, 1, ROOT, "f"), set(1, 1), list(3, node(1), MADE - 1, 1))
            .commit(ANN, 1, 0, 4, delete(1, node(1), ROOT))
            .commit(BOB, 1, 0, 4, list(3, node(1), MADE, 0)));
    tree(
        "the vault's name stands in the state hash only",
        shared(list(7, "Family")).commit(BOB, 0, 0, 2, list(7, "Famille")));
    tree(
        "a file without content is not shown",
        shared(create(1, 1, ROOT, "f"), create(2, 0, ROOT, "d")),
        "d/");
  }

  private static String copyName(String device, byte[] digested, String extension) {
    return " ("
        + device
        + ", 2026-06-03, "
        + hex(Second.sha256(digested)).substring(0, 4)
        + ")"
        + extension;
  }

  private static History copyOf(History history) {
    History copy = new History();
    copy.bodies.addAll(history.bodies);
    copy.counts.putAll(history.counts);
    return copy;
  }

  private void tree(String what, History history, String... expected) {
    List<Commit> commits = history.bodies.stream().map(CommitReading::commit).toList();
    MemoryMergeState state = merged(commits);
    List<String> look = VisibleTree.of(new View(state, MergeVectors::author)).look();
    assertThat(look).as(what).containsExactlyInAnyOrder(expected);
    assertThat(new ReferenceMerge(commits, MergeVectors::author).tree().keySet())
        .hasSize(expected.length);
    Hash256 hash = stateHash(state);
    assertThat(state.stateHash()).as(what).isEqualTo(hash);
    if (commits.size() == 3
        && commits.get(2).seen().seen(commits.get(1).writer()) <= commits.get(1).seq())
      assertThat(merged(List.of(commits.get(0), commits.get(2), commits.get(1))).stateHash())
          .isEqualTo(hash);
    ObjectNode v = file.withArray("histories").addObject().put("what", what);
    history.bodies.forEach(b -> v.withArray("bodies").add(hex(b)));
    v.putArray("tree");
    look.forEach(v.withArray("tree")::add);
    leaves(state).forEach(l -> v.withArray("hashed").add(hex(l)));
    v.put("stateHash", hash.toString());
  }

  private static MemoryMergeState merged(List<Commit> commits) {
    MemoryMergeState state = new MemoryMergeState(Folding.EXACT);
    Merge merge = new Merge(state);
    commits.forEach(merge::apply);
    return state;
  }

  private static String author(WriterId writer) {
    return Arrays.equals(writer.bytes(), ANN) ? "Ann" : "Bob";
  }

  private static Hash256 stateHash(MemoryMergeState state) {
    BigInteger sum = BigInteger.ZERO;
    for (byte[] leaf : leaves(state)) sum = sum.add(new BigInteger(1, Second.sha256(leaf)));
    byte[] bytes = sum.mod(BigInteger.ONE.shiftLeft(256)).toByteArray();
    byte[] padded = Second.join(new byte[32], bytes);
    return Hash256.of(Arrays.copyOfRange(padded, padded.length - 32, padded.length));
  }

  /// What is hashed of every visible node and of the vault's name, by hand.
  private static List<byte[]> leaves(MemoryMergeState state) {
    List<byte[]> leaves = new ArrayList<>();
    for (Node n : state.nodes()) if (n.lives() || n.visibleChildren() > 0) leaves.add(leaf(n));
    state
        .vaultName()
        .ifPresent(
            n ->
                leaves.add(
                    Second.join(
                        ROOT, order(n.order()), n.name().getBytes(StandardCharsets.UTF_8))));
    leaves.sort(Arrays::compareUnsigned);
    return leaves;
  }

  private static byte[] leaf(Node n) {
    byte[] name = n.at().name().getBytes(StandardCharsets.UTF_8);
    byte[] leaf =
        Second.join(
            n.id().bytes(),
            new byte[] {kind(n.kind()), (byte) (n.lives() ? 1 : 0)},
            n.at().parent().bytes(),
            Second.u32(name.length),
            name,
            order(n.at().order()),
            order(n.born()));
    leaf = Second.join(leaf, new byte[] {(byte) (n.attributes().isPresent() ? 1 : 0)});
    if (n.attributes().isPresent())
      leaf =
          Second.join(
              leaf,
              order(n.attributes().get().order()),
              attributes(n.attributes().get().attributes()));
    leaf = Second.join(leaf, Second.u32(n.versions().size()));
    for (ContentVersion v : n.versions())
      leaf =
          Second.join(
              leaf,
              order(v.order()),
              v.node().bytes(),
              v.content().bytes(),
              Second.u64(v.size()),
              attributes(v.attributes()));
    return leaf;
  }

  private static byte kind(NodeKind kind) {
    return switch (kind) {
      case FOLDER -> 0;
      case FILE -> 1;
      case LINK -> 2;
    };
  }

  private static byte[] order(OpOrder order) {
    return Second.join(
        Second.u64(order.lamport()),
        order.id().writer().bytes(),
        Second.u64(order.id().seq()),
        Second.u32(order.id().index()));
  }

  private static byte[] attributes(Attributes a) {
    Instant time = a.modified();
    return Second.join(
        Second.u64(time.getEpochSecond()),
        Second.u32(time.getNano()),
        new byte[] {(byte) (a.executable() ? 1 : 0)});
  }

  /// Commits that no device can have meant, after a first one that makes a file 1 and a folder 2.
  private void refusals() {
    refuse("a node that nobody created", move(9, ROOT, "x"));
    refuse("a parent that nobody created", create(3, 0, node(9), "x"));
    refuse("a file as parent", create(3, 0, node(1), "x"));
    refuse("a move into a file", move(2, node(1), "x"));
    refuse("a node made again as another", create(1, 0, ROOT, "f"));
    refuse("a node made twice in one commit", create(3, 0, ROOT, "x"), create(3, 0, ROOT, "x"));
    refuse("the id with all bits set", list(0, Fixture.hexBytes("ff".repeat(16)), 0, ROOT, "x"));
    refuse("content for a folder", set(2, 1));
    refuse("a version replaced that its author had not seen", set(1, 2, version(BOB, 0, 0)));
    refuse("attributes of a node that nobody created", list(3, node(9), 0, 0));
    refuse("a delete of a node that nobody created", delete(2, node(2), ROOT, node(9), node(2)));
    byte[] copy = Arrays.copyOf(Second.sha256(node(1), BOB, Second.u64(0), Second.u32(0)), 16);
    refuse(
        "a split of a version that nobody set",
        list(5, node(1), version(BOB, 0, 0), copy, ROOT, "x"));
    refuse("a touch of a node that nobody created", list(6, node(9)));
  }

  private void refuse(String why, Object... operations) {
    History history =
        shared(create(1, 1, ROOT, "f"), set(1, 1), create(2, 0, ROOT, "d"))
            .commit(BOB, 1, 0, 4, operations);
    Merge merge = new Merge(new MemoryMergeState(Folding.EXACT));
    merge.apply(CommitReading.commit(history.bodies.getFirst()));
    Commit bad = CommitReading.commit(history.bodies.getLast());
    assertThatThrownBy(() -> merge.apply(bad)).as(why).isInstanceOf(MalformedCommitException.class);
    if (!file.has("refusedAfter")) file.put("refusedAfter", hex(history.bodies.getFirst()));
    Fixture.refused(file, why, "body", history.bodies.getLast(), 20);
  }
}
