package org.tidelock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.record.Deletions.Group;

/// Commits of bounded size, in whichever form so much is gone.
class DeletionsTest {
  /// Of operations in a segment (docs/vault-format-log.md).
  private static final int MOST = 60_000;

  @Test
  void singleDeletionsLeaveRoomForWhatTheyBringAlong() {
    List<BaseRow> gone = new ArrayList<>();
    for (int i = 0; i < 2 * MOST; i++) gone.add(row(i, Nodes.ROOT, NodeKind.FILE));
    List<List<Group>> batches = Deletions.of(gone, MOST);
    // A copy of a conflict, and folders shown for what is in them, take up to some more each.
    for (List<Group> batch : batches) assertThat(batch.size() * 3).isLessThanOrEqualTo(MOST);
    assertCovered(batches, gone);
  }

  @Test
  void aSubtreeIsOneDeletion() {
    List<BaseRow> gone = new ArrayList<>();
    BaseRow top = row(0, Nodes.ROOT, NodeKind.FOLDER);
    for (int i = 1; i <= 50_000; i++) gone.add(row(i, top.entry().id(), NodeKind.FILE));
    gone.add(top);
    List<List<Group>> batches = Deletions.of(gone, MOST);
    assertThat(batches).hasSize(1);
    assertThat(batches.getFirst()).hasSize(1);
    assertCovered(batches, gone);
  }

  @Test
  void aSubtreeThatIsTooLargeGoesFromBelow() {
    List<BaseRow> gone = new ArrayList<>();
    BaseRow top = row(0, Nodes.ROOT, NodeKind.FOLDER);
    for (int i = 1; i <= 200_000; i++) gone.add(row(i, top.entry().id(), NodeKind.FILE));
    gone.add(top);
    List<List<Group>> batches = Deletions.of(gone, MOST);
    for (List<Group> batch : batches) assertThat(batch.size() * 3).isLessThanOrEqualTo(MOST);
    assertThat(batches.getLast().getLast().top()).isEqualTo(top);
    assertCovered(batches, gone);
  }

  @Test
  void ofADeepSubtreeThatIsTooLargeNothingGoesBeforeWhatIsInIt() {
    List<BaseRow> gone = new ArrayList<>();
    gone.add(row(0, Nodes.ROOT, NodeKind.FOLDER));
    for (int i = 1; i <= 150_000; i++)
      gone.add(row(i, gone.get((i - 1) * 9 / 10).entry().id(), NodeKind.FOLDER));
    List<List<Group>> batches = Deletions.of(gone, MOST);
    Map<NodeId, Integer> turns = new HashMap<>();
    for (List<Group> batch : batches)
      for (Group group : batch) {
        int turn = turns.size();
        turns.put(group.top().entry().id(), turn);
        group.below().forEach(row -> turns.put(row.entry().id(), turn));
      }
    for (BaseRow row : gone.subList(1, gone.size()))
      assertThat(turns.get(row.entry().id()))
          .as("%s", row.entry().id())
          .isLessThanOrEqualTo(turns.get(row.entry().parent()));
    assertCovered(batches, gone);
  }

  /// A storage that takes 1 MiB at once takes half as many.
  @Test
  void ofASubtreeGoesNoMoreAtOnceThanTheStorageTakes() {
    List<BaseRow> gone = new ArrayList<>();
    BaseRow top = row(0, Nodes.ROOT, NodeKind.FOLDER);
    for (int i = 1; i <= 50_000; i++) gone.add(row(i, top.entry().id(), NodeKind.FILE));
    gone.add(top);
    List<List<Group>> batches = Deletions.of(gone, new CommitSizes(1 << 20).mostDeleted());
    for (List<Group> batch : batches)
      assertThat(batch.stream().mapToInt(Group::size).sum() * 32).isLessThan(1 << 19);
    assertCovered(batches, gone);
  }

  private static void assertCovered(List<List<Group>> batches, List<BaseRow> gone) {
    List<NodeId> all = new ArrayList<>();
    for (List<Group> batch : batches)
      for (Group group : batch) {
        all.add(group.top().entry().id());
        group.below().forEach(row -> all.add(row.entry().id()));
      }
    Set<NodeId> expected = new HashSet<>();
    gone.forEach(row -> expected.add(row.entry().id()));
    assertThat(all).hasSameSizeAs(gone);
    assertThat(new HashSet<>(all)).isEqualTo(expected);
  }

  private static BaseRow row(int number, NodeId parent, NodeKind kind) {
    BaseEntry entry =
        new BaseEntry(
            new NodeId(new Id128(1, number)),
            List.of(new NodeId(new Id128(1, number))),
            parent,
            "name " + number,
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Fingerprint.Kind there =
        kind == NodeKind.FOLDER ? Fingerprint.Kind.FOLDER : Fingerprint.Kind.FILE;
    return new BaseRow(entry, new Fingerprint(there, 1, 1, 1, 1, 1, number + 1, false), false);
  }
}
