package org.tidelock.app.ui.files;

/// What the files page lists.
public sealed interface Place {
  /// What is in a folder now; `""` is the top.
  record Folder(String path) implements Place {}

  /// What was deleted below a folder and can still be brought back.
  record Deleted(String below) implements Place {}

  /// Names that contain a text, also earlier and deleted ones.
  record Found(String text) implements Place {}

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
