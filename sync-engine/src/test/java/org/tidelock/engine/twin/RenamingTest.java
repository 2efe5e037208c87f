package org.tidelock.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.history.VersionVector;

/// Commits that become others of a new writer, and more of them.
final class RenamingTest {
  private static final WriterId OLD = new WriterId(new Id128(1, 1));
  private static final WriterId NEW = new WriterId(new Id128(2, 2));
  private static final WriterId OTHER = new WriterId(new Id128(3, 3));

  private final Renaming renaming = new Renaming(OLD, 5, NEW);

  private static Commit commit(long seq, long lamport, int operations, int packs) {
    return new Commit(
        OLD,
        seq,
        VersionVector.EMPTY.with(OLD, seq).with(OTHER, 7),
        lamport,
        Instant.EPOCH,
        IntStream.range(0, operations)
            .<Operation>mapToObj(i -> new Operation.Touch(new NodeId(new Id128(seq, i))))
            .toList(),
        IntStream.range(0, packs)
            .mapToObj(
                i ->
                    new PackEntry(
                        new PackId(new Id128(seq, i)),
                        100,
                        new Hash256(1, 2, 3, 4),
                        new EpochId(new Id128(4, 4)),
                        List.of()))
            .toList(),
        Optional.empty());
  }

  private Commit made(Part part) {
    Commit commit = renaming.commit(part);
    renaming.made(part);
    return commit;
  }

  @Test
  void wholeOnesKeepTheirLamportTimes() {
    Commit first = made(Part.all(commit(5, 100, 3, 1)));
    Commit second = made(Part.all(commit(6, 103, 0, 0)));
    Commit third = made(Part.all(commit(7, 104, 2, 0)));
    assertThat(List.of(first, second, third)).extracting(Commit::seq).containsExactly(0L, 1L, 2L);
    assertThat(List.of(first, second, third))
        .extracting(Commit::lamport)
        .containsExactly(100L, 103L, 104L);
    assertThat(third.seen())
        .isEqualTo(VersionVector.EMPTY.with(OLD, 5).with(OTHER, 7).with(NEW, 2));
    assertThat(renaming.version(new OpId(OLD, 7, 1))).isEqualTo(new OpId(NEW, 2, 1));
    assertThat(renaming.version(new OpId(OLD, 4, 1))).isEqualTo(new OpId(OLD, 4, 1));
    assertThat(renaming.version(new OpId(OTHER, 9, 1))).isEqualTo(new OpId(OTHER, 9, 1));
  }

  /// The packs of a file come before it, and nothing sorts with a commit that has no operations.
  @Test
  void aDividedOneBecomesSeveralInItsOrder() {
    Commit large = commit(5, 100, 4, 2);
    renaming.commit(Part.all(large)); // found too large
    List<Part> halves = Part.all(large).halves();
    Commit packs = made(halves.getFirst());
    assertThat(packs.packs()).isEqualTo(large.packs());
    assertThat(packs.operations()).isEmpty();
    renaming.commit(halves.getLast());
    List<Part> operations = halves.getLast().halves();
    Commit first = made(operations.getFirst());
    Commit second = made(operations.getLast());
    Commit next = made(Part.all(commit(6, 104, 1, 0)));
    assertThat(first.operations()).isEqualTo(large.operations().subList(0, 2));
    assertThat(second.operations()).isEqualTo(large.operations().subList(2, 4));
    assertThat(List.of(packs, first, second, next))
        .extracting(Commit::lamport)
        .containsExactly(100L, 101L, 103L, 105L);
    assertThat(List.of(packs, first, second, next))
        .extracting(c -> c.seen().seen(NEW))
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(renaming.order(new OpOrder(103, new OpId(OLD, 5, 3))))
        .isEqualTo(new OpOrder(104, new OpId(NEW, 2, 1)));
    assertThat(renaming.version(new OpId(OLD, 6, 0))).isEqualTo(new OpId(NEW, 3, 0));
  }

  /// Its id follows from that of the version.
  @Test
  void aConflictCopyOfARenamedVersionIsFound() {
    NodeId file = new NodeId(new Id128(9, 9));
    Content text = new Content.LinkTarget(new ContentId(Hash256.sha256(new byte[1])), "x");
    Attributes attributes = new Attributes(Instant.EPOCH, false);
    OpId version = new OpId(OLD, 5, 0);
    NodeId copy = Nodes.copyOf(file, version);
    Commit conflict =
        commit(5, 100, List.of(new Operation.SetContent(file, text, attributes, List.of())));
    Commit later =
        commit(
            6,
            101,
            List.of(
                new Operation.Touch(copy),
                new Operation.Split(file, version, copy, Nodes.ROOT, "copy")));
    made(Part.all(conflict));
    NodeId renamed = Nodes.copyOf(file, new OpId(NEW, 0, 0));
    assertThat(made(Part.all(later)).operations())
        .containsExactly(
            new Operation.Touch(renamed),
            new Operation.Split(file, new OpId(NEW, 0, 0), renamed, Nodes.ROOT, "copy"));
    assertThat(renaming.copies()).containsEntry(copy, renamed);
  }

  private static Commit commit(long seq, long lamport, List<Operation> operations) {
    Commit plain = commit(seq, lamport, 0, 0);
    return new Commit(
        plain.writer(),
        seq,
        plain.seen(),
        lamport,
        plain.made(),
        operations,
        List.of(),
        Optional.empty());
  }

  @Test
  void packsAreDividedByThemselves() {
    Part packs = Part.all(commit(5, 100, 0, 3));
    assertThat(packs.halves()).extracting(p -> p.packs().size()).containsExactly(1, 2);
    assertThat(packs.isDivisible()).isTrue();
    assertThat(Part.all(commit(5, 100, 1, 0)).isDivisible()).isFalse();
    assertThat(Part.all(commit(5, 100, 0, 1)).isDivisible()).isFalse();
  }
}
