package org.tidelock.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Create;
import org.tidelock.engine.history.Operation.Delete;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.Operation.Move;
import org.tidelock.engine.history.Operation.SetAttributes;
import org.tidelock.engine.history.Operation.SetContent;
import org.tidelock.engine.history.Operation.Split;
import org.tidelock.engine.history.Operation.Touch;
import org.tidelock.engine.history.VersionVector;

/// Verified commits that no honest device makes.
@Timeout(60)
class HostileCommitsTest {
  private static final int DEPTH = 10_000;

  private final Peer peer = new Peer(1);
  private final Peer hostile = new Peer(2);
  private final NodeId folder = id(1);
  private final NodeId inner = id(2);
  private final NodeId file = id(3);

  private static NodeId id(long number) {
    return new NodeId(new Id128(7, number));
  }

  private void start() {
    peer.commit(
        new Create(folder, NodeKind.FOLDER, Nodes.ROOT, "f"),
        new Create(inner, NodeKind.FOLDER, folder, "g"),
        new Create(file, NodeKind.FILE, inner, "x"),
        new SetContent(file, TestContents.file(1), TestContents.attributes(0), List.of()));
    hostile.pullAll(List.of(peer));
  }

  private void refused(Operation... operations) {
    Hash256 before = hostile.state().stateHash();
    VersionVector known = hostile.state().applied();
    assertThatThrownBy(() -> hostile.commit(operations))
        .as(List.of(operations).toString())
        .isInstanceOf(MalformedCommitException.class);
    assertThat(hostile.state().stateHash()).isEqualTo(before);
    assertThat(hostile.state().applied()).isEqualTo(known);
  }

  @Test
  void operationsOnWhatDoesNotExistAreRefused() {
    start();
    NodeId no = id(99);
    OpId noVersion = new OpId(peer.writer(), 0, 2);
    refused(new Create(id(9), NodeKind.FILE, no, "x"));
    refused(new Move(no, Nodes.ROOT, "x"));
    refused(new Move(file, no, "x"));
    refused(new SetContent(no, TestContents.file(1), TestContents.attributes(0), List.of()));
    refused(new SetAttributes(no, TestContents.attributes(0)));
    refused(new Delete(file, List.of(new Deleted(file, inner), new Deleted(no, inner))));
    refused(new Split(file, noVersion, Nodes.copyOf(file, noVersion), Nodes.ROOT, "x"));
    refused(new Touch(no));
  }

  @Test
  void aReplacedVersionThatTheAuthorCannotKnowIsRefused() {
    start();
    OpId unknown = new OpId(peer.writer(), 1, 0);
    refused(
        new SetContent(file, TestContents.file(2), TestContents.attributes(0), List.of(unknown)));
  }

  @Acceptance(167)
  @Test
  void filesInFilesAndContentsOfFoldersAreRefused() {
    start();
    refused(new Create(id(9), NodeKind.FILE, file, "x"));
    refused(new Move(inner, file, "x"));
    refused(new SetContent(folder, TestContents.file(1), TestContents.attributes(0), List.of()));
    OpId version = new OpId(peer.writer(), 0, 3);
    refused(new Split(folder, version, Nodes.copyOf(folder, version), Nodes.ROOT, "x"));
    refused(new Split(file, version, id(9), Nodes.ROOT, "x"));
  }

  @Test
  void aKnownNodeIsNotBornAgainAsSomethingElseOrElsewhere() {
    start();
    refused(new Create(folder, NodeKind.FILE, Nodes.ROOT, "f"));
    refused(new Create(folder, NodeKind.FOLDER, Nodes.ROOT, "other"));
    refused(new Create(folder, NodeKind.FOLDER, inner, "f")); // would be inside itself
    refused(
        new Create(id(9), NodeKind.FILE, Nodes.ROOT, "x"),
        new Create(id(9), NodeKind.FOLDER, Nodes.ROOT, "x"));
    OpId version = new OpId(peer.writer(), 0, 3);
    NodeId copy = Nodes.copyOf(file, version);
    hostile.commit(new Create(copy, NodeKind.FOLDER, Nodes.ROOT, "x"));
    refused(new Split(file, version, copy, Nodes.ROOT, "y"));
  }

