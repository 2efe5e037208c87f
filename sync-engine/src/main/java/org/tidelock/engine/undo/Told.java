package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.undo.Reversal.Life;

/// What becomes of which paths, for people: as the tree was before it is undone.
final class Told {
  private static final int MOST_PATHS = 1_000;

  private final Lookup lookup;

  Told(Tables tables) {
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  private static final class Counted {
    private final List<String> paths = new ArrayList<>();
    private long count;
    private long bytes;

    void add(Optional<VaultPath> path, long size) {
      count++;
      bytes += size;
      if (paths.size() < MOST_PATHS) path.map(VaultPath::toString).ifPresent(paths::add);
    }

    Items items() {
      paths.sort(null);
      return new Items(count, bytes, paths);
    }
  }

  UndoReport report(Reversals.Outcome outcome) {
    Counted back = new Counted();
    Counted removed = new Counted();
    Counted reverted = new Counted();
    Counted moved = new Counted();
    Counted left = new Counted();
    for (Reversal r : outcome.reversals()) {
      Optional<VaultPath> after = after(r);
      if (r.life() == Life.COMES_BACK) back.add(after, size(r));
      else if (r.life() == Life.ENDS) removed.add(lookup.place(r.node()), size(r));
      else {
        if (r.place().isPresent()) moved.add(after, size(r));
        if (r.version().isPresent() || r.attributes().isPresent()) reverted.add(after, size(r));
      }
    }
    for (Node node : outcome.left()) left.add(lookup.place(node), size(node.versions()));
    return new UndoReport(
        back.items(), removed.items(), reverted.items(), moved.items(), left.items());
  }

  /// Where all of it is, or will be.
  VaultPath folder(Reversals.Outcome outcome) {
    List<VaultPath> folders = new ArrayList<>();
    for (Reversal r : outcome.reversals()) after(r).map(VaultPath::parent).ifPresent(folders::add);
    return VaultPath.common(folders);
  }

  private Optional<VaultPath> after(Reversal r) {
    return r.place().isPresent()
        ? lookup
            .folderPath(r.place().get().parent())
            .map(folder -> folder.child(r.place().get().name()))
        : lookup.place(r.node());
  }

  private static long size(Reversal r) {
    return r.version().map(ContentVersion::size).orElseGet(() -> size(r.node().versions()));
  }

  private static long size(List<ContentVersion> versions) {
    return versions.isEmpty() ? 0 : versions.getFirst().size();
  }
}
