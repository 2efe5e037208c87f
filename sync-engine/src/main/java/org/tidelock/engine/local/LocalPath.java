package org.tidelock.engine.local;

import java.util.ArrayList;
import java.util.List;

/// A place in the synced folder, by the names on this disk from the top down; no names for the folder itself.
public record LocalPath(List<String> names) {
  public static final LocalPath ROOT = new LocalPath(List.of());

  public LocalPath {
    names = List.copyOf(names);
  }

  public static LocalPath of(String... names) {
    return new LocalPath(List.of(names));
  }

  public boolean isRoot() {
    return names.isEmpty();
  }

  public LocalPath child(String name) {
    List<String> all = new ArrayList<>(names.size() + 1);
    all.addAll(names);
    all.add(name);
    return new LocalPath(all);
  }

  /// The folder that this is in; the root has none and must not be asked.
  public LocalPath parent() {
    return new LocalPath(names.subList(0, names.size() - 1));
  }

  public String name() {
    return names.getLast();
  }

  /// With `/` between the names, on every system.
  @Override
  public String toString() {
    return String.join("/", names);
  }
}
