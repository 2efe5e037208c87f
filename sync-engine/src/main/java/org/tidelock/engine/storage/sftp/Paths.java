package org.tidelock.engine.storage.sftp;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.storage.ObjectName;

/// Where objects are below the storage's folder.
///
/// @param root as the server takes it; empty is the user's own folder
record Paths(String root) {
  static final String TEMPORARY = ".tmp";

  String folder() {
    return root.isEmpty() ? "." : root;
  }

  String of(String below) {
    if (root.isEmpty()) return below;
    return root.endsWith("/") ? root + below : root + "/" + below;
  }

  String of(ObjectName name) {
    return of(name.value());
  }

  String temporaries() {
    return of(TEMPORARY);
  }

  String temporary(String name) {
    return of(TEMPORARY + "/" + name);
  }

  /// The folders on the way to an object, from the top down, without the root.
  List<String> above(ObjectName name) {
    List<String> folders = new ArrayList<>();
    String value = name.value();
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1))
      folders.add(of(value.substring(0, i)));
    return folders;
  }
}
