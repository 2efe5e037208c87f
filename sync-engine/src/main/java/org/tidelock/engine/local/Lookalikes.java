package org.tidelock.engine.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.MissedFiles.Look;

/// Files without a number whose looks have not changed. One of them may be another file all the same: one of the same size and time that was given its
/// name. So each is read again when a file that looked like it is not in its place any more, or not unchanged. (That two of them have exchanged their
/// names is not seen: both are there, and neither is lost.)
///
/// Windows gives a file the creation time of the one whose name it takes, if that went within 15 seconds ("file system tunneling"): so creation times do
/// not count here.
final class Lookalikes {
  private final Map<Look, List<Difference.Changed>> unchanged = new HashMap<>();
  private final Set<Look> earlier;
  private final Set<Look> missed = new HashSet<>();

  /// @param earlier how those looked that were missing in scans before
  Lookalikes(Set<Look> earlier) {
    this.earlier = earlier;
  }

  /// How those look that are missing now.
  Set<Look> missed() {
    return missed;
  }

  void unchanged(BaseRow row, Found found) {
    Fingerprint now = found.fingerprint();
    if (now.kind() == Fingerprint.Kind.FILE && now.size() > 0)
      unchanged
          .computeIfAbsent(Look.of(now), _ -> new ArrayList<>(1))
          .add(new Difference.Changed(row, found));
  }

  /// Those to be read again.
  ///
  /// @param changes all that has changed, and
  /// @param gone what is not there any more
  List<Difference> toBeRead(List<Difference> changes, List<BaseRow> gone) {
    List<Difference> again = new ArrayList<>();
    for (Difference change : changes)
      switch (change) {
        case Difference.Changed c -> take(c.row(), again);
        case Difference.Moved m -> take(m.row(), again);
        case Difference.Stranded s -> take(s.row(), again);
        case Difference.New _, Difference.Renumbered _, Difference.Gone _ -> {}
      }
    for (Look look : earlier) take(look, again);
    for (BaseRow row : gone) take(row, again);
    missed.addAll(looks(gone));
    return again;
  }

  /// How those look that have no number.
  static Set<Look> looks(Collection<BaseRow> rows) {
    Set<Look> looks = new HashSet<>();
    for (BaseRow row : rows)
      if (isLikeOthers(row.fingerprint())) looks.add(Look.of(row.fingerprint()));
    return looks;
  }

  private void take(BaseRow row, List<Difference> to) {
    Fingerprint was = row.fingerprint();
    if (isLikeOthers(was)) take(Look.of(was), to);
  }

  private static boolean isLikeOthers(Fingerprint file) {
    return file.kind() == Fingerprint.Kind.FILE && file.isWithoutNumber();
  }

  private void take(Look look, List<Difference> to) {
    List<Difference.Changed> alike = unchanged.remove(look);
    if (alike != null) to.addAll(alike);
  }
}
