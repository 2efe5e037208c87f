package org.tidelock.engine.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.FolderSize;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;

/// How much is in folders. Costs as much as there is below them, one folder at a time, so that other questions come in between; ends early if its thread is interrupted.
public final class Sizes {
  private Sizes() {}

  private record At(VaultPath path, NodeId folder) {}

  /// Of the folders directly in one.
  ///
  /// @throws TidelockException USAGE if there is no such folder
  public static List<FolderSize> in(String folder, Tables tables)
      throws TidelockException, InterruptedException {
    VaultPath top = VaultPath.of(folder);
    List<At> folders =
        tables.db().transaction(() -> foldersIn(top, tables)).orElseThrow(top::unknown);
    List<FolderSize> sizes = new ArrayList<>();
    for (At at : folders) {
      sizes.add(tables.db().transaction(() -> sum(at, tables.view())));
      if (Thread.interrupted()) throw new InterruptedException();
    }
    return sizes;
  }

  private static Optional<List<At>> foldersIn(VaultPath top, Tables tables) {
    return new Lookup(tables.merged(), tables.view())
        .folder(top)
        .map(
            id ->
                tables.view().children(id).stream()
                    .filter(e -> e.kind() == NodeKind.FOLDER)
                    .map(e -> new At(top.child(e.name()), e.id()))
                    .toList());
  }

  private static FolderSize sum(At at, View view) {
    long files = 0;
    long bytes = 0;
    Deque<NodeId> folders = new ArrayDeque<>(List.of(at.folder));
    while (!folders.isEmpty() && !Thread.currentThread().isInterrupted()) {
      for (Entry entry : view.children(folders.pop())) {
        if (entry.kind() == NodeKind.FOLDER) {
          folders.push(entry.id());
        } else {
          files++;
          bytes += entry.size();
        }
      }
    }
    return new FolderSize(at.path.toString(), files, bytes);
  }
}
