package org.tidelock.engine;

import java.util.List;

/// What undoing would do, or has done, to files, links and folders.
///
/// @param back deleted, and there again
/// @param removed was new, and is deleted
/// @param reverted has the content, or the attributes, again that it had before
/// @param moved is in its earlier place again, or has its earlier name; a folder with all in it counts as one
/// @param left as it is, since somebody has changed it after that
public record UndoReport(Items back, Items removed, Items reverted, Items moved, Items left) {
  /// @param bytes of the contents that are there afterwards, and of `removed` that were before
  /// @param paths vault paths, where things are afterwards, or were; at most a thousand
  public record Items(long count, long bytes, List<String> paths) {
    public Items {
      paths = List.copyOf(paths);
    }
  }

  /// How many items are as they were before.
  public long undone() {
    return back.count + removed.count + reverted.count + moved.count;
  }

  /// Whether there is nothing to undo any more.
  public boolean isNothing() {
    return undone() == 0;
  }
}
