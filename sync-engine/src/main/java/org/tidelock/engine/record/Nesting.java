package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;

/// Puts each new folder right before the first thing in it, instead of before everything: so a commit holds whole folders, and what it has left equal
/// to the vault needs no plan. All else keeps its order.
final class Nesting {
  private final Map<Found, Difference> waiting = new IdentityHashMap<>();
  private final List<Difference> ordered;

  private Nesting(List<Difference> differences) {
    ordered = new ArrayList<>(differences.size());
    for (Difference d : differences) if (isNewFolder(d)) waiting.put(place(d), d);
    for (Difference d : differences) if (!isNewFolder(d)) add(d);
    for (Difference d : differences) if (waiting.containsKey(place(d))) add(d); // nothing is in it
  }

  /// @param differences of what is on the disk; a folder comes before what is in it
  static List<Difference> of(List<Difference> differences) {
    return Collections.unmodifiableList(new Nesting(differences).ordered);
  }

  private void add(Difference difference) {
    List<Difference> folders = new ArrayList<>();
    for (Found at = place(difference); at.parent() instanceof Difference.Parent.Fresh in; ) {
      at = in.folder();
      Difference folder = waiting.remove(at);
      if (folder == null) break;
      folders.add(folder);
    }
    ordered.addAll(folders.reversed());
    waiting.remove(place(difference));
    ordered.add(difference);
  }

  private static Found place(Difference difference) {
    return difference.onDisk().orElseThrow();
  }

  private static boolean isNewFolder(Difference difference) {
    return difference instanceof Difference.New n
        && n.found().fingerprint().kind() == Fingerprint.Kind.FOLDER;
  }
}