  @Test
  void theSameBirthPublishedAgainByANewWriterIsWelcome() {
    start();
    Operation again = new Create(folder, NodeKind.FOLDER, Nodes.ROOT, "f");
    Commit early =
        new Commit(
            Peer.writer(0),
            0,
            VersionVector.EMPTY,
            0,
            Instant.EPOCH,
            List.of(again),
            List.of(),
            Optional.empty());
    peer.apply(early);
    Peer other = new Peer(3);
    other.apply(early);
    other.pullAll(List.of(peer));
    assertThat(other.state().node(folder)).isEqualTo(peer.state().node(folder));
    assertThat(other.state().stateHash()).isEqualTo(peer.state().stateHash());
    assertThat(peer.state().node(folder).orElseThrow().born().lamport()).isZero();
  }

  @Test
  void theIdsWithAMeaningOfTheirOwnAreRefused() {
    refused(new Create(Tree.LIMBO, NodeKind.FOLDER, Nodes.ROOT, "x"));
    refused(new Create(id(9), NodeKind.FOLDER, Tree.LIMBO, "x"));
  }

  @Acceptance(167)
  @Test
  void namesThatAreNoneAreRefused() {
    start();
    OpId version = new OpId(peer.writer(), 0, 3);
    for (String name : List.of("", ".", "..", "a/b", "e\u0301", "x".repeat(256))) {
      refused(new Create(id(9), NodeKind.FILE, Nodes.ROOT, name));
      refused(new Move(file, Nodes.ROOT, name));
      refused(new Split(file, version, Nodes.copyOf(file, version), Nodes.ROOT, name));
    }
  }

  @Test
  void aCommitOutOfTurnIsNotApplied() {
    start();
    peer.commit(new Touch(folder));
    peer.commit(new Touch(folder));
    Commit last = peer.log().getLast();
    assertThatThrownBy(() -> hostile.apply(last)).isInstanceOf(IllegalStateException.class);
    Commit blind = new Peer(3).propose(List.of(new Touch(folder)));
    Commit lying =
        new Commit(
            blind.writer(),
            0,
            VersionVector.EMPTY.with(peer.writer(), 9),
            1,
            Instant.EPOCH,
            blind.operations(),
            List.of(),
            Optional.empty());
    assertThatThrownBy(() -> hostile.apply(lying)).isInstanceOf(IllegalStateException.class);
  }

  @Acceptance(167)
  @Test
  void recordedParentsThatGoInACircleEndNowhere() {
    start();
    Operation circle =
        new Delete(
            file,
            List.of(
                new Deleted(file, inner), new Deleted(inner, file), new Deleted(folder, folder)));
    hostile.commit(circle);
    peer.commit(new Move(inner, Nodes.ROOT, "moved"));
    peer.pullAll(List.of(hostile));
    hostile.pullAll(List.of(peer));
    assertThat(peer.state().stateHash()).isEqualTo(hostile.state().stateHash());
    assertThat(VisibleTree.of(peer.view()).look()).containsExactly("moved/", "moved/x=1");
  }

  /// A chain of folders with a file at its end.
  private static List<Operation> chain(long first, String name) {
    List<Operation> chain = new ArrayList<>();
    NodeId parent = Nodes.ROOT;
    for (long i = 0; i < DEPTH; i++) {
      chain.add(new Create(id(first + i), NodeKind.FOLDER, parent, i == 0 ? name : "d"));
      parent = id(first + i);
    }
    chain.add(new Create(id(first + DEPTH), NodeKind.FILE, parent, "end" + first));
    chain.add(
        new SetContent(
            id(first + DEPTH), TestContents.file(1), TestContents.attributes(0), List.of()));
    return chain;
  }

