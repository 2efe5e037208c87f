package org.tidelock.engine.sim;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;

/// Tells whoever watches a simulated folder what happens there, as well as its [Ears] are.
final class SimWatcher {
  /// What a file system tells of, once it is done.
  private static final Set<String> CHANGES =
      Set.of("create", "makeFolder", "makeLink", "move", "exchange", "delete", "setModified");

  private final Map<Path, FolderListener> listeners = new HashMap<>();
  private final Map<Path, Ears> ears = new HashMap<>();
  private final Map<Path, Set<LocalPath>> unheard = new HashMap<>();

  Handle watch(Path folder, FolderListener listener) {
    listeners.put(folder, listener);
    return () -> listeners.remove(folder, listener);
  }

  void hears(Path folder, Ears with) {
    ears.put(folder, with);
    unheard.remove(folder);
  }

  /// A person has changed something in these.
  void changed(Path folder, Set<LocalPath> folders) {
    switch (ears.getOrDefault(folder, Ears.GOOD)) {
      case GOOD -> tell(folder, folders);
      case ECHOING -> {
        tellTheLast(folder);
        tell(folder, folders);
      }
      case DEAF -> {}
      case SLOW -> {
        tellTheLast(folder);
        unheard.put(folder, folders);
      }
      case CONFUSED -> {
        tell(folder, Set.of(LocalPath.ROOT));
        tell(folder, Set.of(new LocalPath(List.of("not there"))));
        tell(folder, folders);
        tell(folder, folders);
      }
    }
  }

  /// The engine is about to do this; what it did before is done.
  void does(Path folder, String call, List<LocalPath> paths) {
    if (ears.get(folder) != Ears.ECHOING) return;
    tellTheLast(folder);
    if (!CHANGES.contains(call)) return;
    Set<LocalPath> folders = new HashSet<>();
    for (LocalPath path : paths) {
      folders.add(path);
      if (!path.isRoot()) folders.add(path.parent());
    }
    // Its own folder is none that a watch looks at.
    folders.removeIf(at -> !at.isRoot() && at.names().getFirst().equals(".tidelock"));
    unheard.put(folder, folders);
  }

  private void tellTheLast(Path folder) {
    Set<LocalPath> last = unheard.remove(folder);
    if (last != null && !last.isEmpty()) tell(folder, last);
  }

  private void tell(Path folder, Set<LocalPath> folders) {
    FolderListener listener = listeners.get(folder);
    if (listener != null) listener.changed(folders);
  }

  /// More happened than the system can tell.
  void missed(Path folder) {
    FolderListener listener = listeners.get(folder);
    if (listener != null) listener.missed();
  }

  /// The system tells nothing any more.
  void lost(Path folder) {
    FolderListener listener = listeners.remove(folder);
    if (listener != null)
      listener.lost(FolderListener.Loss.NOT_TOLD, "the system does not watch any more");
  }
}
