package org.tidelock.engine.record;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;

/// What recording asks of the differences of a scan.
final class Differences {
  private Differences() {}

  static boolean haveMoves(List<Difference> differences) {
    return differences.stream().anyMatch(Difference.Moved.class::isInstance);
  }

  static boolean needReading(Difference difference) {
    return switch (difference) {
      case Difference.New n -> n.found().fingerprint().kind() != Fingerprint.Kind.FOLDER;
      case Difference.Changed c -> c.found().fingerprint().kind() != Fingerprint.Kind.FOLDER;
      case Difference.Moved m -> mayHaveChanged(m.row(), m.found());
      case Difference.Stranded s -> mayHaveChanged(s.row(), s.found());
      case Difference.Renumbered _, Difference.Gone _ -> false;
    };
  }

  /// Where renaming sets the time of the last change of state, nothing tells a renamed file from one that was edited before, its size and
  /// time kept: only its bytes do. And where files have no number, one whose name is spelled otherwise may be another one that was renamed over it.
  private static boolean mayHaveChanged(BaseRow row, Found found) {
    Fingerprint now = found.fingerprint();
    return now.kind() != Fingerprint.Kind.FOLDER
        && (row.racy() || now.isWithoutNumber() || !now.equals(row.fingerprint()));
  }

  /// What is there, in bytes.
  static long bytes(Difference difference) {
    return difference.onDisk().orElseThrow().fingerprint().size();
  }

  static Optional<BaseRow> row(Difference difference) {
    return switch (difference) {
      case Difference.New _ -> Optional.empty();
      case Difference.Changed c -> Optional.of(c.row());
      case Difference.Moved m -> Optional.of(m.row());
      case Difference.Renumbered r -> Optional.of(r.row());
      case Difference.Stranded s -> Optional.of(s.row());
      case Difference.Gone g -> Optional.of(g.row());
    };
  }
}
