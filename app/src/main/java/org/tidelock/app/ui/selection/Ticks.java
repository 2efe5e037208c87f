package org.tidelock.app.ui.selection;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Which parts of the vault's tree are ticked: all but some paths, none of which lies in another.
final class Ticks {
  enum Mark {
    ON,
    /// Something in it is not ticked, and what comes into it is.
    PARTLY,
    OFF
  }

  private final NavigableSet<String> off = new TreeSet<>();

  Ticks(Collection<String> off) {
    off.forEach(this::clear);
  }

  /// Paths without a tick, with all that is in them.
  SortedSet<String> off() {
    return new TreeSet<>(off);
  }

  Mark of(String path) {
    if (cover(path).isPresent()) {
      return Mark.OFF;
    }
    return isWhole(path) ? Mark.ON : Mark.PARTLY;
  }

  /// The path itself, or a folder that it is in, from which the tick was taken.
  private Optional<String> cover(String path) {
    for (var at = path; !at.isEmpty(); at = parent(at)) {
      if (off.contains(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private boolean isWhole(String path) {
    if (path.isEmpty()) {
      return off.isEmpty();
    }
    var next = off.ceiling(path + "/");
    return next == null || !next.startsWith(path + "/");
  }

  void clear(String path) {
    if (cover(path).isEmpty()) {
      forgetBelow(path);
      off.add(path);
    }
  }

  /// What else is in the folders above it keeps being without.
  ///
  /// @param children paths of what is directly in a folder above it
  void set(String path, Function<String, List<String>> children) {
    cover(path).ifPresent(folder -> open(folder, path, children));
    forgetBelow(path);
  }

  private void open(String folder, String path, Function<String, List<String>> children) {
    off.remove(folder);
    for (var at = folder; !at.equals(path); at = towards(at, path)) {
      var next = towards(at, path);
      children.apply(at).stream().filter(child -> !child.equals(next)).forEach(off::add);
    }
  }

  /// What in a folder is a path, or a folder that it is in.
  private static String towards(String folder, String path) {
    int end = path.indexOf('/', folder.length() + 1);
    return end < 0 ? path : path.substring(0, end);
  }

  private void forgetBelow(String path) {
    off.subSet(path + "/", path + "0").clear(); // 0 comes after /
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
