package org.tidelock.engine.local;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryChangeListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes folders of events: bursts are told as one.
abstract class FolderEvents implements DirectoryChangeListener {
  private static final int MOST = 1000;

  private final Path root;
  private final Set<LocalPath> folders = new LinkedHashSet<>();
  private int events;
  private boolean over;

  FolderEvents(Path root) {
    this.root = root;
  }

  abstract void changed(Set<LocalPath> folders);

  /// Something of this name changed in Tidelock's own folder.
  abstract void own(String name);

  /// The system forgot some events. Nothing is told after this.
  abstract void dropped();

  /// A new folder could not be watched.
  ///
  /// @return whether anything else is to be told after this
  abstract boolean failed(IOException e);

  @Override
  public void onEvent(DirectoryChangeEvent event) {
    if (over) return;
    if (event.eventType() == EventType.OVERFLOW) {
      giveUp();
      return;
    }
    LocalPath path = local(event.path());
    if (path.isRoot()) return;
    if (path.names().contains(PrivateFolder.NAME)) {
      own(path.name());
      return;
    }
    folders.add(path.parent());
    if (event.isDirectory() && event.eventType() != EventType.DELETE) folders.add(path);
    // Under a steady stream nothing is ever idle.
    if (++events >= MOST) tell();
  }

  private LocalPath local(Path path) {
    if (path.equals(root)) return LocalPath.ROOT;
    List<String> names = new ArrayList<>();
    for (Path name : root.relativize(path)) names.add(name.toString());
    return new LocalPath(names);
  }

  @Override
  public void onIdle(int count) {
    tell();
  }

  private void tell() {
    events = 0;
    if (folders.isEmpty()) return;
    Set<LocalPath> told = Set.copyOf(folders);
    folders.clear();
    changed(told);
  }

  /// The library (0.19.1) fails with a `NullPointerException` when it tells of dropped events, as these have no path.
  @Override
  public void onException(Exception e) {
    if (over) return;
    if (e instanceof IOException failure) over = !failed(failure);
    else giveUp();
  }

  private void giveUp() {
    over = true;
    folders.clear();
    dropped();
  }
}
