package org.tidelock.engine.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;

/// What other rules would leave out of what is synced here. Costs as much as there are files.
public final class Matches {
  private static final int MOST = 1_000;

  private final Tables tables;
  private final List<String> paths = new ArrayList<>();
  private long files;
  private long bytes;

  private Matches(Tables tables) {
    this.tables = tables;
  }

  /// @param now what is in force
  public static IgnorePreview of(Tables tables, LeftOut now, LeftOut then) {
    return tables
        .db()
        .transaction(
            () -> {
              Matches matches = new Matches(tables);
              matches.find(now, then);
              return new IgnorePreview(matches.files, matches.bytes, matches.paths);
            });
  }

  private record At(NodeId folder, LocalPath path) {}

  private void find(LeftOut now, LeftOut then) {
    Deque<At> folders = new ArrayDeque<>(List.of(new At(Nodes.ROOT, LocalPath.ROOT)));
    while (!folders.isEmpty()) {
      At at = folders.pop();
      for (BaseRow row : tables.base().rowsIn(at.folder)) {
        LocalPath path = at.path.child(row.entry().localName());
        if (now.test(path, row.isFolder())) continue;
        if (then.test(path, row.isFolder())) count(row, path);
        else if (row.isFolder()) folders.push(new At(row.entry().id(), path));
      }
    }
  }

  private void count(BaseRow top, LocalPath path) {
    if (paths.size() < MOST) paths.add(path.toString());
    Deque<BaseRow> rows = new ArrayDeque<>(List.of(top));
    while (!rows.isEmpty()) {
      BaseRow row = rows.pop();
      if (row.isFolder()) {
        tables.base().rowsIn(row.entry().id()).forEach(rows::push);
      } else {
        files++;
        bytes += row.fingerprint().size();
      }
    }
  }
}
