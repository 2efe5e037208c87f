package org.tidelock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.record.Deletions.Group;

class PortionTest {
  private static final Fingerprint FILE =
      new Fingerprint(Fingerprint.Kind.FILE, 1, 1, 1, 1, 1, 1, false);
  private final Difference one = new Difference.New(found("1"));
  private final Difference two = new Difference.New(found("2"));
  private final Difference three = new Difference.New(found("3"));
  private final Difference moved = new Difference.Moved(row(9), found("9"));
  private final Group first = new Group(row(1), List.of());
  private final Group second = new Group(row(2), List.of());

  @Test
  void whatIsGoneIsDividedFromTheRest() {
    assertThat(new Portion(List.of(one), List.of(first, second)).halves())
        .containsExactly(
            new Portion(List.of(), List.of(first, second)), new Portion(List.of(one), List.of()));
  }

  @Test
  void whatWasMovedComesBeforeWhatItWasMovedOutOfGoes() {
    assertThat(new Portion(List.of(one, moved), List.of(first)).halves())
        .containsExactly(
            new Portion(List.of(one, moved), List.of()), new Portion(List.of(), List.of(first)));
  }

  @Test
  void theOrderStays() {
    assertThat(new Portion(List.of(one, two, three), List.of()).halves())
        .containsExactly(
            new Portion(List.of(one), List.of()), new Portion(List.of(two, three), List.of()));
    assertThat(new Portion(List.of(), List.of(first, second)).halves())
        .containsExactly(
            new Portion(List.of(), List.of(first)), new Portion(List.of(), List.of(second)));
  }

  @Test
  void oneThingIsNotDivided() {
    assertThat(new Portion(List.of(one), List.of()).isDivisible()).isFalse();
    assertThat(new Portion(List.of(), List.of(first)).isDivisible()).isFalse();
    assertThat(new Portion(List.of(one), List.of(first)).isDivisible()).isTrue();
  }

  private static Found found(String name) {
    return new Found(new Parent.Known(Nodes.ROOT), name, name, LocalPath.of(name), FILE);
  }

  private static BaseRow row(int number) {
    NodeId id = new NodeId(new Id128(1, number));
    BaseEntry entry =
        new BaseEntry(
            id,
            List.of(id),
            Nodes.ROOT,
            "name " + number,
            NodeKind.FILE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new BaseRow(entry, FILE, false);
  }
}
