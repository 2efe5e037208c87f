package org.tidelock.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.ConflictOf;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.TestContents;
import org.tidelock.engine.plan.Action.Location;

/// The version that this disk has becomes the copy of a conflict: its file goes there, and the other version comes in its place, in one action
/// (decision 0128).
final class KeptTest {
  private static final WriterId A = new WriterId(new Id128(0, 1));
  private static final WriterId B = new WriterId(new Id128(0, 2));
  private static final OpId OURS = new OpId(A, 1, 0);
  private static final OpId THEIRS = new OpId(B, 1, 0);
  private static final NodeId FILE = new NodeId(new Id128(1, 1));
  private static final NodeId OTHER = new NodeId(new Id128(1, 2));
  private static final NodeId COPY = Nodes.copyOf(FILE, OURS);
  private static final OpOrder PLACED = new OpOrder(1, new OpId(A, 0, 0));
  private static final String COPY_NAME = "e (a, 2020-06-03, 1a2b).txt";

  private final Map<NodeId, BaseEntry> base = new LinkedHashMap<>();

  private static ContentId content(int number) {
    return TestContents.of(NodeKind.FILE, number).id();
  }

  private void here(NodeId node, String name, OpId version, int content) {
    base.put(
        node,
        new BaseEntry(
            node,
            List.of(node),
            Nodes.ROOT,
            name,
            NodeKind.FILE,
            Optional.of(version),
            Optional.of(content(content)),
            Optional.empty(),
            Optional.of(PLACED)));
  }

  private static Entry entry(
      NodeId id, NodeId node, String name, OpId version, int content, boolean virtual) {
    return new Entry(
        id,
        List.of(node),
        NodeKind.FILE,
        "e.txt",
        name,
        Optional.of(version),
        Optional.of(content(content)),
        10,
        Optional.empty(),
        PLACED,
        List.of(new Entry.Member(node, version, !virtual)),
        virtual,
        virtual ? Optional.of(new ConflictOf("e.txt", A, Instant.EPOCH)) : Optional.empty());
  }

  private List<Action> plan() {
    List<Entry> wanted =
        List.of(
            entry(FILE, FILE, "e.txt", THEIRS, 2, false),
            entry(COPY, FILE, COPY_NAME, OURS, 1, true));
    BaseTree tree =
        new BaseTree() {
          @Override
          public Optional<BaseEntry> entry(NodeId id) {
            return Optional.ofNullable(base.get(id));
          }

          @Override
          public List<BaseEntry> children(NodeId folder) {
            return base.values().stream().filter(e -> e.parent().equals(folder)).toList();
          }
        };
    return Planner.plan(List.of(new FolderDiff(Nodes.ROOT, wanted)), tree, new PlainNames())
        .actions();
  }

  private static final class PlainNames implements Projection {
    @Override
    public Map<NodeId, String> localNames(NodeId folder, List<Entry> entries) {
      Map<NodeId, String> names = new LinkedHashMap<>();
      entries.forEach(e -> names.put(e.id(), e.name()));
      return names;
    }

    @Override
    public String slot(String localName) {
      return localName;
    }

    @Override
    public boolean skipped(NodeId folder, String localName, NodeKind kind) {
      return false;
    }

    @Override
    public String temporaryName(NodeId id) {
      return "moving-" + id;
    }
  }

  private static void assertKept(Action action) {
    assertThat(action)
        .isInstanceOfSatisfying(
            Action.Replace.class,
            replace -> {
              assertThat(replace.id()).isEqualTo(FILE);
              assertThat(replace.at()).isEqualTo(new Location(Nodes.ROOT, "e.txt"));
              Action.Replace.Kept kept = replace.kept().orElseThrow();
              assertThat(kept.entry().id()).isEqualTo(COPY);
              assertThat(kept.at()).isEqualTo(new Location(Nodes.ROOT, COPY_NAME));
            });
  }

  @Test
  void theFileGoesToTheCopysPlace() {
    here(FILE, "e.txt", OURS, 1);
    List<Action> actions = plan();
    assertThat(actions).hasSize(1);
    assertKept(actions.getFirst());
  }

  /// Else the copy came in the place of what goes, in an action of its own.
  @Test
  void whatIsInTheCopysPlaceAndGoesMakesWayFirst() {
    here(FILE, "e.txt", OURS, 1);
    here(OTHER, COPY_NAME, new OpId(B, 0, 0), 3);
    List<Action> actions = new ArrayList<>(plan());
    assertThat(actions).hasSize(2);
    assertThat(actions.getFirst())
        .isInstanceOfSatisfying(
            Action.Remove.class, remove -> assertThat(remove.id()).isEqualTo(OTHER));
    assertKept(actions.getLast());
  }
}
