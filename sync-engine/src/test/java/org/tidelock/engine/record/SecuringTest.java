package org.tidelock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.BaseEntry;

class SecuringTest {
  private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
  private static final long LONG_AGO = nanos(NOW.minusSeconds(365 * 86_400));
  private static final long OLD = nanos(NOW.minusSeconds(3_600));
  private static final long YOUNG = nanos(NOW.minusSeconds(600));

  private final Map<NodeId, LocalPath> before = new HashMap<>();
  private final Securing securing = new Securing(id -> Optional.ofNullable(before.get(id)), NOW);

  @Test
  void whatChangedLatelyIsForcedOutWhateverItsTimeOfModificationSays() {
    securing.add(made("old", OLD, OLD, OLD));
    securing.add(made("edited", YOUNG, YOUNG, LONG_AGO));
    securing.add(made("unpacked", LONG_AGO, YOUNG, YOUNG));
    securing.add(made("permitted", LONG_AGO, YOUNG, LONG_AGO));
    securing.add(made("copied where changes have no time", LONG_AGO, 0, YOUNG));
    securing.add(made("in the future", nanos(NOW.plusSeconds(86_400)), 0, 0));
    assertThat(securing.places().stream().map(LocalPath::toString))
        .containsExactly(
            "edited",
            "unpacked",
            "permitted",
            "copied where changes have no time",
            "in the future");
  }

  @Test
  void aRenameIsForcedOutWhateverTheTimesSayWithTheFolderThatWasLeft() {
    securing.add(new Difference.Moved(row(1, Nodes.ROOT), found("moved", OLD, OLD, OLD)));
    assertThat(securing.places().stream().map(LocalPath::toString))
        .containsExactly("moved", "before/1");
  }

  @Test
  void aFolderThatWasLeftByManyIsForcedOutOnce() {
    NodeId folder = id(9);
    for (int i = 1; i <= 4; i++) securing.gone(row(i, i == 3 ? folder : Nodes.ROOT));
    assertThat(securing.places().stream().map(LocalPath::toString))
        .containsExactly("before/1", "before/3");
  }

  private static Difference made(String name, long modified, long changed, long born) {
    return new Difference.New(found(name, modified, changed, born));
  }

  private static Found found(String name, long modified, long changed, long born) {
    return new Found(
        new Parent.Known(Nodes.ROOT),
        name,
        name,
        LocalPath.ROOT.child(name),
        new Fingerprint(Kind.FILE, 1, modified, changed, born, 5, 6, false));
  }

  private BaseRow row(int number, NodeId parent) {
    NodeId id = id(number);
    before.put(id, LocalPath.ROOT.child("before").child("" + number));
    return new BaseRow(
        new BaseEntry(
            id,
            List.of(id),
            parent,
            "" + number,
            NodeKind.FILE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        found("" + number, OLD, OLD, OLD).fingerprint(),
        false);
  }

  private static NodeId id(int number) {
    return new NodeId(new Id128(number, number));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000;
  }
}
