package org.tidelock.engine.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Folders at the top of the synced folder that lie elsewhere on the same volume: for whoever works on the disk they are where the others are. Set by the engine's
/// thread before each look; asked by any.
public final class Mounts implements LeftOut {
  /// @param place absolute, without links in it
  /// @param away not to be touched now, nor is anything to be concluded from what is there
  public record Mount(Path place, boolean away) {}

  private volatile Map<String, Mount> byName = Map.of();

  /// @param now by the names that they have here
  public synchronized void set(Map<String, Mount> now) {
    byName = Map.copyOf(now);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  Map<String, Mount> all() {
    return byName;
  }

  Optional<Mount> at(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean isMount(LocalPath path) {
    return path.names().size() == 1 && has(path.name());
  }

  /// Here only: what lies elsewhere stays there.
  synchronized void rename(String from, String to) {
    Map<String, Mount> now = new HashMap<>(byName);
    Mount moved = now.remove(from);
    if (moved != null) now.put(to, moved);
    byName = Map.copyOf(now);
  }

  /// From now on nothing lies elsewhere under this name.
  synchronized void remove(String name) {
    Map<String, Mount> now = new HashMap<>(byName);
    now.remove(name);
    byName = Map.copyOf(now);
  }

  /// The folder of the file system in which something lies at whatever depth: the root, or one of these.
  ///
  /// @param root the synced folder
  public Path folderOf(Path root, LocalPath path) {
    return path.isRoot() ? root : at(path.names().getFirst()).map(Mount::place).orElse(root);
  }

  /// What is called so here; empty if nothing lies there.
  public Optional<String> name(Path place) {
    return byName.entrySet().stream()
        .filter(e -> e.getValue().place().equals(place))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Those that are not away.
  public Set<Path> reachable() {
    return byName.values().stream()
        .filter(m -> !m.away())
        .map(Mount::place)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The place in the synced folder of something that lies in one of these.
  ///
  /// @param path absolute, without links in it
  public Optional<LocalPath> inside(Path path) {
    for (Map.Entry<String, Mount> mount : byName.entrySet())
      if (path.startsWith(mount.getValue().place())) {
        LocalPath at = LocalPath.of(mount.getKey());
        for (Path name : mount.getValue().place().relativize(path))
          if (!name.toString().isEmpty()) at = at.child(name.toString());
        return Optional.of(at);
      }
    return Optional.empty();
  }

  /// Whether something is one that is away, or is in it.
  public boolean isAway(LocalPath path) {
    return !path.isRoot() && at(path.names().getFirst()).filter(Mount::away).isPresent();
  }

  @Override
  public boolean test(LocalPath path, boolean folder) {
    return isAway(path);
  }
}