  private static List<Deleted> all(long first) {
    List<Deleted> all = new ArrayList<>();
    for (long i = 0; i <= DEPTH; i++)
      all.add(new Deleted(id(first + i), i == 0 ? Nodes.ROOT : id(first + i - 1)));
    return all;
  }

  private static NodeId endOf(long first) {
    return id(first + DEPTH);
  }

  @Test
  void aVeryDeepFolderIsMerged() {
    Merged merged = hostile.commit(chain(10, "a"));
    assertThat(merged.folders()).hasSize(DEPTH + 1);
    assertThat(hostile.view().path(endOf(10)).orElseThrow()).hasSize(DEPTH + 1);
    assertThat(hostile.view().union(id(10 + DEPTH - 1))).hasSize(1);
  }

  @Test
  void veryDeepFoldersThatUniteAndPartAreNamedWhole() {
    hostile.commit(chain(10, "a"));
    peer.commit(chain(10 + 2 * DEPTH, "b"));
    hostile.pullAll(List.of(peer));
    Merged united = hostile.commit(new Move(id(10 + 2 * DEPTH), Nodes.ROOT, "a"));
    assertThat(united.folders()).hasSize(2 * DEPTH + 1);
    assertThat(hostile.view().union(id(10 + DEPTH - 1))).hasSize(2);
    Merged parted = hostile.commit(new Move(id(10 + 2 * DEPTH), Nodes.ROOT, "b"));
    assertThat(parted.folders()).hasSize(2 * DEPTH + 1);
  }

  @Test
  void aVeryDeepFolderIsDeletedAndComesBackForWhatIsLeftInIt() {
    hostile.commit(chain(10, "a"));
    peer.pullAll(List.of(hostile));
    hostile.commit(new Delete(id(10), all(10)));
    assertThat(hostile.view().children(Nodes.ROOT)).isEmpty();
    peer.commit(
        new SetContent(endOf(10), TestContents.file(2), TestContents.attributes(0), List.of()));
    hostile.pullAll(List.of(peer));
    peer.pullAll(List.of(hostile));
    assertThat(peer.state().stateHash()).isEqualTo(hostile.state().stateHash());
    assertThat(peer.view().path(endOf(10))).isPresent();
    assertThat(new Intents(peer.view()).createFolder(id(5), id(10 + DEPTH - 1), "x")).hasSize(1);
  }

  @Test
  void aVeryDeepDeleteIsVoidedByAMoveAtItsTop() {
    hostile.commit(chain(10, "a"));
    peer.pullAll(List.of(hostile));
    hostile.commit(new Delete(id(10), all(10)));
    peer.commit(new Move(id(10), Nodes.ROOT, "b"));
    hostile.pullAll(List.of(peer));
    peer.pullAll(List.of(hostile));
    assertThat(peer.state().stateHash()).isEqualTo(hostile.state().stateHash());
    assertThat(peer.view().path(endOf(10)).orElseThrow()).hasSize(DEPTH + 1).startsWith("b");
  }

  @Test
  void aVeryDeepFolderIsDeletedByItsUser() {
    hostile.commit(chain(10, "a"));
    List<Target> chain = new ArrayList<>();
    List<Entry> next = hostile.view().children(Nodes.ROOT);
    while (!next.isEmpty()) {
      chain.add(Target.of(next.getFirst()));
      next = hostile.view().children(next.getFirst());
    }
    DeleteIntent intent = new Intents(hostile.view()).delete(chain.getFirst(), chain);
    assertThat(intent.leftOut()).isEmpty();
    hostile.commit(intent.operations());
    assertThat(hostile.view().children(Nodes.ROOT)).isEmpty();
    assertThat(hostile.state().stateHash()).isEqualTo(new Hash256(0, 0, 0, 0));
  }
}
